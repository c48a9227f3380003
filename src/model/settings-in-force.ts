/** Where the value of a setting is from: said by the operator, the standard one, worked out from others, or none at all. */
export type SettingOrigin = 'SET' | 'STANDARD' | 'DERIVED' | 'NOT_SET';

/** One setting, as it may be shown to anybody who runs the service. */
export interface SettingInForce {
  readonly name: string;
  /** Of what could give a right away only that it is set; of an address neither password nor parameters. */
  readonly value: string | number | null;
  readonly origin: SettingOrigin;
}

/** Every setting in force, and names that look like settings and are none. */
export interface SettingsInForce {
  readonly settings: readonly SettingInForce[];
  readonly unknown: readonly string[];
}

/** Settings whose text may be shown as it is: addresses to listen on, names, paths of files. */
const PLAIN = new Set([
  'HOST',
  'HEALTH_HOST',
  'KETENZICHT_DATA_FOLDER',
  'KETENZICHT_ORGANISATIONS',
  'KETENZICHT_EXPLORER',
  'KETENZICHT_PAGES',
  'OIDC_AUDIENCE',
  'OIDC_ORGANISATION_CLAIM',
  'OIDC_PURPOSES_CLAIM',
  'OIDC_CLIENT_CLAIM',
  'OIDC_OFFICER_CLAIM',
  'OIDC_LOGIN_CLIENT_ID',
  'OIDC_LOGIN_CLIENT_KEY',
]);
/** Settings that are an address: shown without password, parameters and fragment. */
const ADDRESSES = new Set([
  'DATABASE_URL',
  'DATABASE_GATEWAY_URL',
  'DATABASE_LOG_URL',
  'KETENZICHT_OTLP_URL',
  'KETENZICHT_PUBLIC_URL',
  'OIDC_ISSUER',
  'OIDC_JWKS_URI',
]);
const PLAIN_OF_SOURCE = /^SOURCES_[A-Z]+_(CLIENT_ID|CLIENT_KEY|SCOPE|TLS_CERT|TLS_KEY|TLS_CA)$/;
const ADDRESS_OF_SOURCE = /^SOURCES_[A-Z]+_(URL|TOKEN_URL)$/;

/** What is known of the settings. */
export interface KnownSettings {
  /** Names and values of all, parsed; undefined for those that are not set and have no standard. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What those that are not set are worked out to be; words, never a secret. */
  readonly derived: Readonly<Record<string, string>>;
  /** Names that other commands read. */
  readonly others: readonly string[];
}

/** The settings as they may be shown. What is not known to be harmless is told to be set, and no more. */
export function settingsInForce({ values, env, derived, others }: KnownSettings): SettingsInForce {
  const settings = Object.entries(values).map(([name, value]) => {
    if (env[name]) return { name, value: shown(name, value), origin: 'SET' } as const;
    if (derived[name] !== undefined) return { name, value: derived[name], origin: 'DERIVED' } as const;
    if (value === undefined) return { name, value: null, origin: 'NOT_SET' } as const;
    return { name, value: shown(name, value), origin: 'STANDARD' } as const;
  });
  const known = new Set([...Object.keys(values), ...others]);
  const ours = /^(KETENZICHT|OIDC|SOURCES|HEALTH)_/;
  const unknown = Object.keys(env).filter((name) => ours.test(name) && env[name] && !known.has(name));
  return { settings, unknown: unknown.sort() };
}

function shown(name: string, value: unknown): string | number {
  if (typeof value === 'number') return value;
  const text = String(value);
  if (PLAIN.has(name) || PLAIN_OF_SOURCE.test(name)) return text;
  if (ADDRESSES.has(name) || ADDRESS_OF_SOURCE.test(name)) return withoutSecrets(text);
  return 'set';
}

/** An address without password, parameters and fragment. */
export function withoutSecrets(address: string): string {
  const parts = /^([a-z]+:\/\/)(?:([^/?#@:]*)(?::[^/?#]*)?@)?([^/?#@]*)([^?#@]*)/.exec(address);
  if (!parts) return 'set';
  const [, protocol = '', user, hosts = '', path = ''] = parts;
  return `${protocol}${user ? `${user}@` : ''}${hosts}${path}`;
}
