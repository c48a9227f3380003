import { mkdir, readdir, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DeliverFile, describeOutcome, exitCodeOf, type FailedFile, type FileOutcome } from './file-outcome.js';

/** A folder that is watched for files to deliver. */
export interface WatchRequest {
  readonly folder: string;
  readonly deliver: DeliverFile;
  /** Between two looks, in milliseconds. */
  readonly everyMs: number;
  /** Ends the watch; what is being sent goes on the next time. */
  readonly signal: AbortSignal;
  /** Told of each file once it is decided, and of each that has to wait. */
  readonly onOutcome: (outcome: FileOutcome) => void;
}

/** Where a file goes once it is decided, by what its outcome would exit with. */
const DONE_FOLDERS = { 0: 'delivered', 1: 'delivered', 2: 'refused', 3: 'held' } as const;

/** Names that are never delivered: hidden ones, ones that are still being written, and what we write ourselves. */
const NOT_FOR_US = /^\.|\.(part|tmp|filepart|swp)$|~$|\.rejected\.csv$|\.report\.json$/;

/**
 * Delivers the files that appear in a folder, the oldest first, and moves each into `delivered/`, `refused/` or `held/`
 * beside a report. A file that cannot be delivered now stays, and none overtakes it; a refusal that is not about the file
 * ends the watch, and the file stays. A file is taken when two looks in a
 * row find it as it was: whoever writes it has then come to the end. It looks again and again instead of asking the
 * system to be told, because network folders tell nothing.
 * @returns the refusal that ended it; undefined when the signal did
 * @throws the file system's errors for a folder that cannot be read or written
 */
export async function watchFolder(request: WatchRequest): Promise<FailedFile | undefined> {
  const { folder, everyMs, signal } = request;
  for (const name of new Set(Object.values(DONE_FOLDERS))) await mkdir(join(folder, name), { recursive: true });
  let before = new Map<string, string>();
  while (!signal.aborted) {
    const found = await filesIn(folder);
    const still = found.filter(({ name, state }) => before.get(name) === state);
    before = new Map(found.map(({ name, state }) => [name, state]));
    const refused = await deliverInTurn(still, request);
    if (refused) return refused;
    await sleep(everyMs, undefined, { signal }).catch(() => undefined);
  }
  return undefined;
}

interface FoundFile {
  readonly name: string;
  readonly modified: number;
  /** The same as long as nobody writes to it. */
  readonly state: string;
}

async function filesIn(folder: string): Promise<FoundFile[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile() && !NOT_FOR_US.test(entry.name)).map(({ name }) => name);
  const found = await Promise.all(
    names.map(async (name) => {
      // Somebody may take it away meanwhile.
      const now = await stat(join(folder, name)).catch(() => undefined);
      return now ? [{ name, modified: now.mtimeMs, state: `${now.size} ${now.mtimeMs} ${now.ino}` }] : [];
    }),
  );
  return found.flat().sort((one, other) => one.modified - other.modified || (one.name < other.name ? -1 : 1));
}

/** @returns the refusal after which no file would be taken */
async function deliverInTurn(files: readonly FoundFile[], request: WatchRequest): Promise<FailedFile | undefined> {
  for (const { name } of files) {
    if (request.signal.aborted) return undefined;
    const outcome = await request.deliver(join(request.folder, name));
    if ('error' in outcome && outcome.because === 'CALLER') return outcome;
    const code = exitCodeOf([outcome]);
    if (code === 75) {
      if (!request.signal.aborted) request.onOutcome(outcome);
      return undefined;
    }
    await putAway(request.folder, name, DONE_FOLDERS[code], outcome);
    request.onOutcome(outcome);
  }
  return undefined;
}

/** Moves a file, its rejected rows and its report. The report comes first: no file is put away without one. */
async function putAway(folder: string, name: string, into: string, outcome: FileOutcome): Promise<void> {
  const target = join(folder, into);
  const free = await freeName(target, name);
  const report = { at: new Date().toISOString(), outcome: describeOutcome(outcome), ...outcome };
  await writeFile(join(target, `${free}.report.json`), `${JSON.stringify(report, undefined, 2)}\n`, { mode: 0o600 });
  const rejected = 'rejectedFile' in outcome ? outcome.rejectedFile : null;
  if (rejected) await rename(rejected, join(target, `${free}.rejected.csv`));
  await rename(join(folder, name), join(target, free));
}

/** A name that nothing in the folder has yet. */
async function freeName(folder: string, name: string): Promise<string> {
  const taken = new Set(await readdir(folder));
  const isFree = (one: string) => !taken.has(one) && !taken.has(`${one}.report.json`);
  for (let number = 1; ; number += 1) {
    const one = number === 1 ? name : `${name}.${number}`;
    if (isFree(one)) return one;
  }
}
