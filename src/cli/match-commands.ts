import type { Command } from 'commander';
import type { Finish, Json } from './finish.js';
import { onDatabase } from './on-database.js';

const runMatch = onDatabase(() => import('./match.js'));

/** What `match` decides, by the name of its command. */
const DECISIONS = {
  confirm: 'the record is about the person of the case: it becomes part of it',
  reject: 'the record is about somebody else: it is not proposed again',
  undo: 'take a decision back: a record that was joined by it is apart again',
} as const;

/** `match`: the case officer's word on candidates. */
export function addMatchCommands(program: Command, finish: Finish): void {
  const match = program.command('match').description('decide which records belong to a municipality’s people');
  match
    .command('list')
    .description('records of which three of four identifiers agree; nothing is joined until somebody confirms')
    .argument('<municipality>', 'whose cases, such as amsterdam')
    .option('--json', 'print one JSON value')
    .addHelpText('after', '\nExample:\n  ketenzicht match list amsterdam')
    .action(async (municipality: string, { json }: Json) => {
      finish(await runMatch(({ matchListCommand }, parts) => matchListCommand(parts, municipality)), json);
    });
  for (const name of Object.keys(DECISIONS) as (keyof typeof DECISIONS)[]) {
    match
      .command(name)
      .description(DECISIONS[name])
      .argument('<municipality>', 'who decides, such as amsterdam')
      .argument('<match>', 'id of the possible match, as `match list` prints it')
      .option('--json', 'print one JSON value')
      .addHelpText('after', `\nExample:\n  ketenzicht match ${name} amsterdam 0410e537-4f1c-4bb1-9d0a-0d7a0b3c3f11`)
      .action(async (municipality: string, id: string, { json }: Json) => {
        const answer = { municipality, id, decision: name };
        finish(await runMatch(({ matchDecideCommand }, parts) => matchDecideCommand(parts, answer)), json);
      });
  }
}
