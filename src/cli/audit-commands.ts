import type { Command } from 'commander';
import { readConfig } from '../config.js';
import type { Finish, Json } from './finish.js';

const VERIFY_HELP = `
Checks each line's number and hash, the link from month to month, the signatures, and that each month ends in a signed
line. Compares the audit log with the processing log: each line counts the persons of its operation. What was cut off
behind a signed line and was about nobody, or was taken out of both logs, only kept heads can tell: keep what
\`ketenzicht audit heads\` prints where nobody who administers the database can change it, and compare with --heads.

After a change of KETENZICHT_SECRET, what was signed before is verified with KETENZICHT_OLD_SECRETS, or with the public
keys of then. Whoever has an old secret can sign as well: keep heads elsewhere, also right before a change.

With --public-key no secret is needed. An auditor sets DATABASE_URL and DATABASE_LOG_URL to a login that may only read.

Examples:
  ketenzicht audit verify
  ketenzicht audit verify --month 2026-11 --heads heads-2026-12-01.jsonl --public-key audit.pem --json

Exit codes: 0 the log is whole; 1 it is not, and the places are named; 2 that cannot be
said, or there is nothing to verify.`;

/** `audit`: the proof that the audit log is whole. */
export function addAuditCommands(program: Command, finish: Finish): void {
  const audit = program.command('audit').description('prove that the audit log is whole');
  addVerifyCommand(audit, finish);
  audit
    .command('heads')
    .description('print the signed end of each month, a JSON object a line, to be kept elsewhere')
    .option('--json', 'print one JSON value')
    .addHelpText('after', '\nExample:\n  ketenzicht audit heads > /mnt/elsewhere/heads-2026-12-01.jsonl')
    .action(async ({ json }: Json) => {
      const { headsCommand, withLogs } = await import('./audit.js');
      finish(await withLogs(readConfig(), headsCommand), json);
    });
  audit
    .command('public-key')
    .description(
      'print the public keys that the log is verified with, that of the secret in use first; reads no database',
    )
    .option('--json', 'print one JSON value')
    .addHelpText('after', '\nExample:\n  ketenzicht audit public-key > audit.pem')
    .action(async ({ json }: Json) => {
      const { publicKeyCommand } = await import('./audit.js');
      const { publicKeysOf } = await import('../audit/chain.js');
      finish(publicKeyCommand(publicKeysOf(readConfig())), json);
    });
}

const AGAIN = 'which may be said again for those of older secrets';
const OWN_KEYS = 'those of this process’s secret and old secrets';

function together(path: string, before: readonly string[] = []): readonly string[] {
  return [...before, path];
}

interface VerifyWords extends Json {
  readonly month?: string;
  readonly heads?: string;
  readonly publicKey?: readonly string[];
}

function addVerifyCommand(audit: Command, finish: Finish): void {
  audit
    .command('verify')
    .description('check that no line of the audit log was changed, taken out, put in or moved')
    .option('--month <month>', 'only this month (YYYY-MM)')
    .option('--heads <file>', 'compare with heads that were kept elsewhere')
    .option('--public-key <file>', `verify with the keys in this file, ${AGAIN}; ${OWN_KEYS} when left out`, together)
    .option('--json', 'print one JSON value')
    .addHelpText('after', VERIFY_HELP)
    .action(async ({ json, ...words }: VerifyWords) => {
      const { readFile } = await import('node:fs/promises');
      const { readPublicKeys, verifyCommand, withLogs } = await import('./audit.js');
      const { publicKeysOf } = await import('../audit/chain.js');
      const { startProgress } = await import('./progress.js');
      const config = readConfig();
      const heads = words.heads === undefined ? undefined : await readFile(words.heads, 'utf8');
      const pems = await Promise.all((words.publicKey ?? []).map((path) => readFile(path, 'utf8')));
      const publicKeys = words.publicKey ? pems.flatMap(readPublicKeys) : publicKeysOf(config);
      const progress = startProgress('Verifying the audit log');
      const question = { month: words.month, heads, publicKeys, onProgress: progress.report };
      finish(await withLogs(config, (sql) => verifyCommand(sql, question)).finally(progress.end), json);
    });
}
