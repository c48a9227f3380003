import { Agent, request } from 'undici';
import { type SignedMessage, signatureHeaders } from './secret.js';
import { isUsable, lookupOf, type TargetRule } from './target.js';

/** Why a message did not arrive: all that is kept and told of it. */
export type FailureReason =
  | 'TIMEOUT'
  | 'UNREACHABLE'
  | 'CERTIFICATE'
  | 'NOT_PUBLIC'
  | 'REDIRECTED'
  | 'REFUSED'
  | 'FAILED_THERE';

/** How long one attempt may take in all, in milliseconds. */
const WITHIN_MS = 10_000;

/** Settings of a sender. */
export interface PostSetting extends TargetRule {
  /** Longest time of one attempt, in milliseconds; ten seconds when absent. */
  readonly withinMs?: number;
  /** Authorities that certificates are checked with beside the usual ones, in PEM. */
  readonly ca?: string;
}

/** Posts signed messages. Follows no redirect and reads no answer: its status is all that matters. */
export class Poster {
  readonly #agent: Agent;
  readonly #setting: PostSetting;

  constructor(setting: PostSetting) {
    this.#setting = setting;
    // A connection for each message: the address that was checked is the one that the message goes to.
    this.#agent = new Agent({
      pipelining: 0,
      connect: { lookup: lookupOf(setting), timeout: WITHIN_MS, ...(setting.ca ? { ca: setting.ca } : {}) },
    });
  }

  /** Sends one message. @returns null when it arrived: the receiver answered with a status of 200 to 299 */
  async post(url: string, secret: string, message: SignedMessage): Promise<FailureReason | null> {
    if (!isUsable(new URL(url), this.#setting)) return 'NOT_PUBLIC';
    try {
      const { statusCode, body } = await request(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...signatureHeaders(secret, message) },
        body: message.body,
        dispatcher: this.#agent,
        signal: AbortSignal.timeout(this.#setting.withinMs ?? WITHIN_MS),
      });
      body.on('error', () => undefined).destroy();
      return reasonOfStatus(statusCode);
    } catch (error) {
      return reasonOf(error);
    }
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }
}

function reasonOfStatus(status: number): FailureReason | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) return 'REDIRECTED';
  return status < 500 ? 'REFUSED' : 'FAILED_THERE';
}

/** Codes of a certificate that does not stand, as Node's TLS gives them. */
const CERTIFICATE = /CERT|SIGNATURE|ISSUER|ALTNAME|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL/;

function reasonOf(error: unknown): FailureReason {
  const { name, code = '' } = error as { name?: string; code?: string };
  if (name === 'TimeoutError' || /TIMEOUT|TIMEDOUT/.test(String(code))) return 'TIMEOUT';
  if (code === 'NOT_PUBLIC') return 'NOT_PUBLIC';
  return CERTIFICATE.test(String(code)) ? 'CERTIFICATE' : 'UNREACHABLE';
}
