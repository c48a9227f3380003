import type postgres from 'postgres';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { WARNED_DAYS } from '../identity/register-days.js';
import { type ComingEnd, type RegisterQuery, readComingEnds } from '../identity/register-read.js';
import type { LogFigures } from './log-figures.js';
import { inTime, shareRun } from './telemetry/in-time.js';
import type { DeliveredRow, DeliveryFigures } from './telemetry/source-figures.js';

/** What `GET /metrics` answers. */
export interface Metrics {
  readonly contentType: string;
  /** The figures at this moment, in the text format of Prometheus. Never fails. */
  text(): Promise<string>;
}

/** A scrape goes on without the database after this long: Prometheus itself waits ten seconds. */
const DATABASE_WITHIN_MS = 2_000;

let processRegistry: Registry | undefined;

/** Where it is read who may ask, and until when. */
export interface Register {
  /** The gateway's own login, which reads who takes part and nothing else. */
  readonly gateway: postgres.Sql;
  /** URIs of the processing activities that the policy names; asked at each scrape, as a reload changes the policy. */
  readonly activities: () => readonly string[];
}

/** What is told besides the process and the grants. */
export interface MoreFigures {
  /** The figures of the sources that are read live. */
  readonly sources?: () => Promise<string>;
  /** The figures of the limits on asking. */
  readonly guards?: () => Promise<string>;
  readonly logs?: {
    readonly figures: LogFigures;
    /** Counts the lines that wait for the collector; absent where the log is not sent. */
    readonly waiting?: () => Promise<number>;
  };
  /** The figures of requests, of the logs' writing, of connections, of the provider's keys and of reloads. */
  readonly process?: Registry;
  /** The figures of what was delivered, and how it is looked up. */
  readonly deliveries?: {
    readonly figures: DeliveryFigures;
    readonly read: () => Promise<readonly DeliveredRow[]>;
  };
}

/**
 * The figures of this process, of its logs, of deliveries, and of the grants that are going to end; a few queries a scrape.
 * Labels are codes of organisations and names of purposes, views and sources, nothing of a person.
 */
export function openMetrics({ gateway, activities }: Register, more: MoreFigures = {}): Metrics {
  const { sources, guards, logs, deliveries } = more;
  const grants = new GrantFigures();
  const query: RegisterQuery = async <Row extends object>(text: string, values: readonly unknown[]) =>
    [...(await gateway.unsafe<Row[]>(text, values as never[]))] as Row[];
  const read = shareRun(() => readComingEnds(query, activities()));
  const count = logs?.waiting && shareRun(logs.waiting);
  const readDelivered = deliveries && shareRun(deliveries.read);
  return {
    contentType: Registry.PROMETHEUS_CONTENT_TYPE,
    async text() {
      const [ends, waiting, delivered] = await Promise.all([
        inTime(DATABASE_WITHIN_MS, read()),
        count && inTime(DATABASE_WITHIN_MS, count()),
        readDelivered && inTime(DATABASE_WITHIN_MS, readDelivered()),
      ]);
      const texts = [
        grants.text(ends),
        logs?.figures.text(waiting),
        sources?.(),
        deliveries?.figures.text(delivered),
        more.process?.metrics(),
        guards?.(),
        processFigures().metrics(),
      ];
      return (await Promise.all(texts)).filter(Boolean).join('\n');
    },
  };
}

class GrantFigures {
  readonly #registry = new Registry();
  readonly #daysLeft = new Gauge({
    name: 'ketenzicht_grant_days_left',
    help: 'Days until the last day on which an organisation may ask for a purpose; only of what is going to end.',
    labelNames: ['organisation', 'purpose'],
    registers: [this.#registry],
  });
  readonly #endingSoon = new Gauge({
    name: 'ketenzicht_grants_ending_soon',
    help: `Rights to ask that end within ${WARNED_DAYS} days.`,
    registers: [this.#registry],
  });
  readonly #readable = new Gauge({
    name: 'ketenzicht_register_readable',
    help: 'Whether the register of organisations could be read: 1 or 0. With 0 the figures on grants are absent.',
    registers: [this.#registry],
  });

  /** @param ends undefined when the register could not be read: no figure is better than an old one */
  text(ends: readonly ComingEnd[] | undefined): Promise<string> {
    this.#daysLeft.reset();
    this.#endingSoon.remove();
    this.#readable.set(ends ? 1 : 0);
    for (const { organisation, purpose, daysLeft } of ends ?? []) {
      if (daysLeft !== null) this.#daysLeft.set({ organisation, purpose }, daysLeft);
    }
    if (ends) this.#endingSoon.set(ends.filter(({ warning }) => warning).length);
    // Set and told without a pause in between, so that scrapes at the same time do not mix.
    return this.#registry.metrics();
  }
}

/** Made once: its observers last as long as the process. */
function processFigures(): Registry {
  if (processRegistry) return processRegistry;
  processRegistry = new Registry();
  collectDefaultMetrics({ register: processRegistry });
  return processRegistry;
}
