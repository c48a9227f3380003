import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const SECRET_BYTES = 32;
/** What a secret begins with when it is shown, as Standard Webhooks has it. */
const PREFIX = 'whsec_';

/** Makes the secret of a webhook: 32 random bytes, in the form that the receivers' libraries take. */
export function makeSecret(): string {
  return `${PREFIX}${randomBytes(SECRET_BYTES).toString('base64')}`;
}

/**
 * Seals the secrets of webhooks, because they are needed again for each message and must not be read off the database.
 * Each is bound to its webhook: moved to another row it does not open.
 */
export class SecretBox {
  readonly #key: Buffer;

  /** @param secret the server's secret; replicas that share it open each other's */
  constructor(secret: Uint8Array) {
    this.#key = createHmac('sha256', secret).update('webhook secrets').digest();
  }

  seal(webhookId: string, secret: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.#key, nonce, { authTagLength: TAG_BYTES }).setAAD(
      Buffer.from(webhookId),
    );
    return Buffer.concat([nonce, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  }

  /** @throws Error when it was sealed with another secret of the server, or for another webhook */
  open(webhookId: string, sealed: Uint8Array): string {
    const bytes = Buffer.from(sealed);
    const decipher = createDecipheriv(ALGORITHM, this.#key, bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(Buffer.from(webhookId)).setAuthTag(bytes.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8');
  }
}

/** A message as it is signed. */
export interface SignedMessage {
  /** The same for each attempt at one message: receivers know by it what they have had. */
  readonly id: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly body: string;
}

/** The headers of a message, as Standard Webhooks has them: an HMAC-SHA256 over id, time and body. */
export function signatureHeaders(secret: string, { id, timestamp, body }: SignedMessage): Record<string, string> {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': `v1,${signature}` };
}

/** The id of the message that tells a webhook of a change; says nothing of how much changed besides. */
export function messageId(secret: string, position: number): string {
  return `msg_${createHmac('sha256', secret).update(`message ${position}`).digest('base64url').slice(0, 27)}`;
}
