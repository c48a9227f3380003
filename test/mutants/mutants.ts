// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are pieces of code, as they stand in their files

/** One place that a mutant changes: the text must stand in the file exactly once. */
export interface Edit {
  readonly file: string;
  readonly text: string;
  readonly replacement: string;
}

/** A known way to break the policy engine. */
export interface Mutant {
  readonly name: string;
  /** What somebody would learn by it. */
  readonly danger: string;
  readonly edits: readonly Edit[];
}

const edit = (file: string, text: string, replacement: string): Edit => ({ file: `src/${file}`, text, replacement });

const DECIDES = `if (condition === 'own' || condition === 'consent') conditions.add(condition);
    else if (condition !== 'yes') return DENIED;`;
const EVERY_CONDITION = "return [...conditions.map((condition) => tests[condition]), inReach(caseId)].join(' and ');";
const THIS_CONSENT = '`and ("consent".organisation is null or "consent".organisation = ${ASKING_ORGANISATION}) ` +';
const THIS_ORGANISATION = '(c.organisation is null or c.organisation = ${ASKING_ORGANISATION})';

/**
 * The second lock forgets consent on the agencies' tables, and the process hides afterwards what it should never have
 * read: what is shown stays right, and only what can be told around the corner differs.
 */
const HIDDEN_AFTER_READING: readonly Edit[] = [
  edit(
    'policy/row-condition.ts',
    EVERY_CONDITION,
    EVERY_CONDITION.replace('conditions.', "conditions.filter((one) => one !== 'consent' || !table.agency)."),
  ),
  edit(
    'join/cases-read.ts',
    '  rows(read: TableRead): readonly SourceRow[] {',
    `  rows(read: TableRead): readonly SourceRow[] {
    return read.conditions.includes('consent') && !this.key.consented ? NO_ROWS : this.all(read);
  }

  hides(read: TableRead): boolean {
    return this.all(read).length > 0;
  }

  private all(read: TableRead): readonly SourceRow[] {`,
  ),
];

const NOT_BY_CONSENT = "...(permits(part)?.includes('consent') ? ['false'] : [])";

