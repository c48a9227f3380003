import type { Command } from 'commander';
import type { GraphQLSchema } from 'graphql';
import { readConfig } from '../config.js';
import type { Finish, Json } from './finish.js';

/** `schema`: the emitted files. */
export function addSchemaCommand(program: Command, finish: Finish): void {
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

/** `policy`: who may see what, for the owner of the policy. */
export function addPolicyCommands(program: Command, finish: Finish): void {
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
