import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { type GraphQLSchema, getNamedType, isObjectType } from 'graphql';
import { RECTIFIABLE_VALUES, type StatedIn } from '../../src/join/investigation-values.js';
import { type Answer, masterOfTests, startGraph, type TestGraph } from '../support/graph.js';
import { ASKERS, CASE_VIEWS, cellOf, permits } from '../support/policy-matrix.js';
import { V, WORLD } from '../support/world.js';

const SOMEBODY_ELSE = 'somebody-else';
const master = masterOfTests();

/** The people whose consent stands for who asks in each view, and for whose kind it does. */
const CONSENTED: Readonly<Record<string, readonly string[]>> = {
  'NGO/GUIDANCE': [V.amal],
  'DTV/RETURN': [V.dawit],
};

interface Value {
  readonly coordinate: string;
  readonly agency: string;
  readonly categories: readonly string[];
}

/** Every value that the schema has a field for, of each source that states it. */
const VALUES: readonly Value[] = [...RECTIFIABLE_VALUES.values()].flatMap(({ type, field, statedIn }) => {
  const known = master.getType(type);
  if (!isObjectType(known) || !(field in known.getFields())) return [];
  return [...statedIn].map(([agency, { table }]: [string, StatedIn]) => {
    return { coordinate: `${type}.${field}`, agency, categories: table.categories };
  });
});

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph(WORLD);
});
afterAll(() => graph?.close());

/** Marks each of these values in each case, as a record of the owner's. */
async function mark(values: readonly Value[], owner: string, where = 'true'): Promise<void> {
  for (const { coordinate, agency, categories } of values) {
    for (const tags of [categories, [...categories, 'rights.rectification']]) {
      await graph.database.admin.unsafe(
        `insert into app.rectification (case_id, field, categories, agency, organisation, requested_by, statement)
         select k.id, $1, $2::text[], $3, $4, $5, 'text' from app.case_key k where ${where}`,
        [coordinate, [...tags], agency, owner, SOMEBODY_ELSE],
      );
    }
  }
}
const unmark = () => graph.change('delete from app.rectification');

/** SQL for the cases of which the view's asker may see a value, told from reach and from who consented to whom. */
function seenCases(view: string, { categories }: Value): string {
  const { organisation } = ASKERS[view]!;
  const reach = `exists (select from app.reach r where r.organisation = '${organisation}' and r.case_id = k.id)`;
  if (!categories.some((category) => cellOf(view, category) === 'consent')) return reach;
  const consenting = (CONSENTED[view] ?? []).map((number) => `'${number}'`).join(', ') || 'null';
  return `${reach} and k.v_number in (${consenting})`;
}

/** A selection of everything below a type, as far as the view has it. */
function everything(schema: GraphQLSchema, view: string, typeName: string): string {
  const type = schema.getType(typeName);
  if (!isObjectType(type)) return '';
  const fields = Object.values(type.getFields()).filter(({ extensions }) => {
    const { categories } = extensions as { categories?: string[] };
    return !categories || permits(view, categories);
  });
  const chosen = fields.flatMap((field) => {
    const inner = getNamedType(field.type);
    if (!isObjectType(inner)) return [field.name];
    const selection = everything(schema, view, inner.name);
    return selection === '{  }' || EMPTY_WITHOUT[inner.name]?.(view) ? [] : [`${field.name} ${selection}`];
  });
  return `{ ${chosen.join(' ')} }`;
}
/** Types that are in a view only with a value of their own. */
const EMPTY_WITHOUT: Readonly<Record<string, (view: string) => boolean>> = Object.fromEntries(
  Object.values(master.getTypeMap())
    .filter(isObjectType)
    .map((type) => {
      const own = Object.values(type.getFields()).flatMap(
        ({ extensions }) => (extensions as { categories?: string[] }).categories ?? [],
      );
      return [type.name, (view: string) => own.length > 0 && !own.some((category) => permits(view, [category]))];
    }),
);

const askAll = (view: string): Promise<Answer> => {
  const rest = cellOf(view, 'rights.rectification') === 'no' ? '' : 'rectifications { id field statement }';
  const query = `{ cases(first: 50) ${everything(master, view, 'CaseConnection')} ${rest} }`;
  return graph.ask({ ...ASKERS[view]!, query });
};

const marksOf = (answer: Answer) => [...answer.text.matchAll(/"requestedAt":/g)].length;

