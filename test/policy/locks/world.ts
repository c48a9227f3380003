import type postgres from 'postgres';
import { byTable, type CatalogueColumn, quoted } from './catalogue.js';

/** A row with every value as text. */
export type Row = Readonly<Record<string, string | null>>;

/** All that the owner knows: the rows of each table that anybody may read of. */
export type World = ReadonlyMap<string, readonly Row[]>;

/** The rows of a table in this world. */
export function rowsOf(world: World, table: string): readonly Row[] {
  return world.get(table) ?? [];
}

/** Whether a case exists for an organisation. */
export function isInReach(world: World, caseId: unknown, organisation: string | null): boolean {
  if (organisation === null) return false;
  return rowsOf(world, 'app.reach').some((reach) => reach.case_id === caseId && reach.organisation === organisation);
}

/** Whether a consent of the person stands for an organisation of a kind. */
export function consents(world: World, caseId: unknown, kind: string | undefined, organisation: string | null) {
  return rowsOf(world, 'app.consent').some(
    (given) =>
      given.case_id === caseId &&
      given.partner_kind === kind &&
      (given.organisation === null || given.organisation === organisation) &&
      Date.parse(given.given_at ?? '') <= Date.now() &&
      (given.withdrawn_at == null || Date.parse(given.withdrawn_at) > Date.now()),
  );
}

/** Reads tables whole, as the owner, who is above row-level security. */
export async function readWorld(
  admin: postgres.Sql,
  columns: readonly CatalogueColumn[],
  tables: readonly string[],
): Promise<World> {
  const known = byTable(columns);
  const there = tables.filter((table) => known.has(table));
  const rows = there.map((table) => admin.unsafe<Row[]>(selectText(table, known.get(table) ?? [])));
  return new Map((await Promise.all(rows)).map((found, place) => [there[place] as string, [...found]]));
}

/** Selects columns as text; moments in ISO 8601, which JavaScript reads too, the rest as PostgreSQL writes it. */
export function selectText(table: string, columns: readonly CatalogueColumn[]): string {
  const values = columns.map(({ column, type }) => {
    const text = type === 'timestamptz' ? `to_json("${column}") #>> '{}'` : `"${column}"::text`;
    return `${text} as "${column}"`;
  });
  return `select ${values.join(', ')} from ${quoted(table)}`;
}
