import type postgres from 'postgres';
import { caseShape, personGroups, type Shape } from '../../../src/join/shape.js';
import type { SourcePart } from '../../../src/sources/source.js';
import { outcomeOf } from './asker.js';

/** A row as the driver gives it to the product. */
export type PartRow = Readonly<Record<string, unknown>>;

/** The rows of each part that a role sees, the latest last; empty where it is refused. */
export type PartRows = ReadonlyMap<SourcePart, readonly PartRow[]>;

/** Reads every part that the session's role may read, row by row, as it stands in the database. */
export async function partRows(session: postgres.Sql, parts: readonly SourcePart[]): Promise<PartRows> {
  const read = async (part: SourcePart): Promise<[SourcePart, readonly PartRow[]]> => {
    const from = `from "${part.schema}"."${part.table}"`;
    if ((await outcomeOf(session, `select case_id ${from}`)) === '42501') return [part, []];
    const order = `"${part.orderColumn}" nulls first, record_key, delivered_by, source_key`;
    return [part, await session.unsafe<PartRow[]>(`select * ${from} order by ${order}`)];
  };
  return new Map(await Promise.all(parts.map(read)));
}

/** Values that GraphQL must show of a case, by the way of fields that leads there: what the role's rows say, and no more. */
export type Values = Readonly<Record<string, readonly string[]>>;

/** What the joined records of a case show: the tests' own reading of which row counts. */
export function valuesOfCase(rows: PartRows, caseId: string): Values {
  const values: Record<string, string[]> = {};
  const ofCase = (part: SourcePart) => (rows.get(part) ?? []).filter((row) => row.case_id === caseId);
  addShape(values, caseShape, [], ofCase);
  return Object.fromEntries(Object.entries(values).map(([way, found]) => [way, found.sort()]));
}

type RowsOfPart = (part: SourcePart) => readonly PartRow[];

function addShape(
  values: Record<string, string[]>,
  shape: Shape,
  way: readonly string[],
  ofCase: RowsOfPart,
  anchor?: PartRow,
): void {
  const shown = shape.parts.map((part) => {
    const all = currentRows(part, ofCase).filter((row) => !anchor || belongs(row, anchor, shape));
    return [part, shape.as === 'latest' ? all.slice(-1) : all] as const;
  });
  for (const [part, rows] of shown) {
    for (const [field, column] of Object.entries(part.fields)) {
      const name = [...way, field].join('.');
      const found = rows.map((row) => row[column]).filter((value) => value != null);
      values[name] = [...(values[name] ?? []), ...found.map((value) => JSON.stringify(value))];
    }
  }
  const anchors = anchorsOf(
    shape,
    shown.map(([, found]) => found),
  );
  for (const nested of shape.nested ?? []) {
    for (const row of anchors) addShape(values, nested, [...way, nested.edge], ofCase, row);
  }
}

/** What a nested record hangs on: nothing below the case itself, else a row of each record. */
function anchorsOf(shape: Shape, shown: readonly (readonly PartRow[])[]): (PartRow | undefined)[] {
  if (shape === caseShape) return [undefined];
  if (shape.as === 'latest') return shown.flat().slice(0, 1);
  const records = new Map<string, PartRow>();
  for (const row of shown.flat()) records.set(keyOf(row), records.get(keyOf(row)) ?? row);
  return [...records.values()];
}

const fileOf = (row: PartRow) => JSON.stringify([row.delivered_by, row.source_key]);
const keyOf = (row: PartRow) => JSON.stringify([row.delivered_by, row.source_key, row.record_key]);

function belongs(row: PartRow, anchor: PartRow, { as }: Shape): boolean {
  return as === 'latest' ? keyOf(row) === keyOf(anchor) : fileOf(row) === fileOf(anchor);
}

function currentRows(part: SourcePart, ofCase: RowsOfPart): readonly PartRow[] {
  const file = part.within && ofCase(part.within).at(-1);
  return part.within ? ofCase(part).filter((row) => file && fileOf(row) === fileOf(file)) : ofCase(part);
}

/** Every value that some source states of the person, by field: what GraphQL shows is one of them, or there is none. */
export function statedOfPerson(rows: PartRows, caseId: string): Values {
  const stated: Record<string, string[]> = {};
  for (const part of personGroups.flat()) {
    for (const row of (rows.get(part) ?? []).filter((one) => one.case_id === caseId)) {
      for (const [field, column] of Object.entries(part.fields)) {
        if (row[column] != null) stated[field] = [...(stated[field] ?? []), JSON.stringify(row[column])];
      }
    }
  }
  return stated;
}

/** The cases in reach, each with its V-number where the role may read it. */
export async function keysInReach(session: postgres.Sql): Promise<Map<string, string | null>> {
  const cases = await session.unsafe<{ id: string }[]>('select case_id as id from app.reach');
  const denied = (await outcomeOf(session, 'select v_number from app.case_v_number')) === '42501';
  const rows = denied ? [] : await session.unsafe<Record<'case_id' | 'v_number', string>[]>('table app.case_v_number');
  const numbers = new Map(rows.map((row) => [row.case_id, row.v_number]));
  return new Map(cases.map(({ id }) => [id, numbers.get(id) ?? null]));
}
