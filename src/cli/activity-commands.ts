import type { Command } from 'commander';
import type { Finish, Json } from './finish.js';
import { onDatabase } from './on-database.js';

const run = onDatabase(() => import('./activities.js'));
const change = onDatabase(() => import('./activity-end.js'));

const EXAMPLE = 'https://ketenzicht.example/processing-activities/avim-supervision/v1';

/** `activity`: the register of processing activities. */
export function addActivityCommands(program: Command, finish: Finish): void {
  const activity = program.command('activity').description('the register of processing activities (AVG art. 30)');
  activity
    .command('list')
    .description('every version of every activity')
    .option('--json', 'print one JSON value')
    .addHelpText('after', '\nExample:\n  ketenzicht activity list --json')
    .action(async ({ json }: Json) => {
      finish(await run((commands, { database }) => commands.activityListCommand(database)), json);
    });
  activity
    .command('show')
    .description('one version of an activity')
    .argument('<uri>', 'as policy and log have it')
    .option('--json', 'print one JSON value')
    .addHelpText('after', `\nExample:\n  ketenzicht activity show ${EXAMPLE}`)
    .action(async (uri: string, { json }: Json) => {
      finish(await run((commands, { database }) => commands.activityShowCommand(database, uri)), json);
    });
  addEndCommand(activity, finish);
  addSetConfidentialCommand(activity, finish);
}

function addEndCommand(activity: Command, finish: Finish): void {
  activity
    .command('end')
    .description('end a version, or move an end that lies ahead: nobody is admitted under it from then on')
    .argument('<uri>', 'as policy and log have it')
    .option('--at <moment>', 'when, in ISO 8601 with its zone; at once when left out')
    .option('--json', 'print one JSON value')
    .addHelpText(
      'after',
      `\nExample:\n  ketenzicht activity end ${EXAMPLE} --at 2027-01-01T00:00:00+01:00` +
        '\n\nAn end that has come is not taken back: to go on, let the policy name the next version.',
    )
    .action(async (uri: string, { at, json }: Json & { at?: string }) => {
      finish(await change((changes, parts) => changes.activityEndCommand(parts, uri, at)), json);
    });
}

function addSetConfidentialCommand(activity: Command, finish: Finish): void {
  activity
    .command('set-confidential')
    .description('print what to change so that its lines are kept from the person concerned: a new version')
    .argument('<uri>', 'the version that the policy names')
    .requiredOption('--basis <text>', 'ground in law for not telling the person')
    .option('--json', 'print one JSON value')
    .addHelpText('after', `\nExample:\n  ketenzicht activity set-confidential ${EXAMPLE} --basis "UAVG art. 41(1)(d)"`)
    .action(async (uri: string, { basis, json }: Json & { basis: string }) => {
      const { activitySetConfidentialCommand } = await import('./activities.js');
      const { readActivityFile } = await import('../audit/register-entries.js');
      const { readPolicy } = await import('./policy-file.js');
      finish(activitySetConfidentialCommand(await readPolicy(), readActivityFile(), uri, basis), json);
    });
}
