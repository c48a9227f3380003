import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { readConfig } from '../config.js';
import type { Database } from '../database/database.js';
import { CERTIFICATE_SETTINGS_HELP } from '../model/certificate-settings.js';
import { LOGIN_SETTINGS_HELP } from '../model/login-settings.js';
import { OIDC_SETTINGS_HELP } from '../model/oidc-settings.js';
import { addAccessReportCommand } from './access-report-commands.js';
import { addActivityCommands } from './activity-commands.js';
import { addAuditCommands } from './audit-commands.js';
import type { BenchOptions } from './bench/bench.js';
import { PEER_NAMES, type PeerName, peersNamed } from './bench/peer-list.js';
import { goOnUnread } from './broken-pipe.js';
import { addDeliverCommand } from './deliver/deliver-commands.js';
import { addDeliveryCommands } from './deliver/delivery-commands.js';
import { addDemoCommand } from './demo-commands.js';
import type { Finish, Json } from './finish.js';
import { addMatchCommands } from './match-commands.js';
import { addOperationsCommands } from './operations-commands.js';
import { addGrantCommands, addOrganisationCommands } from './organisation-commands.js';
import { addPolicyCommands, addSchemaCommand } from './policy-commands.js';
import { addRetentionCommands } from './retention-commands.js';
import type { ServeParts } from './serve-parts.js';
import { addSourceCommands } from './source-commands.js';
import { addStatsCommands } from './stats-commands.js';

/** What the commands are given from above: the parts that stand after the command line on the road. */
export interface ProgramParts {
  /** Loaded when a server starts; the other commands stay quick without it. */
  readonly serveParts: () => Promise<ServeParts>;
}

/** Where a program writes. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
}

const EXIT_CODES = `
Exit codes: 0 done; 1 the answer is no, or there are findings; 2 wrong usage, or the command could not run.
\`deliver\` has two more: 3 it waits for a confirmation; 75 not now, try again later.`;

/**
 * The command line `ketenzicht`.
 * @param words what follows the program's name
 * @returns the exit code: 0 done, 1 findings, 2 wrong usage or could not run
 */
export async function runProgram(
  words: readonly string[],
  parts: ProgramParts,
  terminal: Terminal = standardTerminal,
): Promise<number> {
  let exitCode = 0;
  const finish: Finish = (result, json = false) => {
    exitCode = result.exitCode;
    const print = result.exitCode === 2 && !json ? terminal.err : terminal.out;
    print(`${json ? JSON.stringify(result.json) : result.text}\n`);
  };
  const program = new Command('ketenzicht')
    .description('What the partners of an LVV know together, and to each its own view.')
    .addHelpText('after', EXIT_CODES)
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err });
  addCommands(program, parts, finish);
  try {
    await program.parseAsync([...words], { from: 'user' });
  } catch (cause) {
    return failed(cause, terminal);
  }
  return exitCode;
}

function addCommands(program: Command, parts: ProgramParts, finish: Finish): void {
  addServerCommands(program, parts, finish);
  addDemoCommand(program, finish);
  addDeliverCommand(program, finish);
  addDeliveryCommands(program, finish);
  addMatchCommands(program, finish);
  addOrganisationCommands(program, finish);
  addGrantCommands(program, finish);
  addTokenCommand(program, finish);
  addPolicyCommands(program, finish);
  addSchemaCommand(program, finish);
  addOperationsCommands(program, finish);
  addSourceCommands(program, finish);
  addStatsCommands(program, finish);
  addRetentionCommands(program, finish);
  addActivityCommands(program, finish);
  addAuditCommands(program, finish);
  addAccessReportCommand(program, finish);
  addBenchCommand(program, finish);
}

const standardTerminal: Terminal = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
};

/** Mistakes of whoever typed or configured are told in a line; a fault in the program also says where it is. */
function failed(cause: unknown, terminal: Terminal): number {
  if (cause instanceof CommanderError) return cause.exitCode === 0 ? 0 : 2;
  const fault = [TypeError, ReferenceError, RangeError, SyntaxError].some((kind) => cause instanceof kind);
  const text = cause instanceof Error ? (fault && cause.stack) || cause.message : String(cause);
  terminal.err(`ketenzicht: ${text}\n`);
  return 2;
}

const SERVE_HELP = `
${OIDC_SETTINGS_HELP}

${LOGIN_SETTINGS_HELP}

${CERTIFICATE_SETTINGS_HELP}

These and all other settings come from the environment; \`ketenzicht config\` prints each with its value and where that is
from, and README.md says what it is for. SIGTERM stops it when what is under way is answered; a second one stops it at once.
SIGHUP makes it read policy, organisations and keys in files anew, and go by them if all of it fits.

Example:
  PORT=4100 ketenzicht serve`;

