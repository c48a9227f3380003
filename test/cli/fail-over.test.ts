import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { publicKeysOf } from '../../src/audit/chain.js';
import { verifyChain } from '../../src/audit/verify-chain.js';
import { openPurposes, readPolicy } from '../../src/cli/policy-file.js';
import { type Database, openDatabase } from '../../src/database/database.js';
import { issueDemoToken } from '../../src/identity/demo-issuer.js';
import { testConfig } from '../support/config.js';
import { fillWorld } from '../support/fill-world.js';
import { againstLogs, isAnswer, type Load, type Outcome, startLoad, tally } from '../support/load.js';
import { copyOf, newPostgres, type PostgresServer } from '../support/postgres-server.js';
import { type ServerProcess, startServerProcess } from '../support/server-process.js';

const CALLERS = 6;
const QUERY = '{ cases(first: 5) { totalCount edges { node { id status person { vNumber } } } } }';
const PURPOSE = 'CASE_COORDINATION';
/** What a caller may be told while there is no primary, and nothing else. */
const EXPLAINED = /^(200|(200|503) (LOG_UNAVAILABLE|UNAVAILABLE|SOURCE_UNAVAILABLE)( SOURCE_UNAVAILABLE)*)$/;

/** What the operator reads behind that. */
const DATABASE_GONE =
  /^"failure":\[("GraphQLError",)?"\w*Error (ECONNREFUSED|ECONNRESET|EPIPE|CONNECTION_(CLOSED|ENDED|DESTROYED)|57P0[1-3])"\]$/;

let one: PostgresServer;
let two: PostgresServer;
let folder: string;
let database: Database;
let servers: ServerProcess[] = [];
let load: Load;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ketenzicht-fail-over-'));
  one = await newPostgres();
  await fillWorld(one.url);
  two = await copyOf(one, 'STANDBY');
  await commitOnBoth();
  servers = await Promise.all([start(), start()]);
  database = await openDatabase(testConfig({ databaseUrl: bothAddresses() }));
  const asked = { organisation: 'amsterdam', purpose: PURPOSE } as const;
  const token = await issueDemoToken(testConfig({ dataFolder: folder }), openPurposes(await readPolicy()), asked);
  const urls = servers.map(({ url }) => url);
  load = startLoad({ urls: () => urls, token, purpose: PURPOSE, query: QUERY, callers: CALLERS });
}, 120_000);
afterAll(async () => {
  await load?.stop();
  await Promise.all(servers.map((server) => server.kill()));
  await database?.close();
  await Promise.all([one, two].map((server) => server?.remove()));
  await rm(folder, { recursive: true });
}, 60_000);

const start = () => startServerProcess(bothAddresses(), folder);

/** As an operator writes it: both servers, whichever is the primary. */
function bothAddresses(): string {
  return `${one.url.replace(/\/postgres$/, '')},127.0.0.1:${two.port}/postgres?target_session_attrs=read-write`;
}

/** An answer that lacks what a source has, and says so. */
const isPart = (outcome: Outcome) =>
  outcome.kind === 'ANSWERED' && outcome.codes.length > 0 && !['null', undefined].includes(outcome.data);

async function on({ url }: PostgresServer, statements: readonly string[]): Promise<void> {
  const { admin, close } = await openDatabase(testConfig({ databaseUrl: url }));
  for (const statement of statements) await admin.unsafe(statement);
  await close();
}

/** No commit is told before the standby has it too. */
const commitOnBoth = () =>
  on(one, [`alter system set synchronous_standby_names = 'standby'`, 'select pg_reload_conf()']);

it('nothing is done on a standby, and a start on standbys alone says so', async () => {
  const databaseUrl = `${two.url}?target_session_attrs=primary`;
  await expect(openDatabase(testConfig({ databaseUrl }))).rejects.toThrow(/^DATABASE_URL .*standbys.*\(NO_PRIMARY\)/);
});

it('loses and confuses nothing when the primary dies and the standby takes over', async () => {
  await load.answered(100);
  await one.kill();
  const since = performance.now();
  await refused();
  await on(two, ['select pg_promote()']);
  const promoted = performance.now();
  await load.answered(1);
  const back = performance.now();
  await load.answered(100);
  await Promise.all(servers.map((server) => server.says('ready', 200)));
  await Promise.all(servers.map((server) => server.wrote(/"level":"warn".*another server is the primary/)));
  const seconds = (from: number, to: number) => ((to - from) / 1000).toFixed(2);
  process.stdout.write(
    `fail-over: ${seconds(since, back)} s without service, ${seconds(promoted, back)} s of them after the promotion\n`,
  );
}, 60_000);

/** Settles when somebody was refused. */
async function refused(): Promise<void> {
  while (load.outcomes.every(isAnswer)) await servers[0]?.says('live', 200);
}

it('goes to no primary of before that comes back by itself', async () => {
  await one.start();
  await database.admin`select count(pg_terminate_backend(pid)) from pg_stat_activity
    where application_name = 'ketenzicht' and pid <> pg_backend_pid()`.catch(() => undefined);
  await load.answered(200);
  const sql = (await openDatabase(testConfig({ databaseUrl: one.url }))).admin;
  const [sessions] = await sql`select count(*)::int as of_ours from pg_stat_activity
    where application_name = 'ketenzicht' and usename like 'ketenzicht%'`;
  await sql.end();
  expect(sessions).toEqual({ of_ours: 0 });
}, 60_000);

it('has every answer in both logs of the new primary, and one whole chain', async () => {
  const outcomes = await load.stop();
  const counted = tally(outcomes);
  process.stdout.write(`fail-over: ${JSON.stringify(counted)}\n`);
  const ended = servers.filter(({ process }) => process.exitCode !== null);
  expect(ended.map((server) => server.said())).toEqual([]);
  const failures = servers.flatMap((server) => server.said().match(/"failure":\[[^\]]*\]/g) ?? []);
  expect([...new Set(failures)].filter((failure) => !DATABASE_GONE.test(failure))).toEqual([]);
  expect(Object.keys(counted).filter((name) => !EXPLAINED.test(name))).toEqual([]);
  expect(new Set(outcomes.filter(isAnswer).map(({ data }) => data)).size).toBe(1);
  const { unlogged, lost: logged } = await againstLogs(database.admin, outcomes);
  expect(unlogged).toEqual([]);
  expect(outcomes.filter((outcome) => isPart(outcome) && !logged.includes(outcome))).toEqual([]);
  expect(await verifyChain(database.log, { publicKeys: publicKeysOf(testConfig()) })).toMatchObject({ findings: [] });
}, 60_000);