describe.each(CASE_VIEWS)('%s', (view) => {
  const { organisation } = ASKERS[view]!;
  const isOwn = ({ categories }: Value) => categories.some((category) => cellOf(view, category) === 'own');

  it(`cannot tell whether any of what it may not see is under investigation: not a byte differs`, async () => {
    const before = await askAll(view);
    expect(before.errors).toBeUndefined();
    for (const value of VALUES) {
      const seen = permits(view, value.categories) ? seenCases(view, value) : 'false';
      await mark([value], organisation, `not (${seen})`);
      if (isOwn(value)) await mark([value], SOMEBODY_ELSE);
    }
    expect((await askAll(view)).text).toBe(before.text);
    await unmark();
  });

  it('is shown every mark on what it may see, and no other', async () => {
    await mark(VALUES, organisation);
    const answer = await askAll(view);
    expect(answer.errors).toBeUndefined();
    let expected = 0;
    for (const value of VALUES.filter(({ categories }) => permits(view, categories))) {
      const [row] = await graph.database.admin.unsafe<{ count: number }[]>(
        `select count(*)::int as count from app.case_key k where ${seenCases(view, value)}`,
      );
      expected += row?.count ?? 0;
    }
    expect(expected).toBeGreaterThan(20);
    expect(marksOf(answer)).toBe(expected);
    await unmark();
  });
});

describe('marks', () => {
  const AMSTERDAM = { organisation: 'amsterdam', purpose: 'CASE_COORDINATION' };
  const statementsOf = async (fields: string) => {
    graph.statements.length = 0;
    const query = `{ cases(first: 50) { edges { node { id status applications { kind } ${fields} } } } }`;
    const answer = await graph.ask({ ...AMSTERDAM, query });
    expect(answer.errors).toBeUndefined();
    return [...graph.statements];
  };

  test('are read only when asked for, and then in one statement for the whole page', async () => {
    const without = await statementsOf('');
    expect(without).toHaveLength(2 + 1);
    expect(without.join()).not.toContain('rectification');
    const withMarks = await statementsOf('underInvestigation { field }');
    expect(withMarks).toHaveLength(2 + 1 + 1);
    expect(withMarks.filter((text) => text.includes('app.rectification'))).toHaveLength(1);
  });

  test('change nothing else in an answer', async () => {
    const query =
      '{ cases(first: 50) { totalCount edges { cursor node { id person { familyName provenance { source } } timeline { edges { node { at } } } } } } }';
    const before = await graph.ask({ ...AMSTERDAM, query });
    await mark(VALUES, 'amsterdam');
    expect((await graph.ask({ ...AMSTERDAM, query })).text).toBe(before.text);
    await unmark();
  });

  test('that may be missing for want of consent are told to be withheld, whether there are any or not', async () => {
    const ask = (person: string) =>
      graph.ask({
        organisation: 'ngo-de-haven',
        query: `{ case(id: "${graph.id(person)}") { underInvestigation { field } } }`,
      });
    const withheld = [{ path: 'case.underInvestigation', reason: 'WITHHELD', condition: 'CONSENT' }];
    expect((await ask('amal')).absences).toEqual([]);
    expect((await ask('bilal')).absences).toEqual(withheld);
    expect((await ask('bilal')).data).toEqual({ case: { underInvestigation: [] } });
  });

  test('are still there when a source is away', async () => {
    await mark(VALUES.slice(0, 1), 'amsterdam');
    await graph.change('alter schema ind rename to ind_away');
    const query = '{ cases(first: 50) { edges { node { applications { kind } underInvestigation { field } } } } }';
    const answer = await graph.ask({ ...AMSTERDAM, query });
    await graph.change('alter schema ind_away rename to ind');
    await unmark();
    expect(answer.errors).toHaveLength(1);
    expect(answer.text).toContain('"underInvestigation":[{"field":');
  });
});

test('the enum of values has each one that the schema shows, and says what the field says', () => {
  const values = (
    master.getType('RectifiableField') as { getValues?(): readonly { name: string; description: string }[] }
  ).getValues?.();
  expect(values?.length).toBe(new Set(VALUES.map(({ coordinate }) => coordinate)).size);
  expect(values?.find(({ name }) => name === 'PERSON_BIRTH_DATE')?.description).toBe(
    'Birth date, as precise as it is known (geboortedatum).',
  );
  expect(values?.map(({ name }) => name)).not.toContain('PERSON_SEARCH_KEY');
});
