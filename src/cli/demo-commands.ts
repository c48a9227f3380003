import type { Command } from 'commander';
import { readConfig } from '../config.js';
import type { Finish, Json } from './finish.js';

/** `demo`: what fills an empty database. */
export function addDemoCommand(program: Command, finish: Finish): void {
  program
    .command('demo')
    .description('load the demo data into an empty database: 1,297 made-up people')
    .option('--json', 'print one JSON value')
    .addHelpText('after', '\nExample:\n  DATABASE_URL=postgres://owner@db/try ketenzicht demo')
    .action(async ({ json }: Json) => {
      const { withDatabase } = await import('./with-database.js');
      const { demoCommand } = await import('./demo.js');
      const { startProgress } = await import('./progress.js');
      const progress = startProgress('Loading the demo data');
      const run = withDatabase(readConfig(), (database) => demoCommand(database, { onProgress: progress.report }));
      finish(await run.finally(progress.end), json);
    });
}
