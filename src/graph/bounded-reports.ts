import type { AccessPage, AccessPageRequest, AccessReport, ReportQuestion } from '../audit/access-report.js';
import type { AccessReportReader } from '../audit/access-report-reader.js';
import { BadUserInput } from '../model/errors.js';

/** Reports and pages of accesses that one operation may read. */
export const MOST_REPORT_READS = 20;

/**
 * The reader for one operation: one read after the other, and a bounded number of them. The log has few connections
 * and writes on them before every answer, so no operation may take them all.
 */
export class BoundedReports implements AccessReportReader {
  readonly #reader: AccessReportReader;
  #reads = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(reader: AccessReportReader) {
    this.#reader = reader;
  }

  async report(question: ReportQuestion): Promise<AccessReport> {
    return this.#inTurn(() => this.#reader.report(question));
  }

  async accesses(question: ReportQuestion, page: AccessPageRequest): Promise<AccessPage> {
    return this.#inTurn(() => this.#reader.accesses(question, page));
  }

  /** @throws BadUserInput for one read too many */
  #inTurn<Value>(read: () => Promise<Value>): Promise<Value> {
    this.#reads += 1;
    if (this.#reads > MOST_REPORT_READS) {
      throw new BadUserInput(`Ask for at most ${MOST_REPORT_READS} reports and pages of accesses in one operation.`);
    }
    const done = this.#last.then(read);
    this.#last = done.catch(() => undefined);
    return done;
  }
}
