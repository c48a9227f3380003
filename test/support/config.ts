import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, ConfigError, type Organisation } from '../../src/config.js';
import { PARTNER_KINDS } from '../../src/model/principal.js';

/** The tests ask of people who do not exist much more often than anybody should. */
const NO_MISS_LIMIT = Object.fromEntries(PARTNER_KINDS.map((kind) => [kind, 0])) as Config['guards']['misses'];
const ORGANISATIONS = new URL('../../src/organisations.json', import.meta.url);

/** What an operation may be, as when no setting says. */
const OPERATIONS: Config['operations'] = {
  tokens: 10_000,
  standard: {
    depth: 16,
    width: 100,
    rootFields: 20,
    selections: 2_000,
    aliases: 50,
    directives: 50,
    cost: 400_000,
    documents: 'any',
  },
  overrides: { partnerKinds: {}, organisations: {}, clients: {} },
  introspection: true,
};

/** A configuration for tests, in demo mode; nothing of it comes from the environment. */
export function testConfig(overrides: Partial<Config> = {}): Config {
  return {
    // A folder of this run: one that all share would belong to whoever ran the tests first.
    dataFolder: join(process.env.KETENZICHT_TEST_FOLDER ?? tmpdir(), 'data'),
    host: '127.0.0.1',
    port: 0,
    healthHost: '127.0.0.1',
    healthPort: 0,
    // One secret for all tests: the gateway role and its password belong to the whole server.
    secret: Buffer.from('a secret that only the tests of this project use'),
    oldSecrets: [],
    demo: true,
    logKeys: [{ id: 'test', key: Buffer.from('a key that only the tests of this project use') }],
    audience: 'ketenzicht',
    organisations: JSON.parse(readFileSync(ORGANISATIONS, 'utf8')) as Organisation[],
    sources: {},
    explorer: true,
    pages: true,
    deliveries: { bytes: 1_000_000_000, closePercent: 10 },
    guards: { ratePerClient: 0, ratePerOrganisation: 0, misses: NO_MISS_LIMIT, requestTimeoutMs: 30_000 },
    limits: {
      bodyBytes: 1_000_000,
      statementTimeoutMs: 5_000,
      pageSize: 200,
      subscriptions: 300,
      subscriptionsEach: 100,
    },
    stop: { delayMs: 0, withinMs: 20_000 },
    telemetry: { logLevel: 'warn' },
    operations: OPERATIONS,
    ...overrides,
  };
}

/** As many fields at the top, and as dear ones, as a test wants to ask. */
export function manyFields(): Config['operations'] {
  return { ...OPERATIONS, standard: { ...OPERATIONS.standard, rootFields: 100, cost: 1_000_000 } };
}

/** What is said of settings that cannot be used. @param read reads them @throws Error when they are taken */
export function refusalOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('it was accepted');
}
