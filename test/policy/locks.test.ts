import { describe, expect, test } from '@jest/globals';
import { GATEWAY_ROLE, roleName } from '../../src/policy/role-name.js';
import { allParts } from '../../src/sources/index.js';
import { TABLES } from './guarded-rows.js';
import { initialPolicy } from './initial-policy.js';
import { organisationsOf } from './locks/asker.js';
import { type CatalogueColumn, catalogueColumns } from './locks/catalogue.js';
import { type Comparison, compareLocks } from './locks/compare.js';
import { guardFaults } from './locks/guards.js';
import { locksDatabase } from './locks/locks-database.js';
import { AGENCY_SCHEMAS, readWhole } from './locks/open-tables.js';
import { permissionOf, READABLE } from './locks/oracle.js';
import { readWorld, rowsOf, type World } from './locks/world.js';

const VIEWS = initialPolicy.columns.map(({ view }) => view);

interface Examined extends Comparison {
  readonly catalogue: readonly CatalogueColumn[];
  readonly world: World;
  readonly faults: readonly string[];
}

/** Before the tests, so that their names can say the numbers. */
const examined = await examine();

async function examine(): Promise<Examined> {
  const opened = await locksDatabase();
  try {
    const { admin } = opened.database;
    const catalogue = await catalogueColumns(admin);
    return {
      ...(await compareLocks(opened.database, VIEWS)),
      catalogue,
      world: await readWorld(admin, catalogue, READABLE),
      faults: await guardFaults(admin, [GATEWAY_ROLE, ...VIEWS.map(roleName)]),
    };
  } finally {
    await opened.close();
  }
}

const { views, columns, permitted, denied, differences, catalogue, world, faults } = examined;
const isOfAgency = (table: string) => AGENCY_SCHEMAS.includes(table.split('.')[0] ?? '');
const isReadModel = (table: string) => table.endsWith('.read_model');
const askerOf = (view: (typeof VIEWS)[number]) => ({ view, organisation: organisationsOf(view)[0] ?? null });

describe('what a view denies the database denies, and what it permits the database permits', () => {
  test.each(VIEWS)('%s reads of each column of each table the rows that the policy says, or is refused', (view) => {
    expect(differences.filter((one) => one.view === view)).toEqual([]);
  });

  test(`${views} views × ${columns} columns: ${permitted} are read as promised, ${denied} are refused (42501)`, () => {
    const promised = VIEWS.map((view) =>
      catalogue.filter(({ table, column }) => permissionOf(askerOf(view), table)?.columns.includes(column)),
    );
    expect([views, columns]).toEqual([VIEWS.length, catalogue.length]);
    expect(permitted).toBe(promised.flat().length);
    expect(permitted + denied).toBe(views * columns);
  });

  test('and rows were there to see, and others to keep back, of each table that a view may read', () => {
    const dull = VIEWS.flatMap((view) =>
      TABLES.flatMap(({ schema, table }) => {
        const permission = permissionOf(askerOf(view), `${schema}.${table}`);
        const rows = rowsOf(world, `${schema}.${table}`);
        const shown = rows.filter((row) => permission?.shows(row, world)).length;
        return !permission || (shown > 0 && shown < rows.length) ? [] : [`${view} ${schema}.${table}`];
      }),
    );
    expect(dull).toEqual([]);
  });

  test('and row-level security stands everywhere, with one policy a reader; nobody may do more than read', () => {
    expect(faults).toEqual([]);
  });
});

describe('every table that the database has', () => {
  test("of an agency's schema is described, with every column: nothing lies there that no category covers", () => {
    const described = allParts.flatMap((part) =>
      part.columns.map((column) => `${part.schema}.${part.table}.${column}`),
    );
    const there = catalogue.filter(({ table }) => isOfAgency(table) && !isReadModel(table));
    expect(there.map(({ table, column }) => `${table}.${column}`).sort()).toEqual(described.sort());
  });

  test('of an agency’s schema is repeated by case where some view reads it whole, and where none does it is not', () => {
    const repeated = AGENCY_SCHEMAS.flatMap((schema) => {
      const tables = new Set(VIEWS.flatMap((view) => readWhole(view, schema)));
      return ['case_id', 'made_as', ...tables].map((column) => `${schema}.read_model.${column}`);
    });
    const there = catalogue.filter(({ table }) => isOfAgency(table) && isReadModel(table));
    expect(there.map(({ table, column }) => `${table}.${column}`).sort()).toEqual(repeated.sort());
    expect(repeated).not.toEqual(expect.arrayContaining(['shelter.read_model.place']));
  });

  test('is one that views read nothing of, unless a category covers it or it is named as open', () => {
    const tables = [...new Set(catalogue.map(({ table }) => table))];
    const closed = tables.filter((table) => VIEWS.every((view) => !permissionOf(askerOf(view), table)));
    expect(tables.filter((table) => !closed.includes(table)).sort()).toEqual([...READABLE].sort());
    expect(closed).toEqual(
      expect.arrayContaining(['app.case_key', 'app.record', 'app.quarantine', 'app.delivery_chunk']),
    );
  });
});
