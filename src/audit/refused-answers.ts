import type { ErrorCode } from '../model/errors.js';
import type { AccessEntry } from './access-entry.js';
import type { AccessLog } from './access-log.js';

const NOT_LOGGED: ErrorCode = 'LOG_UNAVAILABLE';

/**
 * The logs, with each answer told that was refused because they cannot be written or read now (`LOG_UNAVAILABLE`): a
 * query, change or refusal, an event of a subscription, a message of a webhook. What one request fails to write twice,
 * such as a change and then its answer, is told once.
 * @param onRefused takes nothing, so that nothing of a request can be told
 */
export function tellingRefused(log: AccessLog, onRefused: () => void): AccessLog {
  const told = new WeakSet<AccessEntry['trace']>();
  const tell = ({ trace }: AccessEntry) => {
    // A trace of its own for each request: an object, because callers choose the id.
    if (told.has(trace)) return;
    told.add(trace);
    onRefused();
  };
  const watched = async (entry: AccessEntry, writing: Promise<void>) => {
    if (entry.audit.codes?.includes(NOT_LOGGED)) tell(entry);
    try {
      await writing;
    } catch (error) {
      tell(entry);
      throw error;
    }
  };
  return {
    write: (entry) => watched(entry, log.write(entry)),
    writeWithin: (sql, entry) => watched(entry, log.writeWithin(sql, entry)),
  };
}
