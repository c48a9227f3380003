import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type postgres from 'postgres';
import type { ViewKey } from '../../src/model/purpose.js';
import { roleName } from '../../src/policy/role-name.js';
import type { TestDatabase } from '../support/database.js';
import { initialPolicy } from './initial-policy.js';
import { asAsker, organisationsOf, outcomeOf } from './locks/asker.js';
import { byTable, type CatalogueColumn, catalogueColumns, quoted } from './locks/catalogue.js';
import { compareLocks } from './locks/compare.js';
import { BEYOND_TABLES, closedColumn, closedTable, largeObject, openTable } from './locks/doors.js';
import { locksDatabase } from './locks/locks-database.js';
import { hasCases } from './locks/open-tables.js';
import { permissionOf, READABLE } from './locks/oracle.js';
import { readWorld, rowsOf, type World } from './locks/world.js';

const VIEWS = initialPolicy.columns.map(({ view }) => view);
const DENIED = '42501';

/** What the owner has made beside the tables; none of it is granted to anybody. */
const OF_THE_OWNER = [
  "create function app.peep() returns bigint language sql security definer as 'select count(*) from app.case_key'",
  'create sequence app.numbers',
  'create view app.lookout as select bsn from shelter.person_bsn',
  'create materialized view app.copy as select bsn from shelter.person_bsn',
  'create view app.invoker with (security_invoker) as select v_number from app.case_key',
];

let opened: TestDatabase;
let tables: Map<string, CatalogueColumn[]>;
let world: World;
let large: string;
beforeAll(async () => {
  opened = await locksDatabase();
  const { admin } = opened.database;
  for (const statement of OF_THE_OWNER) await admin.unsafe(statement);
  // What a granted view shows is what its reader may read: this one changes nothing for anybody.
  await admin.unsafe(`grant select on app.invoker to ${VIEWS.map(roleName).join(', ')}`);
  const [made] = await admin.unsafe<{ oid: string }[]>(`select lo_from_bytea(0, 'a secret') as oid`);
  large = made?.oid ?? '';
  await admin.unsafe('analyze');
  const columns = (await catalogueColumns(admin)).filter(({ table }) => !/^app\.(lookout|copy|invoker)$/.test(table));
  tables = byTable(columns);
  world = await readWorld(admin, columns, READABLE);
});
afterAll(() => opened?.close());

const askerOf = (view: ViewKey) => ({ view, organisation: organisationsOf(view)[0] ?? null });

/** Every statement that is not refused with 42501. */
async function notRefused(view: ViewKey, statements: readonly string[]): Promise<string[]> {
  return asAsker(opened.database, askerOf(view), async (session) => {
    const outcomes = await Promise.all(statements.map((statement) => outcomeOf(session, statement)));
    return statements.flatMap((statement, place) =>
      outcomes[place] === DENIED ? [] : [`${statement}: ${outcomes[place]}`],
    );
  });
}

/** The tables with what the view may read of each. */
function tablesOf(view: ViewKey) {
  return [...tables].map(([table, columns]) => {
    const open = permissionOf(askerOf(view), table)?.columns ?? [];
    return {
      table: quoted(table),
      open: columns.filter(({ column }) => open.includes(column)).map(({ column }) => `"${column}"`),
      closed: columns.filter(({ column }) => !open.includes(column)).map(({ column }) => `"${column}"`),
    };
  });
}

