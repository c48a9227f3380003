import type { Config } from '../config.js';
import { type Database, openDatabase } from '../database/database.js';
import { migrate } from '../database/migrate.js';
import { refuseOpenDemo } from '../identity/demo-issuer.js';
import { parsePolicy } from '../policy/policy.js';
import { DemoRefused, loadDemo } from './demo.js';
import { untilStopped } from './listening.js';
import { readPolicyText } from './policy-file.js';
import { policyGrants, registerOf } from './policy-grants.js';
import { startProgress } from './progress.js';
import type { ServeParts } from './serve-parts.js';

/**
 * `ketenzicht serve`: opens the database, brings it up to date, and answers until SIGTERM or SIGINT; then it
 * finishes what runs and closes the database (`stopping.ts`).
 * @param loadParts loads the parts that stand after the command line on the road
 * @param stopped settles when the server is to stop
 * @throws Error that says which setting to change, before anything listens
 */
export async function serve(
  config: Config,
  loadParts: () => Promise<ServeParts>,
  stopped: () => Promise<unknown> = untilStopped,
): Promise<void> {
  refuseOpenDemo(config);
  const policyText = await readPolicyText();
  const policy = parsePolicy(policyText);
  const database = await openDatabase(config);
  try {
    await migrate(database, policyGrants(policy), registerOf(config, policy, database));
    const filled = fillDemo(config, database);
    const settled = filled.catch(() => undefined);
    try {
      // What answers is most of the program: it is loaded and made while the database takes in the demo.
      const [{ answer }, parts] = await Promise.all([import('./answering.js'), loadParts()]);
      await answer({ config, database, policy }, { policyText, parts, filled, stopped });
    } finally {
      // Should the start have failed meanwhile: the next one would take half a demo for the whole.
      await settled;
    }
  } finally {
    await database.close();
  }
}

async function fillDemo(config: Config, database: Database): Promise<void> {
  if (!config.demo || !database.embedded) {
    const [answer] = await database.admin<{ found: boolean }[]>`select exists (select from app.case_key) as found`;
    if (answer?.found) return;
    process.stderr.write(
      'The database holds no cases yet. Deliver records (ketenzicht deliver --help), or load the demo (ketenzicht demo).\n',
    );
    return;
  }
  const progress = startProgress('Loading the demo data');
  try {
    await loadDemo(database, { onProgress: progress.report });
  } catch (cause) {
    if (!(cause instanceof DemoRefused)) throw cause;
  } finally {
    progress.end();
  }
}
