import { createHash, createPrivateKey, createPublicKey, hkdfSync, type KeyObject, sign, verify } from 'node:crypto';
import { promisify } from 'node:util';
import type { SecretSettings } from '../model/secret-settings.js';

/** Where a chain of the audit log ends: the last line of a month. */
export interface ChainHead {
  /** First day of the month, `YYYY-MM-DD`. */
  readonly month: string;
  readonly seq: bigint;
  /** 64 hexadecimal digits. */
  readonly hash: string;
}

/** What the first line of the first month follows. */
export const GENESIS = '0'.repeat(64);

/** SHA-256 over the hash before, the place and the body. The first line of a month follows the last of the month before. */
export function chainHash(before: string, { month, seq }: Pick<ChainHead, 'month' | 'seq'>, body: string): string {
  return createHash('sha256').update(`${before}\n${month}\n${seq}\n${body}`).digest('hex');
}

/** The key pair that signs heads. */
export interface SigningKeys {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** PKCS #8 before the 32 bytes of an Ed25519 key (RFC 8410, section 7). */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Ed25519 keys derived from the secret: every process with it signs alike, and nothing more has to be kept. */
export function signingKeys(secret: Uint8Array): SigningKeys {
  const seed = Buffer.from(hkdfSync('sha256', secret, '', 'audit chain', 32));
  const key = Buffer.concat([PKCS8_ED25519, seed]);
  const privateKey = createPrivateKey({ key, format: 'der', type: 'pkcs8' });
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

/** @returns the signature of a head, base64url */
export function signHead(head: ChainHead, { privateKey }: Pick<SigningKeys, 'privateKey'>): string {
  return sign(null, headText(head), privateKey).toString('base64url');
}

const verifySignature = promisify(verify);

/** The public keys of the secret in use and of those before it, in this order: what heads of all times are verified with. */
export function publicKeysOf({ secret, oldSecrets }: Pick<SecretSettings, 'secret' | 'oldSecrets'>): KeyObject[] {
  return [secret, ...oldSecrets].map((each) => signingKeys(each).publicKey);
}

/** Whether a head was signed with the key that belongs to one of these. Several at once use several cores. */
export async function headIsSigned(
  head: ChainHead,
  signature: string,
  publicKeys: readonly KeyObject[],
): Promise<boolean> {
  const bytes = Buffer.from(signature, 'base64url');
  // Another spelling of the same bytes is not what was written.
  if (bytes.toString('base64url') !== signature) return false;
  for (const publicKey of publicKeys) {
    if ((await verifySignature(null, headText(head), publicKey, bytes)) === true) return true;
  }
  return false;
}

function headText({ month, seq, hash }: ChainHead): Buffer {
  return Buffer.from(`ketenzicht\n${month}\n${seq}\n${hash}`);
}
