import { openCounts } from '../database/counts.js';
import { type RateLimit, rateLimit } from '../identity/rate-limit.js';
import type { NoteForAll } from '../identity/replay-memory.js';
import type { Caller } from '../model/caller.js';
import type { GuardSettings } from '../model/guard-settings.js';
import type { OperatorLog } from './errors.js';
import { GuardFigures } from './guard-figures.js';
import { OperationMisses } from './miss-budget.js';

/** What keeps anybody from asking too much, opened. */
export interface Guards {
  readonly rateLimit: RateLimit;
  /** Milliseconds after which a query is given up. */
  readonly requestTimeoutMs: number;
  readonly missesOf: (caller: Caller) => OperationMisses;
  /** Notes a proof of possession for all replicas; absent where they share no store. */
  readonly noteProof: NoteForAll | undefined;
  readonly figures: GuardFigures;
  close(): Promise<void>;
}

/** Opens the guards, with counts in this process or in the shared store of the settings. */
export async function openGuards(settings: GuardSettings, log: OperatorLog): Promise<Guards> {
  const figures = new GuardFigures(settings.rateUrl !== undefined);
  const counts = await openCounts(settings.rateUrl, (isThere) => {
    figures.shared(isThere);
    if (isThere) log.warn({ shared: true }, 'requests are counted in the shared store');
    else log.error({ shared: false }, 'the shared store of counts does not answer; this process counts for itself');
  });
  return {
    rateLimit: rateLimit(counts, settings, figures.refused),
    requestTimeoutMs: settings.requestTimeoutMs,
    missesOf: (caller) =>
      new OperationMisses(
        { counts, settings, figures: { missed: figures.missed, refused: () => figures.refused('misses') } },
        caller,
      ),
    noteProof: settings.rateUrl ? async (hash) => (await counts.add('proofs', hash, 1)).used === 1 : undefined,
    figures,
    close: () => counts.close(),
  };
}
