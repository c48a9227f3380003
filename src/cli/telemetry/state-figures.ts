import { Gauge, type Registry } from 'prom-client';
import { sessionCounts } from '../../database/client-sessions.js';
import type { Database } from '../../database/database.js';
import type { PoolCounts } from '../../database/session-pool.js';

/** What is looked up when somebody asks for the figures, and costs nothing until then. */
export interface LookedUp {
  readonly database: Pick<Database, 'admin' | 'log' | 'views'>;
  /** Subscriptions that are open now. */
  readonly subscriptions: () => number;
}

/** Tells the connections to the database and the open subscriptions, as they are at each scrape. */
export function addStateFigures(registry: Registry, { database, subscriptions }: LookedUp): void {
  addPoolFigures(registry, {
    views: () => database.views.counts(),
    owner: () => sessionCounts(database.admin),
    log: () => sessionCounts(database.log),
  });
  new Gauge({
    name: 'ketenzicht_subscriptions_open',
    help: 'Subscriptions that are open in this process.',
    registers: [registry],
    collect() {
      this.set(subscriptions());
    },
  });
}

function addPoolFigures(registry: Registry, pools: Readonly<Record<string, () => PoolCounts>>): void {
  const each = (take: (pool: string, counts: PoolCounts) => void) => {
    for (const [pool, counts] of Object.entries(pools)) take(pool, counts());
  };
  const registers = [registry];
  new Gauge({
    name: 'ketenzicht_database_sessions',
    help: 'Sessions in the database for transactions, by what they do now: at_work or idle.',
    labelNames: ['pool', 'state'],
    registers,
    collect() {
      each((pool, { atWork }) => this.set({ pool, state: 'at_work' }, atWork));
      each((pool, { idle }) => this.set({ pool, state: 'idle' }, idle));
    },
  });
  new Gauge({
    name: 'ketenzicht_database_sessions_most',
    help: 'Sessions of a pool that may work at the same time.',
    labelNames: ['pool'],
    registers,
    collect() {
      each((pool, { most }) => this.set({ pool }, most));
    },
  });
  new Gauge({
    name: 'ketenzicht_database_sessions_waited_for',
    help: 'Transactions that wait for a session to come free.',
    labelNames: ['pool'],
    registers,
    collect() {
      each((pool, { waiting }) => this.set({ pool }, waiting));
    },
  });
}
