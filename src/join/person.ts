import type { FieldAbsence } from '../model/absence.js';
import type { SourceRow } from '../sources/source.js';
import { type JoinedRecord, markAbsent, WITHHELD_CONSENT, WITHHELD_OWN } from './absent.js';
import type { PersonRead, ReadPlan } from './plan.js';
import { provenanceOf } from './provenance.js';
import { type CaseInput, staleness, type TableRead, toldAbsence } from './table-read.js';

/** One agency's statement about the person, ranked by the strength of its evidence. */
export interface Statement {
  readonly read: TableRead;
  readonly row: SourceRow;
}

/** Weaker than every source level: the statement says nothing of its evidence. */
const NO_LEVEL = 9;

/** The statements of one group of facts, the strongest source level first, then the source's order, then the latest. */
export function rankedStatements(tables: readonly TableRead[], input: CaseInput): Statement[] {
  const statements: Statement[] = [];
  for (const read of tables) {
    const rows = input.rows(read);
    for (let place = rows.length - 1; place >= 0; place -= 1) rank(statements, { read, row: rows[place] as SourceRow });
  }
  return statements;
}

/** Puts a statement behind those that are as strong. There are few: a list of its own to sort would cost more. */
function rank(statements: Statement[], statement: Statement): void {
  const level = levelOf(statement);
  let place = statements.push(statement) - 1;
  for (; place > 0; place -= 1) {
    const before = statements[place - 1] as Statement;
    if (levelOf(before) <= level) break;
    statements[place] = before;
  }
  statements[place] = statement;
}

/** Source level of a statement (1 strongest). */
export function levelOf({ read, row }: Statement): number {
  const place = read.at.source_level;
  return place === undefined ? NO_LEVEL : (row[place] as number);
}

/**
 * The person as the agencies together know them: nobody overwrites anybody. The strongest statement of a group
 * is shown; where it is silent a weaker one supplements it.
 */
export function composePerson(plan: ReadPlan, input: CaseInput): JoinedRecord {
  const person: JoinedRecord = { ...plan.blankPerson };
  const used = plan.demand.asks('Person', 'provenance') ? new Set<Statement>() : undefined;
  for (const group of plan.person) {
    composeGroup(group, person, input, (field, statement) => {
      if (used && plan.demand.shows('Person', field)) used.add(statement);
    });
  }
  if (plan.vNumber !== 'no') composeVNumber(plan, person, input);
  if (used) person.provenance = [...used].map(({ read, row }) => provenanceOf(read, row)).filter(Boolean);
  return person;
}

/** Puts a group's values on the person. @param chose is told the statement that each value comes from */
function composeGroup(
  group: PersonRead,
  person: JoinedRecord,
  input: CaseInput,
  chose: (field: string, statement: Statement) => void,
): void {
  const statements = rankedStatements(group.tables, input);
  for (const field of group.fields) {
    const found = statements.find((statement) => statedValue(statement, field) != null);
    person[field] = found ? statedValue(found, field) : null;
    if (found) chose(field, found);
    const told = found ? staleness([found.read], input) : absenceIn(group.tables, field, input);
    if (told) markAbsent(person, [field], told);
  }
}

/** The value a statement gives for a field; undefined when its source does not state that field. */
export function statedValue({ read, row }: Statement, field: string): unknown {
  const place = read.placeOf[field];
  return place === undefined ? undefined : row[place];
}

function absenceIn(tables: readonly TableRead[], field: string, input: CaseInput): FieldAbsence | undefined {
  const stating = tables.filter((read) => read.placeOf[field] !== undefined);
  for (const read of stating) {
    const absence = toldAbsence(read, input);
    if (absence) return absence;
  }
  return staleness(stating, input);
}

function composeVNumber(plan: ReadPlan, person: JoinedRecord, input: CaseInput): void {
  person.vNumber = input.key.vNumber;
  if (input.key.vNumber !== null) return;
  if (plan.vNumber === 'consent' && !input.key.consented) markAbsent(person, ['vNumber'], WITHHELD_CONSENT);
  if (plan.vNumber === 'own') markAbsent(person, ['vNumber'], WITHHELD_OWN);
}
