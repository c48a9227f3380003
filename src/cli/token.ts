import type { Config } from '../config.js';
import { type DemoTokenRequest, issueDemoToken } from '../identity/demo-issuer.js';
import type { Policy } from '../policy/policy.js';
import type { CommandResult } from './policy.js';
import { openPurposes } from './policy-file.js';

/**
 * `ketenzicht token`: a token of the demo, and nothing else on the line. Reads no database.
 * @throws Error that lists the organisations or purposes there are
 */
export async function tokenCommand(config: Config, policy: Policy, request: DemoTokenRequest): Promise<CommandResult> {
  const token = await issueDemoToken(config, openPurposes(policy), request);
  return { exitCode: 0, text: token, json: { token } };
}
