import { expect, test } from '@jest/globals';
import { sourceFiles } from './project-files.js';
import { outlivingTexts, roleSetters, rolesOfSnapshots } from './role-setting.js';

/**
 * No role of a partner is ever set: each is a login of its own, and PostgreSQL refuses it any other role. What is left
 * are the owner's ways to do less than it may; another place is a decision to be reviewed.
 */
const PLACES: Readonly<Record<string, string>> = {
  'src/policy/database-roles.ts': 'takes from our roles the defaults that somebody gave them, a role among them',
  'src/delivery/as-delivery.ts': 'the owner stores deliveries, with no more right than that takes',
  'src/audit/logged-change.ts': 'the owner makes a change that somebody asked for, with no more right than it takes',
  'src/statistics/facts/refresh.ts': 'the owner refreshes the facts, with no more right than counting takes',
  'src/audit/access-log.ts': "the owner adds a change's lines to the logs, in the transaction of the change",
};

const files = sourceFiles('src');

test('a role is set in the places named here and nowhere else, once in each', () => {
  const found = files.flatMap((file) => roleSetters(file).map(() => file.path));
  expect(found.sort()).toEqual(Object.keys(PLACES).sort());
});

/** Where a connection is made under the login of a view. */
const LOGGING_IN: Readonly<Record<string, string>> = {
  'src/database/snapshot.ts': 'chooses the login for a caller',
  'src/database/single-read.ts': 'likewise, for a read that is one statement',
  'src/database/login-check.ts': 'tries the login that everybody has, and reads nothing',
  'src/cli/bench/floor.ts': 'the floor that the bench measures against; serves nobody, on a database of its own',
  'src/cli/bench/peer-server.ts': 'tells a peer of the bench the login that it is measured under, on the same database',
  'src/cli/bench/statistics-bench.ts': 'the same SQL by hand, measured beside a statistic; serves nobody',
};

test('a connection under the login of a view is made in the places named here and nowhere else', () => {
  const found = files.filter(({ text }) => /\bviews\.(take|optionsOf)\(/.test(text)).map(({ path }) => path);
  expect(found.sort()).toEqual(Object.keys(LOGGING_IN).sort());
});

test('a snapshot takes its login from the view, or is that of the keys, and takes it from nothing else', () => {
  const found = files.flatMap((file) => rolesOfSnapshots(file).map((role) => [file.path, role]));
  expect(found).toEqual([
    ['src/graph/open-graph.ts', 'roleName'],
    ['src/graph/open-graph.ts', 'roleName'],
    ['src/graph/open-graph.ts', 'KEYS_ROLE'],
  ]);
});

test('no statement outlives its snapshot, and none asks for plans, which tell of rows that nobody was given', () => {
  const found = files.filter(({ path }) => !path.startsWith('src/cli/bench/')).flatMap(outlivingTexts);
  expect(found).toEqual([]);
});

/** `<name>` is where a template fills something in. */
const written = (text: string) => text.replaceAll('<', '\u0024{').replaceAll('>', '}');

const SETTERS = [
  'sql`set role x`',
  "sql.unsafe('SET LOCAL ROLE ' + name)",
  '`set session role <name>`',
  '`set local "role" to x`',
  `"select set_config('role', $1, true)"`,
  "`select set_config('app.x', '1', true), set_config('role', <name>, true)`",
  '`select set_config(<setting>, $1, true)`',
  "'select set_config($1, $2, true)'",
  "'set session ' + 'authorization x'",
  "'alter role x set app.organisation = y'",
  "'update pg_settings set setting = 1'",
  "'postgres://host/db?options=-c%20role%3Dx'",
  "'-c role=x'",
];

test.each(SETTERS)('%s is seen as setting a role', (text) => {
  expect(roleSetters({ path: 'src/x.ts', text: `export const x = ${written(text)};` })).toHaveLength(1);
});

const OTHERS = [
  "`select set_config('app.organisation', $1, true)`",
  '`alter role <name> login noinherit`',
  '`grant x to y with inherit false, set true`',
  "'sets the role of a view'",
  "'The role is not set.'",
];

test.each(OTHERS)('%s is not', (text) => {
  expect(roleSetters({ path: 'src/x.ts', text: `// set role x\nexport const x = ${written(text)};` })).toEqual([]);
});

const LASTING = [
  "'declare c cursor with hold for select 1'",
  "`select set_config('app.x', 'y', false)`",
  "'explain select 1'",
];

test.each(LASTING)('%s is seen as outliving, or telling more than, its snapshot', (text) => {
  expect(outlivingTexts({ path: 'src/x.ts', text: `export const x = ${written(text)};` })).toHaveLength(1);
});