/** The ways in which other systems leaked, planted in this one. Each must be found. */
export const MUTANTS: readonly Mutant[] = [
  {
    name: 'own-is-yes',
    danger: 'every municipality reads where the others shelter people',
    edits: [
      edit(
        'policy/decide.ts',
        DECIDES,
        DECIDES.replace("condition === 'own' || ", '').replace("!== 'yes'", "!== 'yes' && condition !== 'own'"),
      ),
    ],
  },
  {
    name: 'consent-is-yes',
    danger: 'medical outcomes are read without the consent of the person',
    edits: [
      edit(
        'policy/decide.ts',
        DECIDES,
        DECIDES.replace(" || condition === 'consent'", '').replace("!== 'yes'", "!== 'yes' && condition !== 'consent'"),
      ),
    ],
  },
  {
    name: 'unknown-is-permitted',
    danger: 'a new category is open to everybody until somebody thinks of it',
    edits: [edit('policy/policy.ts', "?? 'no',", "?? 'yes',")],
  },
  {
    name: 'most-generous-wins',
    danger: 'a value of two categories needs only one of the rights',
    edits: [
      edit(
        'policy/decide.ts',
        'for (const { condition } of decisions) {',
        "for (const { condition } of decisions.some((one) => one.condition === 'yes') ? [] : decisions) {",
      ),
    ],
  },
  {
    name: 'reach-is-everybody',
    danger: 'every case of the country exists for every partner',
    edits: [
      edit(
        'policy/row-condition.ts',
        'return `exists (select 1 from ${reach}${FOR_EACH_ROW})`;',
        "return reach && 'true';",
      ),
      edit(
        'policy/row-condition.ts',
        'return `"reach".organisation = (select ${ASKING_ORGANISATION})`;',
        "return 'true';",
      ),
      edit(
        'join/page.ts',
        'const where = [`r.organisation = ${organisation}`,',
        'const where = [`${organisation} is not null`,',
      ),
      edit(
        'join/key-query.ts',
        'where r.organisation = ${organisation} and r.case_id',
        'where ${organisation} is not null and r.case_id',
      ),
      edit('join/find-person.ts', 'where r.organisation = ${organisation} ', 'where ${organisation} is not null '),
    ],
  },
  {
    name: 'withdrawn-consent-stands',
    danger: 'a person cannot take a consent back',
    edits: [edit('policy/row-condition.ts', ' and (c.withdrawn_at is null or c.withdrawn_at > now())', '')],
  },
  {
    name: 'consent-to-one-is-to-all',
    danger: 'who trusts one organisation is read by all of its kind',
    // A consent that is not seen cannot stand: both places must forget whose it is.
    edits: [
      edit('policy/row-condition.ts', `\`and ${THIS_ORGANISATION} and`, '`and'),
      edit('policy/row-condition.ts', THIS_CONSENT, '`and true ` +'),
    ],
  },
  {
    name: 'filter-finds-what-is-withheld',
    danger: 'a withheld value is read off by asking who has it',
    edits: HIDDEN_AFTER_READING,
  },
  {
    name: 'absence-only-of-a-value',
    danger: 'that something is withheld tells that it exists',
    edits: [
      ...HIDDEN_AFTER_READING,
      edit(
        'join/table-read.ts',
        "if (read.conditions.includes('consent') && !input.key.consented) return",
        "if (read.conditions.includes('consent') && !input.key.consented && (input as unknown as { hides(one: TableRead): boolean }).hides(read)) return",
      ),
      // No filter finds anything by what needs a consent, so that the absences alone tell.
      edit(
        'join/filter.ts',
        "fieldPredicates(part, 't0', field, value, parameters);",
        `[...fieldPredicates(part, 't0', field, value, parameters), ${NOT_BY_CONSENT}];`,
      ),
      edit(
        'join/filter.ts',
        'fieldPredicates(part, `t${index}`, field, value, parameters)',
        `[...fieldPredicates(part, 't' + index, field, value, parameters), ${NOT_BY_CONSENT}]`,
      ),
    ],
  },
  {
    name: 'denied-order-stays',
    danger: 'a list in the order of birth dates tells birth dates',
    edits: [
      edit(
        'policy/view.ts',
        'pruneSchema(withoutEnumValues(withoutTypesAndFields(master, plan), plan))',
        'pruneSchema(withoutTypesAndFields(master, plan))',
      ),
    ],
  },
  {
    name: 'grant-of-all-columns',
    danger: 'a source hands over, and logs, what nobody asked for',
    edits: [
      edit(
        'policy/grant.ts',
        'columns: Object.freeze([...new Set(columns)]),',
        'columns: Object.freeze([...new Set([...columns, ...table.columns])]),',
      ),
    ],
  },
  {
    name: 'order-of-insertion',
    danger: 'the order of equal records tells when, and beside what else, they were stored',
    edits: [
      edit(
        'sources/row-order.ts',
        "nulls first`, ...TIE_BREAKERS.map(ofRow)].join(', ');",
        "nulls first`].join(', ');",
      ),
    ],
  },
  {
    name: 'kept-without-condition',
    danger: 'what is kept of a case in one row is shown whole, also where each row has to meet a condition',
    edits: [
      edit(
        'policy/read-model-grants.ts',
        'return decision.permitted && decision.conditions.length === 0;',
        'return decision.permitted;',
      ),
      edit('sources/read-model-rows.ts', 'grant.conditions.length === 0 && parts', 'parts'),
    ],
  },
  {
    name: 'kept-of-everybody',
    danger: 'whoever knows an id reads what is kept of the case, in reach or not',
    edits: [edit('policy/read-model-grants.ts', "inReach(`${sqlName(READ_MODEL)}.${sqlName('case_id')}`)", "'true'")],
  },
  {
    name: 'kept-when-deleted',
    danger: 'what was deleted or corrected in a table goes on being shown',
    edits: [
      edit(
        'sources/read-model-triggers.ts',
        'do update set ${MADE_AS} = null, ${emptied} where',
        'do update set case_id = m.case_id where',
      ),
    ],
  },
];
