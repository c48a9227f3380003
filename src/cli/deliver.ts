import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Database } from '../database/database.js';
import { deliverFile, type FileReport } from '../delivery/deliver.js';
import { FileRejected } from '../delivery/input-row.js';
import { type Deliverer, layoutOf } from '../sources/layouts.js';
import { type CommandResult, cannot } from './command-result.js';
import type { Progress } from './progress.js';

/** What `ketenzicht deliver` was asked. */
export interface DeliverRequest {
  /** Code of the organisation whose files they are, such as `amsterdam` or `ngo-de-haven`. */
  readonly source: string;
  readonly files: readonly string[];
  /** Where the rejected rows go; for one file only. Default: beside the file. */
  readonly rejected?: string;
  /** Shows how far a file is, in bytes. */
  readonly startProgress?: (label: string) => Progress;
}

/** What became of one file: its report, or why it could not be read at all. */
type FileResult = FileReport | { readonly file: string; readonly error: string };

/**
 * `ketenzicht deliver <source> <file…>`: stores what an organisation delivers.
 * Exit code 0: everything is stored. 1: some rows are rejected, the others are stored. 2: a file could not be read
 * at all, or the command was wrong.
 * @param organisations the register of organisations
 * @throws the database's errors
 */
export async function deliverCommand(
  database: Pick<Database, 'admin'>,
  organisations: readonly Deliverer[],
  request: DeliverRequest,
): Promise<CommandResult> {
  const deliverer = organisations.find(({ code }) => code === request.source);
  if (!deliverer || !layoutOf(deliverer)) return cannot(`Unknown source. Choose one of: ${known(organisations)}.`);
  if (request.files.length === 0) return cannot('Name at least one file to deliver.');
  if (request.rejected && request.files.length > 1) return cannot('--rejected goes with one file at a time.');
  const results: FileResult[] = [];
  for (const path of request.files) results.push(await deliverOne(database, deliverer, path, request));
  return { exitCode: exitCodeOf(results), text: results.map(describe).join('\n'), json: { files: results } };
}

const known = (organisations: readonly Deliverer[]) =>
  organisations
    .filter(layoutOf)
    .map(({ code }) => code)
    .join(', ');

async function deliverOne(
  database: Pick<Database, 'admin'>,
  deliverer: Deliverer,
  path: string,
  { rejected, startProgress }: DeliverRequest,
): Promise<FileResult> {
  const file = basename(path);
  let progress: Progress | undefined;
  try {
    const { size } = await stat(path);
    progress = startProgress?.(`Delivering ${file}`);
    const onProgress = (bytes: number) => progress?.report(bytes, size);
    return await deliverFile(database, { deliverer, path, rejectedPath: rejected, onProgress });
  } catch (cause) {
    const error = reasonOf(cause);
    if (error === undefined) throw cause;
    return { file, error };
  } finally {
    progress?.end();
  }
}

function reasonOf(cause: unknown): string | undefined {
  if (cause instanceof FileRejected) return cause.message;
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: 'The file does not exist. Check its name.',
    EISDIR: 'This is a folder. Name the files in it.',
    EACCES: 'The file, or the one for the rejected rows, may not be opened. Check the permissions.',
  };
  return reasons[String((cause as NodeJS.ErrnoException | undefined)?.code)];
}

function exitCodeOf(results: readonly FileResult[]): 0 | 1 | 2 {
  if (results.some((result) => 'error' in result)) return 2;
  return results.some((result) => 'rejected' in result && result.rejected > 0) ? 1 : 0;
}

function describe(result: FileResult): string {
  if ('error' in result) return `${result.file}: not delivered. ${result.error}`;
  const { added, changed, unchanged, superseded, quarantined, waiting, rejected, rejectedFile } = result;
  const counts = [
    `${result.received} rows`,
    ...(added + changed === 0 ? ['nothing changed'] : [`${added} records added`, `${changed} changed`]),
    `${unchanged} unchanged`,
    ...(superseded > 0 ? [`${superseded} older versions left out`] : []),
    ...(quarantined > 0 ? [`${quarantined} match no case and are quarantined`] : []),
    ...(waiting > 0 ? [`${waiting} wait for more events`] : []),
    ...(rejected > 0 ? [`${rejected} ${rejected === 1 ? 'row' : 'rows'} rejected, see ${rejectedFile}`] : []),
  ];
  return `${result.file}: ${counts.join(', ')}.`;
}
