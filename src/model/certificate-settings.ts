import { isIP } from 'node:net';
import { z } from 'zod';

/**
 * Where the certificate comes from with which a client connected (mutual TLS, RFC 8705): TLS ends at a proxy in front of
 * this server, which verifies it and says in a header what it was. Whoever else sends that header is not believed.
 */
export interface CertificateSettings {
  /** Lower case, such as `client-cert` (RFC 9440). */
  readonly header: string;
  /** Addresses or networks (CIDR) that the header is believed from. */
  readonly proxies: readonly string[];
}

/** The settings of client certificates, as the environment has them. */
export const certificateSettings = {
  KETENZICHT_CERTIFICATE_HEADER: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]{0,99}$/)
    .refine((name) => !SPOKEN_FOR.has(name.toLowerCase()))
    .optional(),
  KETENZICHT_CERTIFICATE_PROXIES: z
    .string()
    .transform((text) => text.split(' ').filter(Boolean))
    .refine((proxies) => proxies.length > 0 && proxies.every(isNetwork))
    .optional(),
};

/** What is told of each when it cannot be used. */
export const EXPECTED_OF_CERTIFICATES = {
  KETENZICHT_CERTIFICATE_HEADER:
    'must be the header in which the proxy sends the client’s certificate, such as Client-Cert; it needs KETENZICHT_CERTIFICATE_PROXIES',
  KETENZICHT_CERTIFICATE_PROXIES:
    'must be the addresses or networks of the proxy, such as 10.0.0.7 or 10.1.0.0/16, with a space between; it needs KETENZICHT_CERTIFICATE_HEADER',
};

/** Headers with a meaning of their own, which a client may send. */
const SPOKEN_FOR = new Set(['authorization', 'cookie', 'dpop', 'host', 'origin', 'x-purpose', 'x-absences']);

type Given = { readonly [Name in keyof typeof certificateSettings]?: z.infer<(typeof certificateSettings)[Name]> };

/** Where certificates come from, or the name of the setting that misses the other one. */
export function certificatesOf(
  given: Given,
): { certificates?: CertificateSettings } | keyof typeof certificateSettings {
  const { KETENZICHT_CERTIFICATE_HEADER: header, KETENZICHT_CERTIFICATE_PROXIES: proxies } = given;
  if (header && proxies) return { certificates: { header: header.toLowerCase(), proxies } };
  if (header) return 'KETENZICHT_CERTIFICATE_HEADER';
  return proxies ? 'KETENZICHT_CERTIFICATE_PROXIES' : {};
}

function isNetwork(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128));
}

/** The settings as a help text lists them. */
export const CERTIFICATE_SETTINGS_HELP = `Certificates of clients (mutual TLS), where a proxy in front of this server asks for them:
  KETENZICHT_CERTIFICATE_HEADER    header in which it sends them, such as Client-Cert (RFC 9440), or PEM with %-encoding
  KETENZICHT_CERTIFICATE_PROXIES   addresses or networks of the proxy: the header of nobody else is believed`;
