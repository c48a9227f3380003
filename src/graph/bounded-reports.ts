import type { AccessReportReader } from '../audit/access-report-reader.js';
import { BadUserInput } from '../model/errors.js';

/** Reports and pages of accesses that one operation may read. */
export const MOST_REPORT_READS = 20;

/**
 * The reader for one operation: one read after the other, and a bounded number of them. The log has few connections
 * and writes on them before every answer, so no operation may take them all.
 */
export function boundedReports(reader: AccessReportReader): AccessReportReader {
  let reads = 0;
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Value>(read: () => Promise<Value>): Promise<Value> => {
    reads += 1;
    if (reads > MOST_REPORT_READS) {
      throw new BadUserInput(`Ask for at most ${MOST_REPORT_READS} reports and pages of accesses in one operation.`);
    }
    const done = last.then(read);
    last = done.catch(() => undefined);
    return done;
  };
  return {
    report: async (question) => inTurn(() => reader.report(question)),
    accesses: async (question, page) => inTurn(() => reader.accesses(question, page)),
  };
}
