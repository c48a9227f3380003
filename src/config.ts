import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import {
  type CertificateSettings,
  certificateSettings,
  certificatesOf,
  EXPECTED_OF_CERTIFICATES,
} from './model/certificate-settings.js';
import { ConfigError, codeOf } from './model/config-error.js';
import { CALLER_SETTINGS, type ConnectionSettings, readConnectionSettings } from './model/connection-settings.js';
import { EXPECTED_OF_DATA_FOLDER, keptSecret, openFolder } from './model/data-folder.js';
import { databaseSettings, EXPECTED_OF_DATABASE } from './model/database-settings.js';
import { type DeliverySettings, deliverySettings, EXPECTED_OF_DELIVERIES } from './model/delivery-settings.js';
import {
  EXPECTED_OF_GUARDS,
  type GuardSettings,
  guardSettings,
  guardsOf,
  standardGuards,
} from './model/guard-settings.js';
import { EXPECTED_OF_LIMITS, type LimitSettings, limitSettings, limitsOf } from './model/limit-settings.js';
import { EXPECTED_OF_LOGIN, type LoginSettings, loginSettings, pagesOf } from './model/login-settings.js';
import { EXPECTED_OF_OIDC, type OidcConfig, oidcSettings, provableOidc } from './model/oidc-settings.js';
import {
  EXPECTED_OF_OPERATIONS,
  limitOverrides,
  NO_OVERRIDES,
  type OperationSettings,
  operationSettings,
  operationsOf,
} from './model/operation-settings.js';
import { type Organisation, organisationList } from './model/organisation-list.js';
import {
  EXPECTED_OF_SECRETS,
  type LogKey,
  type SecretSettings,
  secretSettings,
  secretsOf,
} from './model/secret-settings.js';
import { type SettingsInForce, settingsInForce, withoutSecrets } from './model/settings-in-force.js';
import { readSourceSettings, type SourceSettings, sourceValues } from './model/source-settings.js';
import { EXPECTED_OF_STOP, type StopSettings, stopOf, stopSettings } from './model/stop-settings.js';
import {
  EXPECTED_OF_TELEMETRY,
  type TelemetrySettings,
  telemetryOf,
  telemetrySettings,
} from './model/telemetry-settings.js';
import { wholeNumber } from './model/whole-number.js';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const ORGANISATIONS = fileURLToPath(new URL('organisations.json', import.meta.url));

export type { LogKey, OidcConfig, Organisation };
export { ConfigError, keptSecret };

/** Every setting, read once and typed. */
export interface Config extends SecretSettings {
  /** The owner's connection. Absent: the embedded PostgreSQL. */
  readonly databaseUrl?: string;
  /** Connection of the gateway's login, and where the views' logins connect. Absent: that of `databaseUrl`. */
  readonly databaseGatewayUrl?: string;
  /** The login of the logs. Absent: derived from `databaseUrl` and the secret. */
  readonly databaseLogUrl?: string;
  /** Absolute. What the process keeps: the secret, the embedded database, the demo's keys. */
  readonly dataFolder: string;
  readonly host: string;
  readonly port: number;
  /** Address and port of the health checks, apart from what callers reach. Port 0: any free one. */
  readonly healthHost: string;
  readonly healthPort: number;
  /** True without `OIDC_ISSUER`: tokens come from the demo's own issuer. */
  readonly demo: boolean;
  /** Where the processing log is sent over OTLP (HTTP), such as `https://collector/v1/traces`. Absent: nowhere. */
  readonly otlpUrl?: string;
  readonly oidc?: OidcConfig;
  /** Where certificates of clients come from. Absent: from nowhere, and tokens bound to one are refused. */
  readonly certificates?: CertificateSettings;
  /** The audience that a token must name. */
  readonly audience: string;
  readonly organisations: readonly Organisation[];
  /** The agencies whose own systems are read; the others are hosted. */
  readonly sources: SourceSettings;
  /** Whether the explorer page is served. */
  readonly explorer: boolean;
  /** Whether the other pages are served. */
  readonly pages: boolean;
  /** The address of this server as browsers see it, such as `https://ketenzicht.example`. Absent: as it is asked. */
  readonly publicUrl?: string;
  /** How people log in. Absent: nobody can. */
  readonly login?: LoginSettings;
  readonly deliveries: DeliverySettings;
  readonly limits: LimitSettings;
  readonly stop: StopSettings;
  readonly telemetry: TelemetrySettings;
  readonly guards: GuardSettings;
  readonly operations: OperationSettings;
}

