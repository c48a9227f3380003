import type { CommandResult, ExitCode } from '../command-result.js';

/** What became of the rows of a file. `received` and `rejected` count rows, the rest records. */
export interface FileCounts {
  readonly received: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly superseded: number;
  readonly quarantined: number;
  readonly waiting: number;
  readonly rejected: number;
  /** Of a full snapshot only. */
  readonly closed?: number;
}

/** A file that was taken, as far as it can be said. */
export interface TakenFile extends FileCounts {
  readonly file: string;
  readonly organisation: string;
  readonly deliveryId: string;
  /** Where the rejected rows are; null when there are none. */
  readonly rejectedFile: string | null;
  /** True when it was delivered before: nothing was sent now. */
  readonly sentBefore?: boolean;
}

/** A snapshot of which nothing is stored before somebody confirms it. */
export interface HeldFile {
  readonly file: string;
  readonly deliveryId: string;
  /** Records that it would close. */
  readonly held: number;
}

/** A file that was only looked at. */
export interface CheckedFile {
  readonly file: string;
  readonly checked: number;
  readonly rejected: number;
  readonly rejectedFile: string | null;
}

/**
 * A file that was not taken. `FILE`: because of what it is. `LATER`: the same may well succeed another time. `CALLER`:
 * whoever delivers is not let in, or asks the wrong server; no file would be taken.
 */
export interface FailedFile {
  readonly file: string;
  readonly error: string;
  readonly because: 'FILE' | 'LATER' | 'CALLER';
}

/** What became of one file. */
export type FileOutcome = TakenFile | HeldFile | CheckedFile | FailedFile;

/** Delivers one file, on whichever road. */
export type DeliverFile = (path: string) => Promise<FileOutcome>;

/** The outcomes of several files as one: the exit code that tells a scheduler most. */
export function resultOf(outcomes: readonly FileOutcome[]): CommandResult {
  return { exitCode: exitCodeOf(outcomes), text: outcomes.map(describeOutcome).join('\n'), json: { files: outcomes } };
}

/** Later before refused: asked again, the refusal is told again. */
const GRAVEST: readonly ExitCode[] = [75, 2, 3, 1];

/** 0: everything is stored. 1: some rows are rejected. 2: a file was refused. 3: a snapshot is held. 75: try later. */
export function exitCodeOf(outcomes: readonly FileOutcome[]): ExitCode {
  const codes = new Set(outcomes.map(codeOf));
  return GRAVEST.find((code) => codes.has(code)) ?? 0;
}

function codeOf(outcome: FileOutcome): ExitCode {
  if ('error' in outcome) return outcome.because === 'LATER' ? 75 : 2;
  if ('held' in outcome) return 3;
  return outcome.rejected > 0 ? 1 : 0;
}

/** What became of a file, in a line. */
export function describeOutcome(outcome: FileOutcome): string {
  const { file } = outcome;
  if ('error' in outcome) return `${file}: not delivered. ${outcome.error}`;
  if ('held' in outcome) {
    const confirm = `ketenzicht delivery confirm ${outcome.deliveryId}`;
    return `${file}: held. It would close ${records(outcome.held)}; nothing of it is stored until you confirm it: ${confirm}`;
  }
  if ('checked' in outcome) {
    const good = outcome.checked - outcome.rejected;
    const parts = [`${rows(outcome.checked)}`, `${good} can be stored`, ...rejectedPart(outcome)];
    return `${file}: ${parts.join(', ')}. Nothing was delivered.`;
  }
  return `${file}: ${outcome.sentBefore ? 'delivered before: ' : ''}${takenParts(outcome).join(', ')}.`;
}

function takenParts(outcome: TakenFile): string[] {
  const { added, changed, unchanged, superseded, quarantined, waiting, closed = 0 } = outcome;
  return [
    rows(outcome.received),
    ...(added + changed === 0 ? ['nothing changed'] : [`${records(added)} added`, `${changed} changed`]),
    `${unchanged} unchanged`,
    ...(closed > 0 ? [`${closed} closed`] : []),
    ...(superseded > 0 ? [`${superseded} older versions left out`] : []),
    ...(quarantined > 0 ? [`${quarantined} match no case and are quarantined`] : []),
    ...(waiting > 0 ? [`${waiting} wait for more events`] : []),
    ...rejectedPart(outcome),
  ];
}

function rejectedPart({ rejected, rejectedFile }: Pick<TakenFile, 'rejected' | 'rejectedFile'>): string[] {
  if (rejected === 0) return [];
  return [`${rows(rejected)} rejected${rejectedFile ? `, see ${rejectedFile}` : ''}`];
}

const rows = (count: number) => `${count} ${count === 1 ? 'row' : 'rows'}`;
const records = (count: number) => `${count} ${count === 1 ? 'record' : 'records'}`;
