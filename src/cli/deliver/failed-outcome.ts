import { RequestFailed, TryLater } from '../../client/index.js';
import type { FailedFile } from './file-outcome.js';
import { fileReason } from './file-reason.js';

/** Refusals that are about the file; every other one would be the same for any file. */
const OF_THE_FILE: ReadonlySet<string> = new Set(['BAD_REQUEST', 'PAYLOAD_TOO_LARGE', 'DELIVERY_CONFLICT']);

/** What a failure means for the file that it befell. @throws the failure when it is a fault of this program */
export function failedOutcome(file: string, cause: unknown, signal?: AbortSignal): FailedFile {
  if (signal?.aborted) return { file, error: 'Stopped. Deliver it again: it goes on where it is.', because: 'LATER' };
  if (cause instanceof TryLater) return { file, error: `${cause.message} It goes on where it is.`, because: 'LATER' };
  if (cause instanceof RequestFailed) {
    const because = OF_THE_FILE.has(cause.code) ? 'FILE' : 'CALLER';
    return { file, error: cause.describe(), because };
  }
  const error = fileReason(cause);
  if (error === undefined) throw cause;
  return { file, error, because: 'FILE' };
}