const url = (protocol: RegExp) => z.url({ protocol }).optional();

const settings = z.object({
  ...databaseSettings,
  KETENZICHT_DATA_FOLDER: z.string().min(1).default(join(PROJECT, '.ketenzicht')),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: wholeNumber(0, 65_535, 4000),
  HEALTH_HOST: z.string().min(1).default('127.0.0.1'),
  HEALTH_PORT: wholeNumber(0, 65_535, 4001),
  ...secretSettings,
  KETENZICHT_OTLP_URL: url(/^https?$/),
  KETENZICHT_ORGANISATIONS: z.string().min(1).optional(),
  KETENZICHT_EXPLORER: z.enum(['true', 'false']).optional(),
  ...limitSettings,
  ...stopSettings,
  ...telemetrySettings,
  ...guardSettings,
  ...operationSettings,
  ...deliverySettings,
  ...loginSettings,
  ...oidcSettings,
  ...certificateSettings,
});

type Settings = z.infer<typeof settings>;

const EXPECTED: Record<keyof Settings, string> = {
  ...EXPECTED_OF_DATABASE,
  KETENZICHT_DATA_FOLDER: EXPECTED_OF_DATA_FOLDER,
  HOST: 'must be an address to listen on, such as 127.0.0.1',
  PORT: 'must be a port number from 0 to 65535',
  HEALTH_HOST: 'must be an address to listen on, such as 127.0.0.1',
  HEALTH_PORT: 'must be a port number from 0 to 65535',
  ...EXPECTED_OF_SECRETS,
  KETENZICHT_OTLP_URL:
    'must be the URL of an OTLP collector for traces over HTTP, such as https://<host>:4318/v1/traces',
  KETENZICHT_ORGANISATIONS: 'must be the path of a JSON file like src/organisations.json',
  KETENZICHT_EXPLORER: 'must be true or false',
  ...EXPECTED_OF_LIMITS,
  ...EXPECTED_OF_STOP,
  ...EXPECTED_OF_TELEMETRY,
  ...EXPECTED_OF_GUARDS,
  ...EXPECTED_OF_OPERATIONS,
  ...EXPECTED_OF_DELIVERIES,
  ...EXPECTED_OF_LOGIN,
  ...EXPECTED_OF_OIDC,
  ...EXPECTED_OF_CERTIFICATES,
};

/**
 * Reads every setting once. Nothing set is a working set-up: the demo, on loopback, with its own database.
 * Makes the data folder and the secret in it when they are not there.
 * @throws ConfigError that names the setting and what it must be
 */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const given = parseSettings(env);
  const dataFolder = openFolder(resolve(given.KETENZICHT_DATA_FOLDER));
  const demo = given.OIDC_ISSUER === undefined;
  const [pages, certificates] = [fitting(pagesOf(given, demo)), fitting(certificatesOf(given))];
  return {
    databaseUrl: given.DATABASE_URL,
    databaseGatewayUrl: given.DATABASE_GATEWAY_URL,
    databaseLogUrl: given.DATABASE_LOG_URL,
    dataFolder,
    host: given.HOST,
    port: given.PORT,
    healthHost: given.HEALTH_HOST,
    healthPort: given.HEALTH_PORT,
    ...secretsOf(given, given.KETENZICHT_SECRET ?? keptSecret(join(dataFolder, 'secret'))),
    otlpUrl: given.KETENZICHT_OTLP_URL,
    demo,
    ...fitting(provableOidc(given, Boolean(pages.publicUrl ?? certificates.certificates))),
    ...certificates,
    audience: given.OIDC_AUDIENCE,
    organisations: readOrganisations(given.KETENZICHT_ORGANISATIONS),
    sources: sourcesOf(env),
    explorer: given.KETENZICHT_EXPLORER ? given.KETENZICHT_EXPLORER === 'true' : demo,
    ...pages,
    deliveries: {
      bytes: given.KETENZICHT_DELIVERY_BYTES,
      closePercent: given.KETENZICHT_SNAPSHOT_CLOSE_PERCENT,
    },
    limits: limitsOf(given),
    stop: stopOf(given),
    telemetry: telemetryOf(given, demo),
    guards: guardsOf(given, demo),
    operations: fitting(operationsOf(given, readLimits(given.KETENZICHT_LIMITS), demo)),
  };
}

