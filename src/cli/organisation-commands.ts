import type { Command } from 'commander';
import type { Finish, Json } from './finish.js';
import { onDatabase } from './on-database.js';

const list = onDatabase(() => import('./organisations.js'));
const change = onDatabase(() => import('./organisation-changes.js'));

interface Days {
  readonly validFrom?: string;
  readonly validUntil?: string;
}

const DAYS = '\n\nA day counts until its end, Dutch time. To stop something at once, revoke it.';

/** `organisation`: who takes part. */
export function addOrganisationCommands(program: Command, finish: Finish): void {
  const organisation = program.command('organisation').description('who may ask, and until when');
  organisation
    .command('list')
    .description('every organisation with its purposes, their ends and the days left')
    .option('--json', 'print one JSON value')
    .addHelpText('after', '\nExample:\n  ketenzicht organisation list')
    .action(async ({ json }: Json) => {
      finish(await list((lists, { database }) => lists.organisationListCommand(database)), json);
    });
  addOrganisationAdd(organisation, finish);
  organisation
    .command('end')
    .description('let a participation end after a day, or move its end')
    .argument('<code>', 'the organisation')
    .requiredOption('--until <day>', 'last day, YYYY-MM-DD')
    .option('--json', 'print one JSON value')
    .addHelpText('after', `\nExample:\n  ketenzicht organisation end ngo-de-haven --until 2027-06-30${DAYS}`)
    .action(async (code: string, { until, json }: Json & { until: string }) => {
      finish(await change((changes, parts) => changes.organisationEndCommand(parts, code, until)), json);
    });
  addOrganisationRevokeAndRestore(organisation, finish);
}

function addOrganisationAdd(organisation: Command, finish: Finish): void {
  organisation
    .command('add')
    .description('add an organisation; it can ask for nothing until a purpose is granted')
    .argument('<code>', 'as its tokens name it, such as ngo-de-haven')
    .requiredOption('--kind <kind>', 'kind of partner, such as NGO; it never changes')
    .requiredOption('--name <name>', 'its name')
    .option('--valid-from <day>', 'first day, YYYY-MM-DD; from now on when left out')
    .option('--valid-until <day>', 'last day, YYYY-MM-DD; no end when left out')
    .option('--municipality <value>', 'for a municipality: its value of Case.municipality')
    .option('--json', 'print one JSON value')
    .addHelpText(
      'after',
      '\nExample:\n  ketenzicht organisation add ngo-de-kade --kind NGO --name "Stichting De Kade"' +
        ` --valid-until 2027-12-31${DAYS}`,
    )
    .action(async (code: string, { kind, json, ...rest }: Json & Days & { kind: string; name: string }) => {
      const added = { code, partnerKind: kind.toUpperCase(), ...rest };
      finish(await change((changes, parts) => changes.organisationAddCommand(parts, added)), json);
    });
}

function addOrganisationRevokeAndRestore(organisation: Command, finish: Finish): void {
  organisation
    .command('revoke')
    .description('take a participation away at once')
    .argument('<code>', 'the organisation')
    .option('--json', 'print one JSON value')
    .addHelpText('after', '\nExample:\n  ketenzicht organisation revoke ngo-de-haven')
    .action(async (code: string, { json }: Json) => {
      finish(await change((changes, parts) => changes.organisationRevokeCommand(parts, code)), json);
    });
  organisation
    .command('restore')
    .description('give back a participation that was revoked or has ended; purposes stay as they are')
    .argument('<code>', 'the organisation')
    .option('--until <day>', 'new last day, YYYY-MM-DD; needed when the old one is over')
    .option('--json', 'print one JSON value')
    .addHelpText('after', '\nExample:\n  ketenzicht organisation restore ngo-de-haven --until 2027-12-31')
    .action(async (code: string, { until, json }: Json & { until?: string }) => {
      finish(await change((changes, parts) => changes.organisationRestoreCommand(parts, code, until)), json);
    });
}

/** `grant`: what an organisation may ask for. */
export function addGrantCommands(program: Command, finish: Finish): void {
  const grant = program.command('grant').description('which purposes an organisation may ask for, and until when');
  grant
    .command('list')
    .description('the grants of every organisation, or of one')
    .argument('[organisation]', 'code of the organisation')
    .option('--json', 'print one JSON value')
    .addHelpText('after', '\nExample:\n  ketenzicht grant list ngo-de-haven')
    .action(async (organisation: string | undefined, { json }: Json) => {
      finish(await list((lists, { database }) => lists.grantListCommand(database, organisation)), json);
    });
  grantCommand(grant, 'add')
    .description('grant a purpose; one that was revoked or has ended is granted anew')
    .option('--valid-from <day>', 'first day, YYYY-MM-DD; from now on when left out')
    .option('--valid-until <day>', 'last day, YYYY-MM-DD; no end when left out')
    .addHelpText('after', `\nExample:\n  ketenzicht grant add ngo-de-kade GUIDANCE --valid-until 2027-12-31${DAYS}`)
    .action(async (organisation: string, purpose: string, { json, ...days }: Json & Days) => {
      const granted = { organisation, purpose, ...days };
      finish(await change((changes, parts) => changes.grantAddCommand(parts, granted)), json);
    });
  grantCommand(grant, 'end')
    .description('let a grant end after a day, or move its end')
    .requiredOption('--until <day>', 'last day, YYYY-MM-DD')
    .addHelpText('after', `\nExample:\n  ketenzicht grant end ngo-de-haven GUIDANCE --until 2027-06-30${DAYS}`)
    .action(async (organisation: string, purpose: string, { until, json }: Json & { until: string }) => {
      finish(await change((changes, parts) => changes.grantEndCommand(parts, { organisation, purpose }, until)), json);
    });
  grantCommand(grant, 'revoke')
    .description('take a grant away at once; other purposes stay')
    .addHelpText('after', '\nExample:\n  ketenzicht grant revoke ngo-de-haven GUIDANCE')
    .action(async (organisation: string, purpose: string, { json }: Json) => {
      finish(await change((changes, parts) => changes.grantRevokeCommand(parts, { organisation, purpose })), json);
    });
}

function grantCommand(grant: Command, name: string): Command {
  return grant
    .command(name)
    .argument('<organisation>', 'code of the organisation')
    .argument('<purpose>', 'such as GUIDANCE')
    .option('--json', 'print one JSON value');
}
