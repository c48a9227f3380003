import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.js';
import { openDatabase } from '../database/database.js';
import { type DemoTokenRequest, issueDemoToken } from '../identity/demo-issuer.js';
import { registerLookup } from '../identity/register-lookup.js';
import type { Policy } from '../policy/policy.js';
import type { CommandResult } from './command-result.js';
import { openPurposes, standardPurposes } from './policy-file.js';

/**
 * `ketenzicht token`: a token of the demo, and nothing else on the line. Reads no database.
 * @throws Error that lists the organisations or purposes there are
 */
export async function tokenCommand(config: Config, policy: Policy, request: DemoTokenRequest): Promise<CommandResult> {
  const purposesOf = request.purpose === undefined ? standardPurposes : openPurposes;
  const token = await issueDemoToken(config, purposesOf(policy), request);
  return { exitCode: 0, text: token, json: { token } };
}

/**
 * The configuration with an organisation that only the database's register knows. The file of organisations is looked
 * at first; a database is opened only where there is one already.
 */
export async function withRegistered(config: Config, code: string): Promise<Config> {
  const { organisations, databaseUrl, dataFolder } = config;
  const isKnown = organisations.some((one) => one.code === code);
  if (isKnown || (!databaseUrl && !existsSync(join(dataFolder, 'postgres-password')))) return config;
  // No database, or one without a register yet: then the file is all there is, and the refusal names what it has.
  const found = await findRegistered(config, code).catch(() => undefined);
  return found ? { ...config, organisations: [...organisations, found] } : config;
}

async function findRegistered(config: Config, code: string) {
  const database = await openDatabase(config);
  try {
    return await registerLookup(database.gateway)(code);
  } finally {
    await database.close();
  }
}
