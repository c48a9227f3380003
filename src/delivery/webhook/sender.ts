import type { Database } from '../../database/database.js';
import { type DueWebhook, giveBack, noteAgain, noteFailed, noteTold, pause, takeDue } from './due-webhooks.js';
import type { ChangePlace } from './next-change.js';
import type { FailureReason, Poster } from './post.js';
import { messageId, type SecretBox } from './secret.js';
import type { ToldChange } from './told-change.js';

/** How the sender sees changes: as the webhook's organisation may see them at that moment, and accounted for. */
export interface Telling {
  /**
   * The first change behind a position, or the one at it, that the webhook's view shows now.
   * @returns null when there is none; `NOT_GRANTED` when the organisation may not ask at this moment
   */
  next(webhook: DueWebhook, from: ChangePlace): Promise<ToldChange | null | 'NOT_GRANTED'>;
  /** Writes both logs. @throws when they cannot be written; nothing may be sent then */
  account(webhook: DueWebhook, change: ToldChange): Promise<void>;
}

/** What a sender works with. */
export interface SenderParts {
  readonly database: Pick<Database, 'admin'>;
  readonly secrets: SecretBox;
  readonly poster: Poster;
  readonly telling: Telling;
  /** Told what failed here, not at a receiver. */
  readonly onError: (error: unknown) => void;
}

/** Messages that one webhook gets in one pass; then the others have their turn. */
const MOST_MESSAGES = 50;
/** When to look again at a webhook whose organisation may not ask now, or that cannot be told of now. Seconds. */
const PAUSE = 60;

/** Webhooks that one process serves at a time. */
const MOST_AT_ONCE = 40;

/**
 * Tells webhooks of changes: to each in the order of the changes, one message at a time, at least once. A webhook that
 * is slow or fails keeps nobody else waiting.
 */
export class WebhookSender {
  readonly #parts: SenderParts;
  /** Those that are being served now, each on its own. */
  readonly #underWay = new Map<string, Promise<number>>();

  constructor(parts: SenderParts) {
    this.#parts = parts;
  }

  /** Begins to serve the webhooks that have something to be told; waits for none of them. */
  async look(): Promise<void> {
    const due = await takeDue(this.#parts.database, MOST_AT_ONCE - this.#underWay.size);
    for (const webhook of due) {
      if (this.#underWay.has(webhook.id)) continue;
      const served = this.#serve(webhook).finally(() => this.#underWay.delete(webhook.id));
      this.#underWay.set(webhook.id, served);
    }
  }

  /** Serves all that have something to be told, to their end. @returns how many messages arrived */
  async pass(): Promise<number> {
    await this.look();
    const sent = await Promise.all(this.#underWay.values());
    return sent.reduce((sum, count) => sum + count, 0);
  }

  /** Settles when what is under way has ended. */
  async settled(): Promise<void> {
    await Promise.all(this.#underWay.values());
  }

  async #serve(webhook: DueWebhook): Promise<number> {
    try {
      return (await this.#sendAgain(webhook)) + (await this.#sendOn(webhook));
    } catch (error) {
      this.#parts.onError(error);
      await giveBack(this.#parts.database, webhook, PAUSE).catch(this.#parts.onError);
      return 0;
    }
  }

  async #sendOn(webhook: DueWebhook): Promise<number> {
    const { database, telling } = this.#parts;
    let after = webhook.position;
    for (let sent = 0; sent < MOST_MESSAGES; sent += 1) {
      const change = await telling.next(webhook, { after });
      if (change === 'NOT_GRANTED') {
        await pause(database, webhook, PAUSE);
        return sent;
      }
      if (change === null) {
        await noteTold(database, webhook, Math.max(after, webhook.head), false);
        return sent;
      }
      const failure = await this.#send(webhook, change);
      if (failure !== null) {
        await noteFailed(database, webhook, change, failure);
        return sent;
      }
      after = change.position;
      await noteTold(database, webhook, after, true);
    }
    await giveBack(database, webhook, 0);
    return MOST_MESSAGES;
  }

  /** Messages that were given up and asked for again, once each. One that is nobody's business any more is forgotten. */
  async #sendAgain(webhook: DueWebhook): Promise<number> {
    let sent = 0;
    for (const position of webhook.again) {
      const change = await this.#parts.telling.next(webhook, { at: position });
      if (change === 'NOT_GRANTED') return sent;
      const failure = change && (await this.#send(webhook, change));
      await noteAgain(this.#parts.database, webhook, position, failure);
      if (change && failure === null) sent += 1;
    }
    return sent;
  }

  async #send(webhook: DueWebhook, change: ToldChange): Promise<FailureReason | null> {
    const { secrets, poster, telling } = this.#parts;
    const secret = secrets.open(webhook.id, webhook.secret);
    await telling.account(webhook, change);
    const { position, ...told } = change;
    const body = JSON.stringify({ type: 'case.changed', ...told });
    const timestamp = Math.floor(Date.now() / 1000);
    return poster.post(webhook.url, secret, { id: messageId(secret, position), timestamp, body });
  }
}
