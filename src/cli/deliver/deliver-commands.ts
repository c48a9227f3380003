import { type Command, InvalidArgumentError } from 'commander';
import { readCallerConfig, readConfig } from '../../config.js';
import { CONNECTION_SETTINGS_HELP } from '../../model/connection-settings.js';
import { cannot } from '../command-result.js';
import type { Finish, Json } from '../finish.js';
import type { OpenedParts } from '../on-database.js';
import type { DeliverOptions } from './deliver-options.js';

const EXIT_CODES = `
Exit codes: 0 all is stored; 1 some rows are rejected; 2 a file was refused, or wrong usage;
3 a snapshot waits until it is confirmed; 75 not now: try again later, it goes on where it is.`;

const HELP = `
Without a server the files are stored straight into the database of this machine, as its operator may. With one
(--server, or KETENZICHT_SERVER) they are sent over the wire by their owner. What breaks off goes on where it was;
sent twice, a file changes nothing.

${CONNECTION_SETTINGS_HELP}
${EXIT_CODES}

Example:
  ketenzicht deliver utrecht utrecht-2026-11.csv
  ketenzicht deliver ind --server https://ketenzicht.example --dry-run export.ndjson
  ketenzicht deliver ind --server https://ketenzicht.example --watch /var/outbox`;

/** `deliver`: the files of an organisation, into this machine's database or to a server. */
export function addDeliverCommand(program: Command, finish: Finish): void {
  program
    .command('deliver')
    .description('deliver the files of an organisation; the rejected rows are kept beside the file, with the reason')
    .argument('<source>', 'whose files they are, such as amsterdam or ngo-de-haven')
    .argument('[files...]', 'the files, in the layout of that organisation; .gz is sent compressed')
    .option('--server <url>', 'send them to this server instead of storing them here')
    .option('--purpose <purpose>', 'what for; may be left out where the token allows one only')
    .option('--snapshot', 'the file holds all that you have: what it no longer holds is closed (with a server)')
    .option('--dry-run', 'only say which rows would be rejected, and with a server whether it would let you in')
    .option('--watch <folder>', 'deliver each file that appears in a folder, until stopped')
    .option('--every <seconds>', 'how often the folder is looked at', seconds, 5)
    .option('--rejected <file>', 'where the rejected rows go; for one file only')
    .option('--json', 'print one JSON value; with --watch one a line for each file')
    .addHelpText('after', HELP)
    .action(async (source: string, files: string[], options: DeliverOptions & Json) => {
      const { deliverCommand } = await import('./deliver-command.js');
      const { startCount, startProgress } = await import('../progress.js');
      const { connection, organisations } = readCallerConfig();
      const settings = {
        ...connection,
        ...(options.server ? { server: options.server } : {}),
        ...(options.purpose ? { purpose: options.purpose } : {}),
      };
      const bars = { bar: startProgress, count: startCount };
      const say = (line: string) => void process.stderr.write(`${line}\n`);
      const print = (line: string) => void process.stdout.write(`${line}\n`);
      const asked = { source, files, options, settings, organisations };
      const { SettingsError } = await import('../../client/index.js');
      const result = await deliverCommand(asked, { onDatabase, bars, say, print }).catch((error: unknown) => {
        if (error instanceof SettingsError) return cannot(error.message);
        throw error;
      });
      if (result) finish(result, options.json);
    });
}

/** On the database of this machine's configuration, which is opened only where it is needed. */
async function onDatabase<Result>(run: (opened: OpenedParts) => Promise<Result>): Promise<Result> {
  const { withDatabase } = await import('../with-database.js');
  const config = readConfig();
  return withDatabase(config, (database, policy) => run({ database, config, policy }));
}

function seconds(word: string): number {
  const value = Number(word);
  if (value >= 0.1 && value <= 86_400) return value;
  throw new InvalidArgumentError('It must be a number of seconds from 0.1 to 86400.');
}
