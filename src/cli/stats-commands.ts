import type { Command } from 'commander';
import type { Finish, Json } from './finish.js';
import { onDatabase } from './on-database.js';

const run = onDatabase(() => import('./stats.js'));

/** `stats`: the facts behind the statistics. */
export function addStatsCommands(program: Command, finish: Finish): void {
  const stats = program.command('stats').description('the facts without identifiers that statistics are made from');
  stats
    .command('refresh')
    .description('count what changed since the last time; a server does so by itself after each delivery')
    .option('--full', 'count every case anew')
    .option('--json', 'print one JSON value')
    .addHelpText('after', '\nWhoever asks meanwhile gets the state before. Example:\n  ketenzicht stats refresh --full')
    .action(async ({ json, full }: Json & { full?: boolean }) => {
      const { startProgress } = await import('./progress.js');
      const progress = startProgress('Counting cases');
      const done = run((commands, { database }) =>
        commands.statsRefreshCommand(database, { full, onProgress: progress.report }),
      );
      finish(await done.finally(progress.end), json);
    });
}
