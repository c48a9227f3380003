import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Database } from '../../database/database.js';
import { deliverFile } from '../../delivery/deliver.js';
import type { Deliverer } from '../../sources/layouts.js';
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

/** Stores files straight into a database, as its operator may. @returns what delivers one file */
export function deliverHere(database: Pick<Database, 'admin'>, request: HereRequest): DeliverFile {
  const { deliverer, rejected, startProgress } = request;
  return async (path) => {
    const file = basename(path);
    let progress: Progress | undefined;
    try {
      const { size } = await stat(path);
      progress = startProgress?.(`Delivering ${file}`);
      const onProgress = (bytes: number) => progress?.report(bytes, size);
      return await deliverFile(database, { deliverer, path, rejectedPath: rejected, onProgress });
    } catch (cause) {
      const error = fileReason(cause);
      if (error === undefined) throw cause;
      return { file, error, because: 'FILE' };
    } finally {
      progress?.end();
    }
  };
}
