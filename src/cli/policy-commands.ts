import type { Command } from 'commander';
import type { GraphQLSchema } from 'graphql';
import { readConfig } from '../config.js';
import { type CommandResult, cannot } from './command-result.js';
import type { Finish, Json } from './finish.js';

/** `schema`: the emitted files. */
export function addSchemaCommand(program: Command, finish: Finish): void {
  program
    .command('schema')
    .description('write the schema, each view, the visibility table and the names of the operations to schema/')
    .option('--check', 'write nothing; exit code 1 when a file is not up to date')
    .option('--json', 'print one JSON value')
    .addHelpText('after', '\nExample:\n  ketenzicht schema --check')
    .action(async ({ check, json }: Json & { check?: boolean }) => {
      const { schemaCommand } = await import('./schema.js');
      const { readPolicy } = await import('./policy-file.js');
      finish(await schemaCommand(await wholeSchema(), await readPolicy(), { check }), json);
    });
}

/** `policy`: who may see what, for the owner of the policy. */
export function addPolicyCommands(program: Command, finish: Finish): void {
  const policy = program.command('policy').description('look at the policy');
  addPolicyDiffCommand(policy, finish);
  addPolicyTryCommand(policy, finish);
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

interface DiffOptions extends Json {
  readonly changes?: string;
  /** True without a commit to begin with. */
  readonly history?: string | true;
}

function addPolicyDiffCommand(policy: Command, finish: Finish): void {
  policy
    .command('diff')
    .description('say what a new policy widens, narrows or changes; exit code 1 when it opens something without a note')
    .argument('[before]', 'the policy to compare with: a file, or a commit, tag or branch of this checkout')
    .argument('[after]', 'the new policy, given likewise; what is in the work tree when left out')
    .option(
      '--history [since]',
      'compare every version with the one before, from the first or a commit to the work tree',
    )
    .option('--changes <file>', 'the list of policy changes; src/policy/policy-changes.csv when left out')
    .option('--json', 'print one JSON value')
    .addHelpText(
      'after',
      '\nExample:\n  ketenzicht policy diff HEAD~1\n  ketenzicht policy diff v1.0.0 proposal.csv\n  ketenzicht policy diff --history',
    )
    .action(async (before: string | undefined, after: string | undefined, { json, ...options }: DiffOptions) => {
      finish(await answered(() => diffCommand(before, after, options)), json);
    });
}

async function diffCommand(
  before: string | undefined,
  after: string | undefined,
  { history, changes }: DiffOptions,
): Promise<CommandResult> {
  const { readHistory, readMomentAt, readMomentHere, readNamedFile, readPolicyNotesText } = await import(
    './policy-source.js'
  );
  if ((before === undefined) === (history === undefined)) {
    return cannot('Say what to compare with: a file or commit, or --history; not both.');
  }
  const notes = await (changes === undefined ? readPolicyNotesText() : readNamedFile(changes));
  if (before === undefined) {
    const { policyHistoryCommand } = await import('./policy-history.js');
    return policyHistoryCommand(await wholeSchema(), await readHistory(history === true ? undefined : history), notes);
  }
  const { policyDiffCommand } = await import('./policy-diff.js');
  const moments = {
    before: await readMomentAt(before),
    after: await (after === undefined ? readMomentHere() : readMomentAt(after)),
  };
  return policyDiffCommand(await wholeSchema(), { ...moments, notes });
}

interface TryOptions extends Json {
  readonly organisation: string;
  readonly purpose?: string;
  readonly operation: string;
  readonly operationName?: string;
  readonly variables?: string;
  readonly policy?: string;
}

function addPolicyTryCommand(policy: Command, finish: Finish): void {
  policy
    .command('try')
    .description('say what an operation would get, without running it; exit code 1 when something is refused')
    .requiredOption('--organisation <code>', 'who asks, such as ind or ngo-de-haven')
    .requiredOption('--operation <file>', 'the operation, in GraphQL; - for standard input')
    .option('--purpose <purpose>', 'what for; every purpose of the organisation when left out')
    .option('--operation-name <name>', 'which operation, where the file has several')
    .option('--variables <file>', 'its variables, in JSON: filters and orders in them are tried too')
    .option('--policy <file>', 'a policy that is not live yet: a file, or a commit, tag or branch of this checkout')
    .option('--json', 'print one JSON value')
    .addHelpText(
      'after',
      '\nExample:\n  ketenzicht policy try --organisation avim --purpose SUPERVISION --operation cases.graphql --policy proposal.csv',
    )
    .action(async ({ json, ...options }: TryOptions) => {
      finish(await answered(() => tryCommand(options)), json);
    });
}

async function tryCommand(options: TryOptions): Promise<CommandResult> {
  const { policyTryCommand } = await import('./policy-try.js');
  const { guardedTables } = await import('../sources/index.js');
  const { readNamedFile, readPolicyAt, readStandardInput } = await import('./policy-source.js');
  const { readPolicyText } = await import('./policy-file.js');
  const parts = {
    master: await wholeSchema(),
    policyText: await (options.policy === undefined ? readPolicyText() : readPolicyAt(options.policy)),
    organisations: readConfig().organisations,
    tables: guardedTables,
    now: new Date(),
  };
  const operation = await (options.operation === '-' ? readStandardInput() : readNamedFile(options.operation));
  const variables = options.variables === undefined ? undefined : await readNamedFile(options.variables);
  return policyTryCommand(parts, { ...options, operation, variables });
}

/** A file or commit that is not there is an answer too, with exit code 2. */
async function answered(run: () => Promise<CommandResult>): Promise<CommandResult> {
  const { PolicySourceError } = await import('./checkout.js');
  try {
    return await run();
  } catch (cause) {
    if (cause instanceof PolicySourceError) return cannot(cause.message);
    throw cause;
  }
}

/** The graph is loaded by the commands that look at it; the others stay quick. */
async function wholeSchema(): Promise<GraphQLSchema> {
  const { schemaOf } = await import('../graph/open-graph.js');
  return schemaOf(readConfig());
}
