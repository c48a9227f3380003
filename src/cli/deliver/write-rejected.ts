import { ExponentialBackoff, handleType, retry } from 'cockatiel';
import { TryLater } from '../../client/index.js';
import { readRows } from '../../delivery/read-rows.js';
import { RejectedFile } from '../../delivery/rejected-rows.js';
import type { DeliveryReport, RejectedPlace } from '../../model/delivery-report.js';
import type { Layout } from '../../sources/layout.js';
import { plainBytes } from './plain-bytes.js';

/** A file of which the server rejected rows. */
export interface RejectedOf {
  readonly path: string;
  readonly rejectedPath: string;
  readonly layout: Layout;
  readonly report: Pick<DeliveryReport, 'rejected'>;
  /** The rejected places with their reasons, in the order of the file. */
  readonly rows: () => AsyncIterable<RejectedPlace>;
}

const ROWS_TOGETHER = 1_000;

/**
 * Writes the rejected rows of a file beside it. The server says places and reasons only; the rows are read from the
 * file, so that nobody's data travels back.
 * @returns where they are; null when there are none
 * @throws TryLater when the server does not say which; the file system's errors
 */
export async function writeRejected(of: RejectedOf): Promise<string | null> {
  const file = new RejectedFile(of.rejectedPath);
  await file.clear();
  if (of.report.rejected === 0) return null;
  const again = retry(handleType(TryLater), { maxAttempts: 3, backoff: new ExponentialBackoff() });
  return again.execute(async () => {
    await file.clear();
    try {
      await writeRows(file, of);
    } finally {
      await file.close();
    }
    return file.path;
  });
}

async function writeRows(file: RejectedFile, { path, layout, rows }: RejectedOf): Promise<void> {
  const places = rows()[Symbol.asyncIterator]();
  try {
    let next = await places.next();
    let together: { place: number; reason: string; raw: string }[] = [];
    for await (const { place, raw } of readRows(plainBytes(path), layout)) {
      if (next.done) break;
      if (place !== next.value.place) continue;
      together.push({ place, raw, reason: next.value.reason });
      if (together.length === ROWS_TOGETHER) {
        await file.write(together);
        together = [];
      }
      next = await places.next();
    }
    await file.write(together);
  } finally {
    await places.return?.();
  }
}
