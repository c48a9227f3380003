import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { openAccessLog } from '../../audit/access-log.js';
import { deliverFile } from '../../delivery/deliver.js';
import { DELIVERY_CATEGORY } from '../../policy/delivery-rows.js';
import type { Deliverer } from '../../sources/layouts.js';
import { refreshFacts } from '../../statistics/facts/refresh.js';
import type { OpenedParts } from '../on-database.js';
import { operatorEntry } from '../operator-entry.js';
import type { Progress } from '../progress.js';
import type { DeliverFile } from './file-outcome.js';
import { fileReason } from './file-reason.js';

/** How files are delivered into the database of this machine. */
export interface HereRequest {
  readonly deliverer: Deliverer;
  /** Where the rejected rows go; default: beside the file. */
  readonly rejected?: string;
  /** Shows how far a file is, in bytes. */
  readonly startProgress?: (label: string) => Progress;
}

/**
 * Stores files straight into a database, as its operator may; each with its line in the audit log, written before
 * anything is stored.
 * @returns what delivers one file; it throws LogUnavailable, and then nothing was stored
 */
export function deliverHere({ database, config, policy }: OpenedParts, request: HereRequest): DeliverFile {
  const { deliverer, rejected, startProgress } = request;
  const log = openAccessLog(database, config);
  const what = { action: 'deliver', about: deliverer.code, categories: [DELIVERY_CATEGORY] } as const;
  return async (path) => {
    const file = basename(path);
    let progress: Progress | undefined;
    try {
      const { size } = await stat(path);
      await log.write(operatorEntry(policy, what));
      progress = startProgress?.(`Delivering ${file}`);
      const onProgress = (bytes: number) => progress?.report(bytes, size);
      const outcome = await deliverFile(database, { deliverer, path, rejectedPath: rejected, onProgress });
      // A server that runs on this database does so too; where none does, nobody else would.
      await refreshFacts(database);
      return outcome;
    } catch (cause) {
      const error = fileReason(cause);
      if (error === undefined) throw cause;
      return { file, error, because: 'FILE' };
    } finally {
      progress?.end();
    }
  };
}
