import type { SnapshotReader } from '../database/snapshot-reader.js';
import { isLive, type Source } from '../sources/source.js';

/** How a source is now. */
export interface SourceStatus {
  readonly source: string;
  readonly kind: Source['kind'];
  readonly available: boolean;
  /** End of its latest complete delivery (ISO 8601); null when it never delivered. */
  readonly lastDeliveredAt: string | null;
  /** Latest answer of an agency's own system since this process started (ISO 8601); null for what is hosted. */
  readonly lastAnsweredAt: string | null;
}

const STATUS = `select a.agency,
  (select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname || '.' || c.relname = any($2::text[]) and lower(a.agency) = n.nspname)::int as tables,
  to_json((select f.ended_at from app.freshness f where f.agency = a.agency)) as delivered
  from unnest($1::text[]) as a(agency)`;

/**
 * Health and freshness of all sources. Those here in one statement: a source whose tables are not all there does not
 * answer. An agency's own system is asked itself, and has no deliveries that anybody reads.
 */
export async function sourceStatuses(
  sources: readonly Source[],
  snapshot: SnapshotReader,
): Promise<readonly SourceStatus[]> {
  const parts = sources.flatMap((source) => Object.values(source.parts));
  const rows = await snapshot.query<{ agency: string; tables: number; delivered: string | null }>(STATUS, [
    sources.map((source) => source.agency),
    parts.map((part) => `${part.schema}.${part.table}`),
  ]);
  return Promise.all(
    sources.map(async (source) => {
      const { agency, kind } = source;
      const row = rows.find((candidate) => candidate.agency === agency);
      const health = await source.health?.();
      return {
        source: agency,
        kind,
        available: health?.available ?? row?.tables === Object.keys(source.parts).length,
        lastDeliveredAt: isLive(source) ? null : (row?.delivered ?? null),
        lastAnsweredAt: health?.lastAnsweredAt ?? null,
      };
    }),
  );
}
