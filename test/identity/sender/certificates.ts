import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';

const read = (name: string) =>
  readFileSync(new URL(`../../../src/cli/example-agency/certificates/${name}`, import.meta.url), 'utf8');

/** A client's certificate with its key, another one's, and the authority that made both. */
export const CLIENT = { pem: read('client.pem'), key: read('client.key') };
export const SERVER = { pem: read('server.pem'), key: read('server.key') };
export const AUTHORITY = read('authority.pem');

/** As RFC 9440 has it in a header. */
export function clientCert(pem: string): string {
  return `:${new X509Certificate(pem).raw.toString('base64')}:`;
}

/** SHA-256 of the DER, in base64url: what `x5t#S256` says (RFC 8705, 3.1). By another way than ours: its own fingerprint. */
export function thumbprintOf(pem: string): string {
  return Buffer.from(new X509Certificate(pem).fingerprint256.replaceAll(':', ''), 'hex').toString('base64url');
}
