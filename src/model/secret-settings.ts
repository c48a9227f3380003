import { hkdfSync } from 'node:crypto';
import { z } from 'zod';

/** A key of the processing log's pseudonyms. Its id stands beside each pseudonym. */
export interface LogKey {
  readonly id: string;
  readonly key: Uint8Array;
}

/** What the process keeps to itself, of now and of before. */
export interface SecretSettings {
  /** Key material of at least 32 bytes for cursors, pseudonyms and the passwords of the database's logins. */
  readonly secret: Uint8Array;
  /**
   * Secrets that were in use before, for the logs of their time: their heads are verified, and their people found. A
   * server whose logins go by one of them gets new passwords.
   */
  readonly oldSecrets: readonly Uint8Array[];
  /** Keys of the pseudonyms in the processing log, the one in use first; old ones stay so that the past can be found. */
  readonly logKeys: readonly LogKey[];
}

/** The settings of secrets and keys, as the environment has them. */
export const secretSettings = {
  KETENZICHT_SECRET: z.string().min(32).optional(),
  KETENZICHT_OLD_SECRETS: z
    .string()
    .regex(/^\S{32,}( \S{32,})*$/)
    .optional(),
  KETENZICHT_LOG_KEYS: z
    .string()
    .regex(/^[a-z0-9-]{1,20}:\S{32,}( [a-z0-9-]{1,20}:\S{32,})*$/)
    .optional(),
};

/** What is told of each when it cannot be used. */
export const EXPECTED_OF_SECRETS = {
  KETENZICHT_SECRET: 'must be at least 32 characters; leave it out to have one made and kept in the data folder',
  KETENZICHT_OLD_SECRETS:
    'must be the secrets of before, each of at least 32 characters without a space, with a space between',
  KETENZICHT_LOG_KEYS:
    'must be <id>:<key of at least 32 characters>, the newest first, with a space between; leave it out to derive one',
};

/** The id of every derived key: lines that were written under an old secret bear it, and never another. */
const DERIVED = 'secret';

/**
 * The keys that are given, then the one derived from the secret, then those of the old secrets. The derived ones stay:
 * what was logged before the first key was given, or before the secret changed, must be found as long as it is kept
 * (AVG art. 15).
 * @param given the text of `KETENZICHT_LOG_KEYS`, in its form
 */
export function logKeysOf(given: string | undefined, secrets: readonly Uint8Array[]): LogKey[] {
  const own = (given?.split(' ') ?? []).map((pair) => {
    const [id = '', ...key] = pair.split(':');
    return { id, key: Buffer.from(key.join(':'), 'utf8') };
  });
  const derived = secrets.map((secret) => ({
    id: DERIVED,
    key: Buffer.from(hkdfSync('sha256', secret, '', 'processing log', 32)),
  }));
  return [...own, ...derived];
}

/** Secret and keys as the process works with them. @param secret the one in use */
export function secretsOf(
  given: { readonly KETENZICHT_OLD_SECRETS?: string; readonly KETENZICHT_LOG_KEYS?: string },
  secret: string,
): SecretSettings {
  // The secret in use may stand among the old ones, so that the same list does before a change and after it.
  const old = [...new Set(given.KETENZICHT_OLD_SECRETS?.split(' ') ?? [])].filter((each) => each !== secret);
  const [now, oldSecrets] = [Buffer.from(secret, 'utf8'), old.map((each) => Buffer.from(each, 'utf8'))];
  return { secret: now, oldSecrets, logKeys: logKeysOf(given.KETENZICHT_LOG_KEYS, [now, ...oldSecrets]) };
}
