import { createHash, timingSafeEqual } from 'node:crypto';
import { Unauthenticated } from '../model/errors.js';

/** What a token is bound to, as its `cnf` claim says (RFC 7800, 3.1): SHA-256 thumbprints in base64url. One at least. */
export interface TokenBinding {
  /** Of a key, for DPoP: `jkt` (RFC 9449, 6.1). */
  readonly key?: string;
  /** Of a certificate, for mutual TLS: `x5t#S256` (RFC 8705, 3.1). */
  readonly certificate?: string;
}

const METHODS: Readonly<Record<string, keyof TokenBinding>> = { jkt: 'key', 'x5t#S256': 'certificate' };
/** 32 bytes in base64url. */
const THUMBPRINT = /^[A-Za-z0-9_-]{43}$/;

/**
 * Reads the `cnf` claim of a verified token.
 * @returns undefined for a token that is bound to nothing
 * @throws Unauthenticated for a binding in another way than these: what cannot be checked would be a bearer token
 */
export function bindingIn(confirmation: unknown): TokenBinding | undefined {
  if (confirmation === undefined) return undefined;
  if (typeof confirmation !== 'object' || confirmation === null) throw new Unauthenticated();
  const members = Object.entries(confirmation);
  if (members.length === 0) throw new Unauthenticated();
  return Object.fromEntries(
    members.map(([name, thumbprint]) => {
      const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
      if (!method || typeof thumbprint !== 'string' || !THUMBPRINT.test(thumbprint)) throw new Unauthenticated();
      return [method, thumbprint];
    }),
  );
}

/** Whether two thumbprints are the same, in a time that tells nothing of where they differ. */
export function isSame(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}

/** The SHA-256 of something, in base64url, as DPoP and the thumbprints have it. */
export function sha256Of(value: string | Uint8Array): string {
  return createHash('sha256').update(value).digest('base64url');
}
