import { z } from 'zod';
import { wholeNumber } from './whole-number.js';

/**
 * Agencies whose own system may be read live. Each is one organisation with one system, and knows a person by V-number.
 * The shelters' and the NGOs' files open the cases and decide who may see them, so those are always delivered.
 */
export const LIVE_AGENCIES = ['IND', 'DTV', 'AVIM'] as const;

/** An agency whose own system may be read live. */
export type LiveAgency = (typeof LIVE_AGENCIES)[number];

/** OAuth 2.0 client credentials (RFC 6749, 4.4): with a key (`private_key_jwt`, RFC 7523) or with a secret. */
export interface ClientSettings {
  readonly tokenUrl: string;
  readonly id: string;
  readonly secret?: string;
  /** Path of a private key in PEM (PKCS #8). */
  readonly keyFile?: string;
  readonly scope?: string;
}

/** Paths of PEM files for mutual TLS (RFC 8705), and of the authorities to trust instead of the public ones. */
export interface TlsSettings {
  readonly certFile?: string;
  readonly keyFile?: string;
  readonly caFile?: string;
}

/** How an agency's own system is read. */
export interface LiveSourceSettings {
  readonly kind: 'POSTGRES' | 'HTTP';
  readonly url: string;
  /** For the whole answer of the source, with its retries and the wait for its turn. Milliseconds. */
  readonly timeoutMs: number;
  /** How often a call that failed at once is tried again. */
  readonly retries: number;
  /** Calls at the same time; four times as many wait for their turn. */
  readonly concurrency: number;
  /** The longest answer that is read. Bytes. */
  readonly answerBytes: number;
  /** How long the source is left alone after it failed several times in a row. Milliseconds. */
  readonly pauseMs: number;
  /** How old the last copy may be that stands in when the source does not answer. 0: none is kept. */
  readonly staleHours: number;
  readonly client?: ClientSettings;
  readonly tls: TlsSettings;
}

/** The agencies that are read live; the others are hosted. */
export type SourceSettings = Readonly<Partial<Record<LiveAgency, LiveSourceSettings>>>;

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

const text = z.string().min(1).optional();
const address = z.string().refine((value) => isAddress(value, /^(https?|postgres(ql)?):$/));

/** Settings of one agency, by what follows `SOURCES_<AGENCY>_`, each with what it must be. */
const FIELDS = {
  URL: [
    address,
    'must be https://…, or postgres://…?sslmode=verify-full; http://, or a database without it, on this machine only',
  ],
  TIMEOUT_MS: [wholeNumber(50, 60_000, 2_000), 'must be a whole number of milliseconds from 50 to 60000'],
  RETRIES: [wholeNumber(0, 5, 2), 'must be a whole number from 0 to 5'],
  CONCURRENCY: [wholeNumber(1, 100, 8), 'must be a whole number from 1 to 100'],
  ANSWER_BYTES: [wholeNumber(1_000, 1_000_000_000, 20_000_000), 'must be a whole number from 1000 to 1000000000'],
  PAUSE_MS: [wholeNumber(100, 3_600_000, 10_000), 'must be a whole number of milliseconds from 100 to 3600000'],
  STALE_HOURS: [wholeNumber(0, 8_760, 0), 'must be a whole number of hours from 0 (no copy is kept) to 8760'],
  TOKEN_URL: [
    z.string().refine((value) => isAddress(value, /^https?:$/)),
    'must be https://…; http:// on this machine only',
  ],
  CLIENT_ID: [text, 'must be the client id at the token endpoint'],
  CLIENT_SECRET: [text, 'must be the client secret'],
  CLIENT_KEY: [text, 'must be the path of a private key in PEM (PKCS #8)'],
  SCOPE: [text, 'must be the scope to ask for'],
  TLS_CERT: [text, 'must be the path of a client certificate in PEM'],
  TLS_KEY: [text, 'must be the path of its private key in PEM'],
  TLS_CA: [text, 'must be the path of the certificates in PEM that are trusted instead of the public ones'],
} as const;

const settings = z.object({
  URL: FIELDS.URL[0],
  TIMEOUT_MS: FIELDS.TIMEOUT_MS[0],
  RETRIES: FIELDS.RETRIES[0],
  CONCURRENCY: FIELDS.CONCURRENCY[0],
  ANSWER_BYTES: FIELDS.ANSWER_BYTES[0],
  PAUSE_MS: FIELDS.PAUSE_MS[0],
  STALE_HOURS: FIELDS.STALE_HOURS[0],
  TOKEN_URL: FIELDS.TOKEN_URL[0].optional(),
  CLIENT_ID: FIELDS.CLIENT_ID[0],
  CLIENT_SECRET: FIELDS.CLIENT_SECRET[0],
  CLIENT_KEY: FIELDS.CLIENT_KEY[0],
  SCOPE: FIELDS.SCOPE[0],
  TLS_CERT: FIELDS.TLS_CERT[0],
  TLS_KEY: FIELDS.TLS_KEY[0],
  TLS_CA: FIELDS.TLS_CA[0],
});

type Given = z.infer<typeof settings>;

/**
 * Reads the settings `SOURCES_<AGENCY>_…`; an agency without `_URL` is hosted.
 * @returns also what is wrong, a line each that names the setting and what it must be, without any value
 */