/**
 * Every setting as it may be shown, checked as a start checks it. Makes nothing, not even the secret.
 * @throws ConfigError that names the setting and what it must be
 */
export function readSettings(
  env: Record<string, string | undefined> = process.env,
): SettingsInForce & Pick<Config, 'demo' | 'host'> {
  const given = parseSettings(env);
  const demo = given.OIDC_ISSUER === undefined;
  const { pages } = fitting(pagesOf(given, demo));
  fitting(operationsOf(given, readLimits(given.KETENZICHT_LIMITS), demo));
  readOrganisations(given.KETENZICHT_ORGANISATIONS);
  sourcesOf(env);
  const guards = standardGuards(demo);
  const secret = join(resolve(given.KETENZICHT_DATA_FOLDER), 'secret');
  const database =
    given.DATABASE_URL && `as DATABASE_URL, with a login of its own: ${withoutSecrets(given.DATABASE_URL)}`;
  const derived = {
    DATABASE_URL: 'the embedded PostgreSQL, in the data folder',
    DATABASE_GATEWAY_URL: database ?? 'the embedded PostgreSQL',
    DATABASE_LOG_URL: database ?? 'the embedded PostgreSQL',
    KETENZICHT_SECRET: existsSync(secret) ? `kept in ${secret}` : `made at the first start, in ${secret}`,
    KETENZICHT_LOG_KEYS: 'derived from the secret',
    KETENZICHT_ORGANISATIONS: ORGANISATIONS,
    KETENZICHT_EXPLORER: String(demo),
    KETENZICHT_PAGES: String(pages),
    KETENZICHT_RATE_PER_CLIENT: String(guards.ratePerClient),
    KETENZICHT_RATE_PER_ORGANISATION: String(guards.ratePerOrganisation),
    KETENZICHT_MISSES: guards.misses,
  };
  const names = Object.fromEntries(settingNames().map((name) => [name, undefined]));
  const values = { ...names, ...given, ...sourceValues(env) };
  return { ...settingsInForce({ values, env, derived, others: CALLER_SETTINGS }), demo, host: given.HOST };
}

/** The names of the server's settings, but for those of the agencies. */
export function settingNames(): readonly string[] {
  return Object.keys(settings.shape);
}

/** What `ketenzicht` needs to ask a server of somebody else: nothing is made on this machine for it. */
export interface CallerConfig {
  readonly connection: ConnectionSettings;
  readonly organisations: readonly Organisation[];
}

/** Reads the settings of a caller. @throws ConfigError that names the setting and what it must be */
export function readCallerConfig(env: Record<string, string | undefined> = process.env): CallerConfig {
  return { connection: readConnectionSettings(env), organisations: readOrganisations(env.KETENZICHT_ORGANISATIONS) };
}

function parseSettings(env: Record<string, string | undefined>): Settings {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = settings.safeParse(present);
  if (parsed.success) return parsed.data;
  const names = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0]) as keyof Settings))];
  throw new ConfigError(names.map((name) => `${name} ${EXPECTED[name]}`).join('\n'));
}

/** @throws ConfigError that names the setting which does not fit the others */
function fitting<Fitting extends object>(settled: Fitting | keyof Settings): Fitting {
  if (typeof settled === 'object') return settled;
  throw new ConfigError(`${settled} ${EXPECTED[settled]}`);
}

function sourcesOf(env: Record<string, string | undefined>): SourceSettings {
  const { sources, problems } = readSourceSettings(env);
  if (problems.length > 0) throw new ConfigError(problems.join('\n'));
  return sources;
}

function readOrganisations(given: string | undefined): Organisation[] {
  const path = given ?? ORGANISATIONS;
  return readFileOf('KETENZICHT_ORGANISATIONS', path, organisationList);
}

function readLimits(given: string | undefined) {
  return given === undefined ? NO_OVERRIDES : readFileOf('KETENZICHT_LIMITS', given, limitOverrides);
}

/** What a setting's JSON file holds. @throws ConfigError that names the setting, the file and the place in it */
function readFileOf<Content>(setting: keyof Settings, given: string, schema: z.ZodType<Content>): Content {
  const path = resolve(given);
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new ConfigError(`${setting} ${EXPECTED[setting]}: ${path} (${codeOf(error) ?? 'not JSON'})`);
  }
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new ConfigError(`${setting}: ${path}, at ${issue?.path.join('.') || 'the list'}: ${issue?.message}`);
}
