import type { AccessLog } from '../audit/access-log.js';
import type { Config } from '../config.js';
import type { Database } from '../database/database.js';
import { Poster, type PostSetting } from '../delivery/webhook/post.js';
import { SecretBox } from '../delivery/webhook/secret.js';
import { WebhookSender } from '../delivery/webhook/sender.js';
import type { Policy } from '../policy/policy.js';
import { sealChangePlace } from './case-change-connection.js';
import type { SnapshotOpener } from './context.js';
import type { CursorBox } from './cursor.js';
import { describeFailure, type OperatorLog } from './errors.js';
import { webhookTelling } from './webhook-telling.js';

/** With what webhooks are told. */
export interface WebhookSetting {
  readonly config: Pick<Config, 'demo' | 'secret'>;
  readonly database: Pick<Database, 'admin'>;
  readonly policy: Policy;
  readonly log: OperatorLog;
  readonly accessLog: AccessLog;
  /** Under the role of the caller's view. */
  readonly openSnapshot: SnapshotOpener;
  readonly cursors: CursorBox;
}

/** The telling of webhooks. */
export interface Webhooks {
  /** One pass over those that have something to be told. @returns how many messages arrived */
  pass(): Promise<number>;
  /** Looks from now on by itself. @returns what ends it, after the messages that are under way */
  start(): () => Promise<void>;
}

/** How often it is looked whether there is something to tell. One quick statement while there is not. */
const LOOK_EVERY_MS = 2_000;

/** Opens the telling of webhooks. Each process does it; a webhook is one process's at a time. */
export function openWebhooks(setting: WebhookSetting, post: Partial<PostSetting> = {}): Webhooks {
  const { config, database, policy, log, accessLog, openSnapshot, cursors } = setting;
  const poster = new Poster({ loopback: config.demo, ...post });
  const onError = (error: unknown) =>
    log.error({ job: 'webhooks', ...describeFailure(error) }, 'a webhook could not be told');
  const sender = new WebhookSender({
    database,
    secrets: new SecretBox(config.secret),
    poster,
    onError,
    telling: webhookTelling({
      policy,
      accessLog,
      openSnapshot,
      sealCursor: (owner, place) => sealChangePlace(cursors, owner, place),
    }),
  });
  return { pass: () => sender.pass(), start: () => startLooking(sender, poster, onError) };
}

/** Never two looks at a time; what a look begins goes on by itself, and a slow receiver holds up no look. */
function startLooking(sender: WebhookSender, poster: Poster, onError: (error: unknown) => void) {
  let looking: Promise<unknown> | undefined;
  const timer = setInterval(() => {
    looking ??= sender
      .look()
      .catch(onError)
      .finally(() => {
        looking = undefined;
      });
  }, LOOK_EVERY_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await looking;
    await sender.settled();
    await poster.close();
  };
}