export function readSourceSettings(env: Readonly<Record<string, string | undefined>>): {
  readonly sources: SourceSettings;
  readonly problems: readonly string[];
} {
  const given = Object.entries(env).filter(([name, value]) => name.startsWith('SOURCES_') && value);
  const problems = given.flatMap(([name]) => unknownSetting(name) ?? []);
  const read = LIVE_AGENCIES.flatMap((agency) => {
    const prefix = `SOURCES_${agency}_`;
    const own = given
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value]);
    return own.length === 0 ? [] : [{ agency, ...agencySettings(prefix, Object.fromEntries(own)) }];
  });
  return {
    sources: Object.fromEntries(read.map(({ agency, live }) => [agency, live])),
    problems: [...problems, ...read.flatMap((one) => one.problems)],
  };
}

/** Names and values of the settings of the agencies that are read live, with their standards, in a form that fits. */
export function sourceValues(env: Readonly<Record<string, string | undefined>>): Readonly<Record<string, unknown>> {
  const read = LIVE_AGENCIES.filter((agency) => env[`SOURCES_${agency}_URL`]).flatMap((agency) => {
    const names = Object.keys(FIELDS).map((field) => [field, env[`SOURCES_${agency}_${field}`] || undefined] as const);
    const values = settings.parse(Object.fromEntries(names)) as Readonly<Record<string, unknown>>;
    return names.map(([field]) => [`SOURCES_${agency}_${field}`, values[field]] as const);
  });
  return Object.fromEntries(read);
}

function unknownSetting(name: string): string | undefined {
  const [, agency = '', field = ''] = /^SOURCES_([A-Z]+)_([A-Z_]+)$/.exec(name) ?? [];
  if (!LIVE_AGENCIES.some((known) => known === agency)) {
    return `${name}: only ${LIVE_AGENCIES.join(', ')} can be read live; the files of others open cases and are delivered`;
  }
  if (Object.hasOwn(FIELDS, field)) return undefined;
  return `${name}: there is no such setting; there are ${Object.keys(FIELDS).join(', ')}`;
}

function agencySettings(prefix: string, own: Readonly<Record<string, unknown>>) {
  const parsed = settings.safeParse(own);
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0]) as keyof typeof FIELDS))];
    return { live: undefined, problems: names.map((name) => `${prefix}${name} ${FIELDS[name][1]}`) };
  }
  const live = liveSettings(parsed.data);
  return { live, problems: contradictions(parsed.data, live).map((problem) => `${prefix}${problem}`) };
}

function liveSettings(given: Given): LiveSourceSettings {
  const { TOKEN_URL: tokenUrl, CLIENT_ID: id } = given;
  return {
    kind: given.URL.startsWith('http') ? 'HTTP' : 'POSTGRES',
    url: given.URL.replace(/\/+$/, ''),
    timeoutMs: given.TIMEOUT_MS,
    retries: given.RETRIES,
    concurrency: given.CONCURRENCY,
    answerBytes: given.ANSWER_BYTES,
    pauseMs: given.PAUSE_MS,
    staleHours: given.STALE_HOURS,
    ...(tokenUrl && id
      ? { client: { tokenUrl, id, secret: given.CLIENT_SECRET, keyFile: given.CLIENT_KEY, scope: given.SCOPE } }
      : {}),
    tls: { certFile: given.TLS_CERT, keyFile: given.TLS_KEY, caFile: given.TLS_CA },
  };
}

/** What does not go together. An API over the network is never asked without saying who asks. */
function contradictions(given: Given, { kind, client, tls }: LiveSourceSettings): string[] {
  const problems: string[] = [];
  const asksForToken = [given.TOKEN_URL, given.CLIENT_ID, given.CLIENT_SECRET, given.CLIENT_KEY].some(Boolean);
  if (asksForToken && !client) problems.push('TOKEN_URL and CLIENT_ID must be given together');
  if (client && !client.secret === !client.keyFile)
    problems.push('CLIENT_KEY or CLIENT_SECRET must be given, and not both');
  if (!tls.certFile !== !tls.keyFile) problems.push('TLS_CERT and TLS_KEY must be given together');
  if (kind === 'HTTP' && given.URL.startsWith('https:') && !client && !tls.certFile) {
    problems.push(
      'URL needs client credentials (TOKEN_URL, CLIENT_ID, CLIENT_KEY) or a certificate (TLS_CERT, TLS_KEY)',
    );
  }
  if (kind === 'POSTGRES' && (asksForToken || tls.certFile))
    problems.push('URL is a database: it takes no token and no TLS_CERT');
  if (kind === 'POSTGRES' && tls.caFile && !isVerified(given.URL))
    problems.push('TLS_CA needs sslmode=verify-full in URL: nothing is verified without it');
  return problems;
}

/** Only a connection within this machine may be in clear. No login stands in the address of an API. */
function isAddress(value: string, protocols: RegExp): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, search, hash, username } = new URL(value);
  if (!protocols.test(protocol)) return false;
  if (!protocol.startsWith('http')) return LOOPBACK.has(hostname) || isVerified(value);
  return (protocol === 'https:' || LOOPBACK.has(hostname)) && !search && !hash && !username;
}

/** Whether the address of a database asks for TLS with a certificate that is trusted and for this host; once, so that nothing unsays it. */
function isVerified(url: string): boolean {
  const modes = new URL(url).searchParams.getAll('sslmode');
  return modes.length === 1 && modes[0] === 'verify-full';
}
