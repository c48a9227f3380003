import { FileChanged } from '../../client/index.js';
import { FileRejected } from '../../delivery/input-row.js';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'The file does not exist. Check its name.',
  EISDIR: 'This is a folder. Name the files in it.',
  EACCES: 'The file, or the one for the rejected rows, may not be opened. Check the permissions.',
  ENOSPC: 'There is no room on the disk for the rejected rows.',
};

/** Why a file cannot be read, or cannot be stored at all; undefined for a fault that is not the file's. */
export function fileReason(cause: unknown): string | undefined {
  if (cause instanceof FileRejected || cause instanceof FileChanged) return cause.message;
  return REASONS[String((cause as NodeJS.ErrnoException | undefined)?.code)];
}
