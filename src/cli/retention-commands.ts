import { type Command, InvalidArgumentError } from 'commander';
import type { Finish, Json } from './finish.js';
import { onDatabase } from './on-database.js';

const run = onDatabase(() => import('./retention.js'));

/** `retention`: how long things are kept, and the job that keeps to it. */
export function addRetentionCommands(program: Command, finish: Finish): void {
  const retention = program.command('retention').description('how long things are kept, and the job that keeps to it');
  retention
    .command('list')
    .description('the term of each source, log and leftover, with its basis')
    .option('--json', 'print one JSON value')
    .addHelpText('after', '\nExample:\n  ketenzicht retention list')
    .action(async ({ json }: Json) => {
      finish(await run((commands, { database }) => commands.retentionListCommand(database)), json);
    });
  retention
    .command('set')
    .description('set a term; it counts from the next run')
    .argument('<what>', 'as `retention list` names it, such as IND or audit-log')
    .argument('<days>', 'after the case ended, the receipt, or the month', wholeNumber)
    .requiredOption('--basis <text>', 'which rule or decision it comes from')
    .option('--json', 'print one JSON value')
    .addHelpText(
      'after',
      '\nExample:\n  ketenzicht retention set rejected-rows 60 --basis "decision of 1 December 2026"',
    )
    .action(async (what: string, days: number, { json, basis }: Json & { basis: string }) => {
      finish(await run((commands, parts) => commands.retentionSetCommand(parts, { what, days, basis })), json);
    });
  addRunCommand(retention, finish);
}

function addRunCommand(retention: Command, finish: Finish): void {
  retention
    .command('run')
    .description('delete what is over its term, in batches, each with its proof in the audit log')
    .option('--dry-run', 'only say what would be deleted')
    .option('--json', 'print one JSON value')
    .addHelpText('after', '\nRun it daily. Example:\n  ketenzicht retention run --dry-run')
    .action(async ({ json, dryRun }: Json & { dryRun?: boolean }) => {
      if (dryRun) return finish(await run((commands, { database }) => commands.retentionDryRunCommand(database)), json);
      const { startProgress } = await import('./progress.js');
      const progress = startProgress('Deleting what is over its term');
      const done = run((commands, { database, config }) =>
        commands.retentionRunCommand(database, config, progress.report),
      );
      finish(await done.finally(progress.end), json);
    });
}

function wholeNumber(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('A whole number of days.');
  return Number(text);
}