function addServerCommands(program: Command, parts: ProgramParts, finish: Finish): void {
  addConfigCommand(program, finish);
  program
    .command('serve')
    .description('answer requests until stopped; without settings: a demo on this machine, with its own database')
    .addHelpText('after', SERVE_HELP)
    .action(async () => {
      const { serve } = await import('./serve.js');
      goOnUnread();
      await serve(readConfig(), async () => ({ ...(await parts.serveParts()), reread: readConfig }));
    });
  program
    .command('migrate')
    .description('bring the database up to date: tables, roles, rights, organisations')
    .option('--json', 'print one JSON value')
    .addHelpText('after', '\nExample:\n  DATABASE_URL=postgres://owner@db/ketenzicht ketenzicht migrate')
    .action(async ({ json = false }: Json) => {
      const { migrateCommand } = await import('./migrate.js');
      const { policyGrants, registerOf } = await import('./policy-grants.js');
      const { readPolicy } = await import('./policy-file.js');
      const print = (text: string) => finish({ exitCode: 0, text, json: undefined });
      const [config, policy] = [readConfig(), await readPolicy()];
      const register = (database: Database) => registerOf(config, policy, database);
      await migrateCommand(config, policyGrants(policy), register, { json, print });
    });
}

function addConfigCommand(program: Command, finish: Finish): void {
  program
    .command('config')
    .description('print every setting in force and where it is from; never a secret')
    .option('--json', 'print one JSON value')
    .addHelpText('after', '\nExample:\n  ketenzicht config --json')
    .action(async ({ json }: Json) => {
      const { configCommand } = await import('./config-command.js');
      finish(configCommand(), json);
    });
}

function addTokenCommand(program: Command, finish: Finish): void {
  program
    .command('token')
    .description('print a token of the demo, and nothing else')
    .requiredOption('--organisation <code>', 'who asks, such as ind or amsterdam')
    .option('--purpose <purpose>', 'what for; all purposes of the organisation when left out')
    .option('--expires-in <seconds>', 'how long it holds; 6 hours when left out', wholeSeconds)
    .option('--json', 'print one JSON value')
    .addHelpText('after', '\nExample:\n  ketenzicht token --organisation dtv --purpose RETURN')
    .action(async (options: Json & { organisation: string; purpose?: string; expiresIn?: number }) => {
      const { tokenCommand, withRegistered } = await import('./token.js');
      const { readPolicy } = await import('./policy-file.js');
      const { organisation, purpose, expiresIn } = options;
      const request = { organisation, purpose, expiresInSeconds: expiresIn };
      const config = await withRegistered(readConfig(), organisation);
      finish(await tokenCommand(config, await readPolicy(), request), options.json);
    });
}

function addBenchCommand(program: Command, finish: Finish): void {
  program
    .command('bench')
    .description('measure this program against hand-written SQL, on a throwaway database')
    .option('--quick', 'a minute instead of nine; the figures say less')
    .option('--cases <number>', 'grow to about so many cases, such as 1300000', wholeNumber)
    .option('--peers [names]', 'measure other GraphQL servers beside it, all or some: npm installs them', peerNames)
    .option('--statistics', 'measure a statistic over a million facts instead')
    .option('--soak <minutes>', 'ask for so long, 3 or more, and see whether memory stays flat', soakMinutes)
    .option('--json', 'print one JSON value')
    .addHelpText('after', '\nExamples:\n  ketenzicht bench --quick\n  ketenzicht bench --peers mercurius,apollo')
    .action(async ({ quick, cases, peers, statistics, soak, json }: Json & BenchWords) => {
      if (soak) {
        const { soakCommand } = await import('./bench/soak.js');
        return finish(await soakCommand({ minutes: soak }), json);
      }
      if (statistics) {
        const { statisticsBenchCommand } = await import('./bench/statistics-bench.js');
        return finish(await statisticsBenchCommand({ quick }), json);
      }
      const { benchCommand } = await import('./bench/bench.js');
      finish(await benchCommand({ quick, cases, peers: peers === true ? PEER_NAMES : peers }), json);
    });
}

interface BenchWords extends Omit<BenchOptions, 'peers'> {
  readonly peers?: BenchOptions['peers'] | true;
  readonly statistics?: boolean;
  readonly soak?: number;
}

function peerNames(words: string): PeerName[] {
  try {
    return peersNamed(words);
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}

function wholeNumber(word: string): number {
  const number = Number(word);
  if (Number.isInteger(number) && number > 0) return number;
  throw new InvalidArgumentError('It must be a whole number, 1 or more.');
}

function soakMinutes(word: string): number {
  const minutes = Number(word);
  if (Number.isInteger(minutes) && minutes >= 3) return minutes;
  throw new InvalidArgumentError('It must be a whole number of minutes, 3 or more.');
}

function wholeSeconds(word: string): number {
  const seconds = Number(word);
  if (Number.isInteger(seconds) && seconds > 0) return seconds;
  throw new InvalidArgumentError('It must be a whole number of seconds.');
}
