import type { ViewKey } from '../../../src/model/purpose.js';
import { allParts } from '../../../src/sources/index.js';
import type { TestGraph } from '../../support/graph.js';
import { asAsker } from './asker.js';
import { type Answered, callerOf, casesOf, schemaOfView } from './graph-reads.js';
import { keysInReach, partRows, statedOfPerson, type Values, valuesOfCase } from './role-reads.js';

/** What both locks were compared on, and where GraphQL shows other values than the role sees. */
export interface GraphComparison {
  /** Values that GraphQL showed and the role saw. */
  readonly values: number;
  /** `<case> <way of fields>`; `cases` when the cases themselves differ. */
  readonly differences: readonly string[];
}

/**
 * Asks for all that the view has over HTTP, then reads the same tables under its login, and compares them value by value.
 * @param between done after the answer came and before the role reads, for a test of the comparison itself
 */
export async function compareGraph(
  graph: TestGraph,
  view: ViewKey,
  organisation: string,
  between: () => Promise<void> = async () => undefined,
): Promise<GraphComparison> {
  const caller = callerOf(view, organisation);
  const answered = await casesOf(graph, await schemaOfView(graph, caller), caller);
  await between();
  return asAsker(graph.database, { view, organisation }, async (session) => {
    const [keys, rows] = await Promise.all([keysInReach(session), partRows(session, allParts)]);
    const same = answered.length === keys.size && answered.every(({ id }) => keys.has(id));
    const found = answered.map((one) => {
      const values = valuesOfCase(rows, one.id);
      const vNumber = keys.get(one.id) ? [JSON.stringify(keys.get(one.id))] : [];
      return compareCase(one, values, { ...statedOfPerson(rows, one.id), vNumber });
    });
    return {
      values: found.reduce((sum, { values }) => sum + values, 0),
      differences: [...(same ? [] : ['cases']), ...found.flatMap(({ differences }) => differences)],
    };
  });
}

function compareCase(answered: Answered, values: Values, stated: Values): GraphComparison {
  const shown = Object.entries(values).map(([way, expected]) => {
    const found = follow(answered, way.split('.')).map((value) => JSON.stringify(value));
    return { way, count: found.length, same: found.sort().join() === expected.join() };
  });
  const person = Object.entries((answered.person ?? {}) as Record<string, unknown>).map(([field, value]) => {
    const known = stated[field] ?? [];
    const same = value == null ? known.length === 0 : known.includes(JSON.stringify(value));
    return { way: `person.${field}`, count: value == null ? 0 : 1, same };
  });
  const all = [...shown, ...person];
  return {
    values: all.reduce((sum, { count }) => sum + count, 0),
    differences: all.flatMap(({ way, same }) => (same ? [] : [`${answered.id} ${way}`])),
  };
}

/** The values at the end of a way of fields; those of a list one by one. */
function follow(value: unknown, [step, ...rest]: readonly string[]): unknown[] {
  if (value == null) return [];
  if (step === undefined) return [value];
  if (Array.isArray(value)) return value.flatMap((item) => follow(item, [step, ...rest]));
  return follow((value as Record<string, unknown>)[step], rest);
}
