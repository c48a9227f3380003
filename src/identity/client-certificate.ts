import { X509Certificate } from 'node:crypto';
import { BlockList, isIPv6 } from 'node:net';
import type { CertificateSettings } from '../model/certificate-settings.js';
import type { SentRequest } from './stated-identity.js';
import { sha256Of } from './token-binding.js';

/** The thumbprint of the certificate that a request was sent with; undefined when none is known for certain. */
export type ReadCertificate = (request: SentRequest) => string | undefined;

const LONGEST = 16_384;

/**
 * Reads the certificate that the proxy in front of this server verified and put into a header: as RFC 9440 has it (DER in
 * base64 between colons), or as PEM with percent-encoding, which nginx and others send. The header counts only on a
 * connection from the proxy itself, and once: a client that reaches this server past the proxy, or whose own header a
 * proxy let through, is not believed.
 * @param settings absent: no certificate is ever known
 */
export function certificateReader(settings: CertificateSettings | undefined): ReadCertificate {
  if (!settings) return () => undefined;
  const proxies = networksOf(settings.proxies);
  return ({ headersDistinct, socket }) => {
    const [value, ...others] = headersDistinct[settings.header] ?? [];
    if (value === undefined || others.length > 0 || value.length > LONGEST) return undefined;
    if (!isFrom(proxies, socket.remoteAddress)) return undefined;
    try {
      return sha256Of(new X509Certificate(bytesOf(value)).raw);
    } catch {
      return undefined;
    }
  };
}

function bytesOf(value: string): Buffer {
  const [, base64] = /^:([A-Za-z0-9+/]+={0,2}):$/.exec(value) ?? [];
  if (base64 !== undefined) return Buffer.from(base64, 'base64');
  // One certificate, the client's own: of a chain nobody could tell which one was proven.
  const pem = /^\s*-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----\s*$/;
  const [, text] = pem.exec(decodeURIComponent(value)) ?? [];
  if (text === undefined) throw new Error('the header holds no certificate');
  return Buffer.from(text, 'base64');
}

function networksOf(proxies: readonly string[]): BlockList {
  const networks = new BlockList();
  for (const proxy of proxies) {
    const [address = '', prefix] = proxy.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (prefix === undefined) networks.addAddress(address, family);
    else networks.addSubnet(address, Number(prefix), family);
  }
  return networks;
}

function isFrom(networks: BlockList, remoteAddress: string | undefined): boolean {
  // A socket that listens on IPv6 tells of IPv4 addresses in this way (RFC 4291, 2.5.5.2).
  const address = remoteAddress?.replace(/^::ffff:(?=\d+\.)/i, '');
  return address !== undefined && networks.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
