import type { SnapshotReader } from '../database/snapshot-reader.js';
import type { Source } from '../sources/source.js';

/** How a source is now. */
export interface SourceStatus {
  readonly source: string;
  readonly kind: Source['kind'];
  readonly available: boolean;
  /** End of its latest complete delivery (ISO 8601); null when it never delivered. */
  readonly lastDeliveredAt: string | null;
}

const STATUS = `select a.agency,
  (select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname || '.' || c.relname = any($2::text[]) and lower(a.agency) = n.nspname)::int as tables,
  to_json((select max(d.ended_at) from app.delivery d where d.agency = a.agency and d.complete)) as delivered
  from unnest($1::text[]) as a(agency)`;

/** Health and freshness of all sources, in one statement: a source whose tables are not all there does not answer. */
export async function sourceStatuses(
  sources: readonly Source[],
  snapshot: SnapshotReader,
): Promise<readonly SourceStatus[]> {
  const parts = sources.flatMap((source) => Object.values(source.parts));
  const rows = await snapshot.query<{ agency: string; tables: number; delivered: string | null }>(STATUS, [
    sources.map((source) => source.agency),
    parts.map((part) => `${part.schema}.${part.table}`),
  ]);
  return sources.map(({ agency, kind, parts: own }) => {
    const row = rows.find((candidate) => candidate.agency === agency);
    return {
      source: agency,
      kind,
      available: row?.tables === Object.keys(own).length,
      lastDeliveredAt: row?.delivered ?? null,
    };
  });
}
