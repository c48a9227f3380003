import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { inBatches, readRows } from '../../delivery/read-rows.js';
import { RejectedFile } from '../../delivery/rejected-rows.js';
import { translateAll } from '../../delivery/translate-rows.js';
import type { Layout } from '../../sources/layout.js';
import type { Progress } from '../progress.js';
import type { DeliverFile } from './file-outcome.js';
import { fileReason } from './file-reason.js';
import { plainBytes } from './plain-bytes.js';

/** How files are checked. */
export interface DryRunRequest {
  readonly layout: Layout;
  /** Where the rejected rows go; default: beside the file. */
  readonly rejected?: string;
  readonly startProgress?: (label: string) => Progress;
}

const TOGETHER = 1_000;

/**
 * Reads and translates files, and stores and sends nothing. What only the whole of a source can tell (which case a
 * record matches, whether two files contradict each other, what a snapshot closes) stays to be seen.
 * @returns what checks one file
 */
export function dryRun({ layout, rejected, startProgress }: DryRunRequest): DeliverFile {
  return async (path) => {
    const file = basename(path);
    const rejectedFile = new RejectedFile(rejected ?? `${path}.rejected.csv`);
    let progress: Progress | undefined;
    const counts = { checked: 0, rejected: 0 };
    try {
      const { size } = await stat(path);
      progress = startProgress?.(`Checking ${file}`);
      await rejectedFile.clear();
      const rows = readRows(plainBytes(path), layout, (bytes) => progress?.report(Math.min(bytes, size), size));
      for await (const batch of inBatches(rows, TOGETHER)) {
        const translated = await translateAll(batch, (row) => layout.translate(row));
        await rejectedFile.write(translated.rejected);
        counts.checked += batch.length;
        counts.rejected += translated.rejected.length;
      }
      return { file, ...counts, rejectedFile: counts.rejected > 0 ? rejectedFile.path : null };
    } catch (cause) {
      const error = fileReason(cause);
      if (error === undefined) throw cause;
      return { file, error, because: 'FILE' };
    } finally {
      await rejectedFile.close();
      progress?.end();
    }
  };
}
