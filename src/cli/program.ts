import type { BaseContext } from '@apollo/server';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import type { GraphQLSchema } from 'graphql';
import { readConfig } from '../config.js';
import type { Database } from '../database/database.js';
import type { CommandResult } from './policy.js';
import type { ServeParts } from './serve.js';

/** What the commands are given from above: the parts that stand after the command line on the road. */
export interface ProgramParts<Context extends BaseContext> {
  /** Loaded when a server starts; the other commands stay quick without it. */
  readonly serveParts: () => Promise<ServeParts<Context>>;
}

/** Where a program writes. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
}

const EXIT_CODES = `
Exit codes: 0 done; 1 the answer is no, or there are findings; 2 wrong usage, or the command could not run.`;

/**
 * The command line `ketenzicht`.
 * @param words what follows the program's name
 * @returns the exit code: 0 done, 1 findings, 2 wrong usage or could not run
 */
export async function runProgram<Context extends BaseContext>(
  words: readonly string[],
  parts: ProgramParts<Context>,
  terminal: Terminal = standardTerminal,
): Promise<number> {
  let exitCode = 0;
  const finish = (result: CommandResult, json = false) => {
    exitCode = result.exitCode;
    const print = result.exitCode === 2 && !json ? terminal.err : terminal.out;
    print(`${json ? JSON.stringify(result.json) : result.text}\n`);
  };
  const program = new Command('ketenzicht')
    .description('What the partners of an LVV know together, and to each its own view.')
    .addHelpText('after', EXIT_CODES)
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err });
  addServerCommands(program, parts, finish);
  addDataCommands(program, finish);
  addTokenCommand(program, finish);
  addPolicyCommands(program, finish);
  addSchemaCommand(program, finish);
  addBenchCommand(program, finish);
  try {
    await program.parseAsync([...words], { from: 'user' });
  } catch (cause) {
    return failed(cause, terminal);
  }
  return exitCode;
}

type Finish = (result: CommandResult, json?: boolean) => void;
interface Json {
  readonly json?: boolean;
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

function addServerCommands<Context extends BaseContext>(
  program: Command,
  parts: ProgramParts<Context>,
  finish: Finish,
): void {
  program
    .command('serve')
    .description('answer requests until stopped; without settings: a demo on this machine, with its own database')
    .addHelpText('after', '\nExample:\n  PORT=4100 ketenzicht serve')
    .action(async () => {
      const { serve } = await import('./serve.js');
      await serve(readConfig(), await parts.serveParts());
    });
  program
    .command('migrate')
    .description('bring the database up to date: tables, roles, rights, organisations')
    .option('--json', 'print one JSON value')
    .addHelpText('after', '\nExample:\n  DATABASE_URL=postgres://owner@db/ketenzicht ketenzicht migrate')
    .action(async ({ json = false }: Json) => {
      const { migrateCommand } = await import('./migrate.js');
      const { policyGrants } = await import('./policy-grants.js');
      const { readPolicy } = await import('./policy-file.js');
      const print = (text: string) => finish({ exitCode: 0, text, json: undefined });
      await migrateCommand(readConfig(), policyGrants(await readPolicy()), { json, print });
    });
}

function addDataCommands(program: Command, finish: Finish): void {
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
      const { tokenCommand } = await import('./token.js');
      const { readPolicy } = await import('./policy-file.js');
      const { organisation, purpose, expiresIn } = options;
      const request = { organisation, purpose, expiresInSeconds: expiresIn };
      finish(await tokenCommand(readConfig(), await readPolicy(), request), options.json);
    });
}

function addSchemaCommand(program: Command, finish: Finish): void {
  program
    .command('schema')
    .description('write the schema, each view and the visibility table to the folder schema/')
    .option('--check', 'write nothing; exit code 1 when a file is not up to date')
    .option('--json', 'print one JSON value')
    .addHelpText('after', '\nExample:\n  ketenzicht schema --check')
    .action(async ({ check, json }: Json & { check?: boolean }) => {
      const { schemaCommand } = await import('./schema.js');
      const { readPolicy } = await import('./policy-file.js');
      finish(await schemaCommand(await wholeSchema(), await readPolicy(), { check }), json);
    });
}

function addBenchCommand(program: Command, finish: Finish): void {
  program
    .command('bench')
    .description('measure this program against one hand-written SQL statement, on a throwaway database')
    .option('--quick', 'half a minute instead of three; the figures say less')
    .option('--json', 'print one JSON value')
    .addHelpText('after', '\nExample:\n  ketenzicht bench --quick')
    .action(async ({ quick, json }: Json & { quick?: boolean }) => {
      const { benchCommand } = await import('./bench/bench.js');
      finish(await benchCommand({ quick }), json);
    });
}

function addPolicyCommands(program: Command, finish: Finish): void {
  const policy = program.command('policy').description('look at the policy');
  addPolicyDiffCommand(policy, finish);
  policy
    .command('check')
    .description('check that the policy fits the schema and the tables')
    .option('--json', 'print one JSON value')
    .addHelpText('after', '\nExample:\n  ketenzicht policy check --json')
    .action(async ({ json }: Json) => {
      const { policyCheckCommand } = await import('./policy.js');
      const { guardedTables } = await import('../sources/index.js');
      const { readPolicyText } = await import('./policy-file.js');
      finish(policyCheckCommand(await wholeSchema(), await readPolicyText(), guardedTables), json);
    });
  policy
    .command('explain')
    .description('say which rule permits or denies a field to an organisation')
    .requiredOption('--organisation <code>', 'who asks, such as ind or ngo-de-haven')
    .requiredOption('--field <path>', 'the field, as a path or as Type.field, such as Case.person.bsn or Person.bsn')
    .option('--purpose <purpose>', 'what for; every purpose of the organisation when left out')
    .option('--json', 'print one JSON value')
    .addHelpText(
      'after',
      '\nExample:\n  ketenzicht policy explain --organisation avim --field Case.shelterStays.address',
    )
    .action(async ({ json, ...question }: Json & { organisation: string; field: string; purpose?: string }) => {
      const { policyExplainCommand } = await import('./policy.js');
      const { readPolicyText } = await import('./policy-file.js');
      const { organisations } = readConfig();
      finish(policyExplainCommand(await wholeSchema(), await readPolicyText(), organisations, question), json);
    });
}

function addPolicyDiffCommand(policy: Command, finish: Finish): void {
  policy
    .command('diff')
    .description('say what a new policy file opens and closes; exit code 1 when it opens anything')
    .argument('<before>', 'the policy file to compare with')
    .argument('[after]', 'the new policy file; the one that ships when left out')
    .option('--json', 'print one JSON value')
    .addHelpText('after', '\nExample:\n  ketenzicht policy diff policy-in-force.csv src/policy/policy.csv')
    .action(async (before: string, after: string | undefined, { json }: Json) => {
      const { readFile } = await import('node:fs/promises');
      const { policyDiffCommand } = await import('./policy.js');
      const { readPolicyText } = await import('./policy-file.js');
      const now = after ? await readFile(after, 'utf8') : await readPolicyText();
      finish(policyDiffCommand(await readFile(before, 'utf8'), now), json);
    });
}

/** The graph is loaded by the commands that look at it; the others stay quick. */
async function wholeSchema(): Promise<GraphQLSchema> {
  const { schemaOf } = await import('../graph/open-graph.js');
  return schemaOf(readConfig());
}

function wholeSeconds(word: string): number {
  const seconds = Number(word);
  if (Number.isInteger(seconds) && seconds > 0) return seconds;
  throw new InvalidArgumentError('It must be a whole number of seconds.');
}
