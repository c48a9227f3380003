import { type Command, InvalidArgumentError, Option } from 'commander';
import { LIVE_AGENCIES, type LiveAgency } from '../model/source-settings.js';
import { FAULTS, type Fault } from './example-agency/faults.js';
import type { Finish, Json } from './finish.js';
import { untilStopped } from './listening.js';

interface ExampleOptions {
  readonly agency: LiveAgency;
  readonly port: number;
  readonly fault: Fault;
  readonly tls?: boolean;
}

/** `openapi` and `example-agency`: what an agency's own API must offer, and one that offers it. */
export function addSourceCommands(program: Command, finish: Finish): void {
  program
    .command('openapi')
    .description('write what an agency’s own API must offer into src/sources/<agency>/openapi.json')
    .option('--check', 'only say whether the documents are up to date')
    .option('--json', 'print one JSON value')
    .addHelpText('after', '\nExample:\n  ketenzicht openapi --check')
    .action(async ({ check = false, json }: Json & { check?: boolean }) => {
      const { openApiCommand } = await import('./openapi.js');
      finish(await openApiCommand({ check }), json);
    });
  program
    .command('example-agency')
    .description('run an agency’s API with made-up records on this machine, until stopped; it can be told to do wrong')
    .addOption(
      new Option('--agency <agency>', 'whose API')
        .choices(LIVE_AGENCIES.map((agency) => agency.toLowerCase()))
        .makeOptionMandatory()
        .argParser((word) => agencyOf(word)),
    )
    .option('--port <port>', 'where it listens; 0 for any free port', portOf, 0)
    .addOption(new Option('--fault <fault>', 'what it does wrong').choices(FAULTS).default('none'))
    .option('--tls', 'over TLS, with a certificate that nobody trusts')
    .addHelpText('after', '\nExample:\n  ketenzicht example-agency --agency ind --port 4200 --fault hang')
    .action(async ({ agency, port, fault, tls }: ExampleOptions) => {
      const { startExampleAgency } = await import('./example-agency/example-agency.js');
      const example = await startExampleAgency({ agency, port, fault, ...(tls ? { tls: 'server' as const } : {}) });
      process.stdout.write(`${agency} answers at ${example.url}; to read it: SOURCES_${agency}_URL=${example.url}\n`);
      await untilStopped();
      await example.close();
    });
}

function agencyOf(word: string): LiveAgency {
  const found = LIVE_AGENCIES.find((agency) => agency.toLowerCase() === word);
  if (found) return found;
  throw new InvalidArgumentError(`It must be one of ${LIVE_AGENCIES.join(', ').toLowerCase()}.`);
}

function portOf(word: string): number {
  const port = Number(word);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError('It must be a port number from 0 to 65535.');
}
