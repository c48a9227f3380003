import type postgres from 'postgres';
import { Gauge, Registry } from 'prom-client';
import { isLive, type Source } from '../../sources/source.js';

/** What is kept of the deliveries of one source. */
export interface DeliveredRow {
  readonly source: string;
  readonly state: string | null;
  readonly deliveries: number;
  readonly rows: Readonly<Record<string, number>>;
  /** Seconds since 1970; null when none was ever complete. */
  readonly latest: number | null;
}

const RESULTS = ['added', 'changed', 'unchanged', 'superseded', 'quarantined', 'rejected'] as const;

const DELIVERED = `
  select s.source, d.state, coalesce(d.deliveries, 0)::int as deliveries, coalesce(d.rows, '{}') as rows,
    (select extract(epoch from f.ended_at)::float8 from app.freshness f where f.agency = s.source) as latest
  from unnest($1::text[]) as s(source) left join (
    select agency, state, count(*) as deliveries,
      json_build_object(${RESULTS.map((result) => `'${result}', sum(${result})`).join(', ')}) as rows
    from app.delivery group by agency, state
  ) d on d.agency = s.source`;

/** Reads what was delivered, of all sources. @throws the driver's error */
export async function readDelivered(owner: postgres.Sql, sources: readonly Source[]): Promise<readonly DeliveredRow[]> {
  return owner.unsafe<DeliveredRow[]>(DELIVERED, [sources.map(({ agency }) => agency)]);
}

/** How the sources are and how fresh, and what became of deliveries. Labels are names of agencies and codes. */
export class DeliveryFigures {
  readonly #registry = new Registry();
  readonly #up = this.#gauge('ketenzicht_source_up', 'Whether a source answers now: 1 or 0.', ['source']);
  readonly #delivered = this.#gauge(
    'ketenzicht_source_latest_delivery_timestamp_seconds',
    'When the latest complete delivery of a source ended; absent for one that is read live or never delivered.',
    ['source'],
  );
  readonly #answered = this.#gauge(
    'ketenzicht_source_latest_answer_timestamp_seconds',
    'When an agency’s own system last answered this process; absent for what is hosted.',
    ['source'],
  );
  readonly #deliveries = this.#gauge('ketenzicht_deliveries', 'Deliveries that are kept, by their state.', [
    'source',
    'state',
  ]);
  readonly #rows = this.#gauge(
    'ketenzicht_delivery_rows',
    'Rows of the deliveries that are kept, by what became of them.',
    ['source', 'result'],
  );
  readonly #sourcesNow: () => readonly Source[];

  /** @param sources those that are read now: a reload replaces them */
  constructor(sources: () => readonly Source[]) {
    this.#sourcesNow = sources;
  }

  /** @param delivered undefined when it could not be read: no figure is better than an old one */
  async text(delivered: readonly DeliveredRow[] | undefined): Promise<string> {
    const sources = this.#sourcesNow();
    const health = await Promise.all(sources.map(async (source) => source.health?.().catch(() => undefined)));
    for (const gauge of [this.#up, this.#delivered, this.#answered, this.#deliveries, this.#rows]) gauge.reset();
    sources.forEach((each, place) => {
      const isUp = isLive(each) ? health[place]?.available === true : delivered !== undefined;
      this.#up.set({ source: each.agency }, isUp ? 1 : 0);
      const answeredAt = health[place]?.lastAnsweredAt;
      if (answeredAt) this.#answered.set({ source: each.agency }, Date.parse(answeredAt) / 1000);
    });
    const live = new Set<string>(sources.filter(isLive).map(({ agency }) => agency));
    for (const row of delivered ?? []) this.#tell(row, live.has(row.source));
    return this.#registry.metrics();
  }

  #tell({ source, state, deliveries, rows, latest }: DeliveredRow, isLiveNow: boolean): void {
    if (latest !== null && !isLiveNow) this.#delivered.set({ source }, latest);
    if (state === null) return;
    this.#deliveries.set({ source, state }, deliveries);
    for (const result of RESULTS) this.#rows.inc({ source, result }, Number(rows[result] ?? 0));
  }

  #gauge(name: string, help: string, labelNames: readonly string[]): Gauge {
    return new Gauge({ name, help, labelNames: [...labelNames], registers: [this.#registry] });
  }
}
