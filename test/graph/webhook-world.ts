import { openAccessLog } from '../../src/audit/access-log.js';
import { readPolicy } from '../../src/cli/policy-file.js';
import { openSnapshot } from '../../src/database/snapshot.js';
import type { PostSetting } from '../../src/delivery/webhook/post.js';
import { CursorBox } from '../../src/graph/cursor.js';
import { openWebhooks, type Webhooks } from '../../src/graph/open-webhooks.js';
import { activityOf } from '../../src/policy/policy.js';
import { roleName } from '../../src/policy/role-name.js';
import type { SourceRecord } from '../../src/sources/source-record.js';
import { testConfig } from '../support/database.js';
import type { Answer, TestGraph } from '../support/graph.js';
import { caseFile, file, plan } from '../support/records.js';
import type { Who } from './rights-asker.js';

/** A webhook as it is answered. */
export interface WebhookAnswer {
  readonly id: string;
  readonly url: string;
  readonly attempts: number;
  readonly firstFailedAt: string | null;
  readonly endedAt: string | null;
}

export const SELECTION = '{ id url createdAt endedAt attempts firstFailedAt nextAttemptAt }';

/** Sends one of the mutations of webhooks over HTTP. */
export async function changeHook(graph: TestGraph, who: Who, name: string, input: object): Promise<Answer> {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const selection = name === 'addWebhook' ? `{ secret webhook ${SELECTION} }` : SELECTION;
  const query = `mutation ($input: ${type}!) { done: ${name}(input: $input) ${selection} }`;
  return graph.ask({ ...who, query, variables: { input } });
}

/** Adds a webhook. @throws Error when it was refused */
export async function addHook(graph: TestGraph, who: Who, url: string) {
  const answer = await changeHook(graph, who, 'addWebhook', { url });
  if (answer.errors) throw new Error(answer.text);
  return (answer.data as unknown as { done: { secret: string; webhook: WebhookAnswer } }).done;
}

/** The webhooks that somebody sees. */
export async function hooksOf(graph: TestGraph, who: Who): Promise<WebhookAnswer[]> {
  const answer = await graph.ask({ ...who, query: `{ found: webhooks ${SELECTION} }` });
  if (answer.errors) throw new Error(answer.text);
  return (answer.data as unknown as { found: WebhookAnswer[] }).found;
}

/** The telling of webhooks on a graph's database, as a process does it. */
export async function telling(graph: TestGraph, post: Partial<PostSetting> = {}): Promise<Webhooks> {
  const config = testConfig();
  const write = (fields: object, message: string) => void graph.log.push(JSON.stringify({ ...fields, message }));
  const policy = await readPolicy();
  return openWebhooks(
    {
      config,
      database: graph.database,
      policy,
      log: { warn: write, error: write },
      accessLog: openAccessLog(graph.database, config),
      cursors: new CursorBox(config.secret),
      openSnapshot: ({ caller: { view, principal, purpose } }) =>
        openSnapshot(graph.database.views, {
          role: roleName(view),
          organisation: principal.organisation,
          purpose,
          activity: activityOf(policy, view),
          statementTimeoutMs: config.limits.statementTimeoutMs,
        }),
    },
    post,
  );
}

/** Goran's file with another scenario: a change that all partners but SHELTER_OPERATIONS and IDENTIFICATION may see. */
export function newPlan(scenario: string): SourceRecord {
  return file('amsterdam', 'goran', {
    caseFile: caseFile('IN_GUIDANCE', 'AMSTERDAM', '2023-01-10'),
    plan: plan(scenario, '2023-02-01'),
  });
}
