import type { Command } from 'commander';
import { readConfig } from '../config.js';
import type { Finish, Json } from './finish.js';

const VERIFY_HELP = `
Checks each line's number and hash, the link from month to month, the signatures, and that each month ends in a signed
line. A log that was cut off at an earlier signed line is whole by itself: keep what \`ketenzicht audit heads\` prints
where nobody who administers the database can change it, and compare with --heads.

With --public-key no secret is needed. An auditor sets DATABASE_URL and DATABASE_LOG_URL to a login that may only read.

Examples:
  ketenzicht audit verify
  ketenzicht audit verify --month 2026-11 --heads heads-2026-12-01.jsonl --public-key audit.pem --json

Exit codes: 0 the log is whole; 1 it is not, and the places are named; 2 that cannot be said.`;

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
    .description('print the public key that the log is verified with; reads no database')
    .option('--json', 'print one JSON value')
    .addHelpText('after', '\nExample:\n  ketenzicht audit public-key > audit.pem')
    .action(async ({ json }: Json) => {
      const { publicKeyCommand } = await import('./audit.js');
      const { signingKeys } = await import('../audit/chain.js');
      finish(publicKeyCommand(signingKeys(readConfig().secret).publicKey), json);
    });
}

interface VerifyWords extends Json {
  readonly month?: string;
  readonly heads?: string;
  readonly publicKey?: string;
}

function addVerifyCommand(audit: Command, finish: Finish): void {
  audit
    .command('verify')
    .description('check that no line of the audit log was changed, taken out, put in or moved')
    .option('--month <month>', 'only this month (YYYY-MM)')
    .option('--heads <file>', 'compare with heads that were kept elsewhere')
    .option('--public-key <file>', 'verify with this key; that of this process’s secret when left out')
    .option('--json', 'print one JSON value')
    .addHelpText('after', VERIFY_HELP)
    .action(async ({ json, ...words }: VerifyWords) => {
      const { readFile } = await import('node:fs/promises');
      const { readPublicKey, verifyCommand, withLogs } = await import('./audit.js');
      const { signingKeys } = await import('../audit/chain.js');
      const { startProgress } = await import('./progress.js');
      const config = readConfig();
      const heads = words.heads === undefined ? undefined : await readFile(words.heads, 'utf8');
      const pem = words.publicKey === undefined ? undefined : await readFile(words.publicKey, 'utf8');
      const publicKey = pem === undefined ? signingKeys(config.secret).publicKey : readPublicKey(pem);
      const progress = startProgress('Verifying the audit log');
      const question = { month: words.month, heads, publicKey, onProgress: progress.report };
      finish(await withLogs(config, (sql) => verifyCommand(sql, question)).finally(progress.end), json);
    });
}
