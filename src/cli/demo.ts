import type { Database } from '../database/database.js';
import { deliverDemo } from '../delivery/demo/deliver-demo.js';
import { demoRecords } from '../delivery/demo/records.js';
import type { StoreReport } from '../delivery/store.js';
import { refreshFacts } from '../statistics/facts/refresh.js';
import type { CommandResult } from './command-result.js';

/** The database already holds cases: made-up people must never stand among real ones. */
export class DemoRefused extends Error {
  override readonly name = 'DemoRefused';

  constructor() {
    super(
      'The database already holds cases, and the demo data goes into an empty one only. ' +
        'Choose another database (DATABASE_URL) or another data folder, migrate it, and load the demo there.',
    );
  }
}

/** How the loading may be watched. */
export interface LoadOptions {
  /** Called now and then with the records stored so far and their number in all. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Loads the demo: 1,297 synthetic people in five municipalities, what the other agencies know of them, and their facts.
 * The same in every database, but for the ids of the cases, which are random.
 * @param database migrated, with the organisations registered
 * @throws DemoRefused when the database already holds cases; nothing is changed then
 */
export async function loadDemo(database: Database, { onProgress }: LoadOptions = {}): Promise<StoreReport> {
  if (await holdsCases(database)) throw new DemoRefused();
  const records = [...demoRecords()];
  const report = await deliverDemo(database, records, (done) => onProgress?.(done, records.length));
  await refreshFacts(database);
  return report;
}

/** `ketenzicht demo`: loads the demo data. Exit code 1 says that the database is not empty and stayed as it was. */
export async function demoCommand(database: Database, options: LoadOptions = {}): Promise<CommandResult> {
  try {
    const report = await loadDemo(database, options);
    const text = `Loaded ${report.added} records; ${report.quarantined} more match no case and are quarantined.`;
    return { exitCode: 0, text, json: report };
  } catch (cause) {
    if (!(cause instanceof DemoRefused)) throw cause;
    return { exitCode: 1, text: cause.message, json: { error: cause.message } };
  }
}

async function holdsCases({ admin }: Database): Promise<boolean> {
  const [answer] = await admin<{ found: boolean }[]>`select exists (select from app.case_key) as found`;
  return answer?.found ?? false;
}