describe.each(VIEWS)('%s is refused', (view) => {
  test('every way to a table of which it reads nothing, even to the number of its rows', async () => {
    const closed = tablesOf(view).filter(({ open }) => open.length === 0);
    const statements = closed.flatMap(({ table, closed: [column = ''] }) => closedTable(table, column));
    expect(await notRefused(view, statements)).toEqual([]);
    expect(statements.length).toBeGreaterThan(200);
  });

  test('every way to a column that it may not read, of a table of which it reads others', async () => {
    const mixed = tablesOf(view).filter(({ open, closed }) => open.length > 0 && closed.length > 0);
    const statements = mixed.flatMap(({ table, open, closed }) =>
      // What is kept as JSON has no order: what would need one is refused to everybody, before anything is looked at.
      closed.flatMap((column) => closedColumn(table, column, open[0] ?? '', !table.includes('read_model'))),
    );
    expect(await notRefused(view, statements)).toEqual([]);
    // Who administers grants reads what it reads whole.
    expect(statements.length > 20 || mixed.length === 0).toBe(true);
  });

  test('everything but reading, of the tables that it reads', async () => {
    const read = tablesOf(view).filter(({ open }) => open.length > 0);
    const statements = read.flatMap(({ table, open: [column = ''] }) => openTable(table, column));
    expect(await notRefused(view, statements)).toEqual([]);
  });

  test('the server, other roles, things of its own, and what the owner made and did not grant', async () => {
    expect(await notRefused(view, [...BEYOND_TABLES, ...largeObject(large)])).toEqual([]);
  });
});

describe('of the tables that a view reads', () => {
  test.each(VIEWS)('%s copies out, counts and reads whole only the rows in its right', async (view) => {
    await asAsker(opened.database, askerOf(view), async (session) => {
      for (const { table, open, closed } of tablesOf(view).filter(({ open }) => open.length > 0)) {
        const right = permissionOf(askerOf(view), table.replaceAll('"', ''));
        const rows = rowsOf(world, table.replaceAll('"', '')).filter((row) => right?.shows(row, world));
        // What the driver cannot take at once it may never take: of a read model, column by column.
        const copies = table.includes('read_model') ? open.map((column) => [column]) : [open];
        let copied: string[] = [];
        for (const columns of copies)
          copied = await linesOf(session, `copy ${table} (${columns.join(', ')}) to stdout`);
        const whole =
          closed.length > 0 ? rows.length : await outcomeOf(session, `select row_to_json(x) from ${table} x`);
        const [counted] = await session.unsafe<{ n: number }[]>(`select count(*)::int as n from ${table}`);
        expect([table, copied.length, whole, counted?.n]).toEqual([table, rows.length, rows.length, rows.length]);
      }
    });
  });

  test('no statistics are shown, which repeat values of rows that nobody showed', async () => {
    for (const view of VIEWS) {
      await asAsker(opened.database, askerOf(view), async (session) => {
        const seen = await session.unsafe<{ name: string }[]>(
          `select distinct schemaname || '.' || tablename as name from pg_stats
           where schemaname !~ '^pg_' and schemaname <> 'information_schema'`,
        );
        const names = seen.map(({ name }) => name).sort();
        expect(names).toEqual(hasCases(view) ? ['app.freshness', 'app.retention_term'] : ['app.freshness']);
        expect(await outcomeOf(session, 'select 1 from pg_stats_ext union all select 1 from pg_stats_ext_exprs')).toBe(
          0,
        );
      });
    }
  });

  test('row-level security cannot be switched off: the query is then refused', async () => {
    await asAsker(opened.database, askerOf('IND/RESIDENCE_DECISION'), async (session) => {
      await session.unsafe('set row_security = off');
      expect(await outcomeOf(session, 'select kind from ind.application')).toBe(DENIED);
    });
  });
});

test('and after all of that the locks are what they were', async () => {
  await opened.database.admin.unsafe('drop view app.lookout, app.invoker; drop materialized view app.copy');
  expect((await compareLocks(opened.database, VIEWS.slice(0, 3))).differences).toEqual([]);
});

async function linesOf(session: postgres.Sql, statement: string): Promise<string[]> {
  const stream = await session.unsafe(statement).readable();
  let copied = '';
  // Taken as it comes: the driver pauses its connection for a slow reader, and leaves it paused after the last of it.
  stream.on('data', (chunk) => {
    copied += String(chunk);
  });
  await once(stream, 'end');
  return copied.split('\n').slice(0, -1);
}
