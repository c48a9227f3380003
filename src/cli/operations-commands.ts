import type { Command } from 'commander';
import { readConfig } from '../config.js';
import type { Finish, Json } from './finish.js';

interface BuildWords extends Json {
  readonly organisation: string;
  readonly purpose?: string;
  readonly to: string;
  readonly check?: boolean;
}

/** `operations`: the operations that front-ends of partners may send. */
export function addOperationsCommands(program: Command, finish: Finish): void {
  const operations = program.command('operations').description('the published operations of front-ends');
  operations
    .command('build')
    .description("check a partner's operations against its view, and write their manifest for the server")
    .argument('<documents...>', 'files with operations and fragments, or folders of *.graphql')
    .requiredOption('--organisation <code>', 'whose operations they are, such as amsterdam')
    .option('--purpose <purpose>', 'what they are sent for; may be left out where the organisation has only one')
    .requiredOption('--to <file>', 'the manifest, in the folder that KETENZICHT_PUBLISHED_OPERATIONS names')
    .option('--check', 'write nothing; exit code 1 when the manifest is not up to date')
    .option('--json', 'print one JSON value')
    .addHelpText(
      'after',
      '\nExample:\n  ketenzicht operations build front-end/src --organisation amsterdam --purpose CASE_COORDINATION --to published/amsterdam.json' +
        '\n\nA document is known by the SHA-256 of its text as the manifest has it: send `documentId: "sha256:<digits>"`,' +
        '\nor the document itself, however it is laid out.',
    )
    .action(async (documents: string[], { json, ...options }: BuildWords) => {
      const { operationsBuildCommand } = await import('./operations.js');
      const { schemaOf } = await import('../graph/open-graph.js');
      const { readPolicy } = await import('./policy-file.js');
      const config = readConfig();
      const parts = {
        master: schemaOf(config),
        policy: await readPolicy(),
        organisations: config.organisations,
        settings: config.operations,
      };
      finish(await operationsBuildCommand(parts, { ...options, documents }), json);
    });
}
