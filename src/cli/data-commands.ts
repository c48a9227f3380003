import type { Command } from 'commander';
import { readConfig } from '../config.js';
import type { Database } from '../database/database.js';
import type { Finish, Json } from './finish.js';

/** `demo` and `deliver`: what fills the database. */
export function addDataCommands(program: Command, finish: Finish): void {
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
  program
    .command('deliver')
    .description('store what an organisation delivers; the rejected rows are kept beside the file, with the reason')
    .argument('<source>', 'whose files they are, such as amsterdam or ngo-de-haven')
    .argument('<files...>', 'the files, in the layout of that organisation')
    .option('--rejected <file>', 'where the rejected rows go; for one file only')
    .option('--json', 'print one JSON value')
    .addHelpText('after', '\nExample:\n  ketenzicht deliver utrecht utrecht-2026-11.csv')
    .action(async (source: string, files: string[], { rejected, json }: Json & { rejected?: string }) => {
      const { withDatabase } = await import('./with-database.js');
      const { deliverCommand } = await import('./deliver.js');
      const { startProgress } = await import('./progress.js');
      const config = readConfig();
      const request = { source, files, rejected, startProgress };
      const run = (database: Database) => deliverCommand(database, config.organisations, request);
      finish(await withDatabase(config, run), json);
    });
}
