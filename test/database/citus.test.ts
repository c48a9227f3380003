import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sourceFiles } from '../house/project-files.js';
import { type TestDatabase, testDatabase } from '../support/database.js';

const PAGE = readFileSync(new URL('../../src/database/CITUS.md', import.meta.url), 'utf8');
const rowsUnder = (heading: string) =>
  (PAGE.split(`## ${heading}`)[1]?.split('\n## ')[0] ?? '').match(/^\| `.*$/gm)?.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  ) ?? [];
const unquoted = (text: string) => [...text.matchAll(/`([^`]*)`/g)].map(([, word = '']) => word);

const TABLES = rowsUnder('Where each table would be').map(([name = '', where = '', keys = '']) => ({
  name: unquoted(name)[0] ?? '',
  where: where.split(' ')[0],
  column: unquoted(where)[0],
  keys: unquoted(keys).sort(),
}));
const FILES = rowsUnder('Which statements would cross shards').map(([file = '', kind = '']) => ({
  file: unquoted(file)[0] ?? '',
  kinds: kind.split(', '),
}));
const PLACED = TABLES.filter(({ where }) => where === 'placed').map(({ name }) => name);

let opened: TestDatabase;
beforeAll(async () => {
  opened = await testDatabase();
});
afterAll(() => opened?.close());

interface Known {
  readonly name: string;
  readonly columns: readonly string[];
  readonly keys: readonly (readonly string[])[];
  readonly policies: readonly string[];
}

/** Every table that there is, with its unique keys and its row policies. */
const catalogue = () => opened.database.admin<Known[]>`
  select n.nspname || '.' || c.relname as name,
    array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0) as columns,
    (select coalesce(json_agg((select json_agg(a.attname order by k.place) from unnest(i.indkey::int2[])
        with ordinality k (number, place) join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number)), '[]')
      from pg_index i where i.indrelid = c.oid and i.indisunique) as keys,
    array(select coalesce(pg_get_expr(p.polqual, p.polrelid), '') from pg_policy p where p.polrelid = c.oid) as policies
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'`;

describe('what is said of Citus is true of the schema', () => {
  it('every table has its place, once', async () => {
    expect(TABLES.map(({ name }) => name).sort()).toEqual((await catalogue()).map(({ name }) => name).sort());
    expect([...new Set(TABLES.map(({ where }) => where))].sort()).toEqual(['coordinator', 'placed', 'reference']);
  });

  it('a table is placed by a column that it has, and its other unique keys are told', async () => {
    const known = new Map((await catalogue()).map((table) => [table.name, table]));
    for (const { name, where, column, keys } of TABLES) {
      const table = known.get(name);
      if (where !== 'placed') {
        expect([name, column, keys]).toEqual([name, undefined, []]);
        continue;
      }
      expect([name, table?.columns.includes(column ?? '')]).toEqual([name, true]);
      const without = table?.keys.filter((key) => !key.includes(column ?? '')).map((key) => key.join(', '));
      expect([name, keys]).toEqual([name, without?.sort()]);
    }
  });

  it('every table of a source has a policy with a subquery, and no reference table has', async () => {
    const asks = new Map((await catalogue()).map((t) => [t.name, t.policies.some((text) => /\bselect\b/i.test(text))]));
    const ofSources = TABLES.filter(({ name }) => /^(shelter|guidance|ind|dtv|avim)\./.test(name));
    expect(ofSources.length).toBeGreaterThan(20);
    expect(ofSources.filter(({ name }) => !asks.get(name))).toEqual([]);
    expect(TABLES.filter(({ name, where }) => where === 'reference' && asks.get(name))).toEqual([]);
  });
});

describe('what is said of Citus is true of the statements', () => {
  const names = PLACED.map((name) => name.replace('.', '\\.')).join('|');
  const named = new RegExp(`(?:from|join|into|update|using)\\s+(?:(?:${names})\\b|\\$\\{(?:tableOf|sqlTable)\\()`);
  const moves = new RegExp(`update (?:(?:${names})|\\$\\{tableOf\\(part\\)\\}) \\w+ set case_id`);
  const writes = /as (?:materialized )?\(\s*(?:insert|update|delete)|\bhashed\(/;
  const texts = new Map(sourceFiles('src').map(({ path, text }) => [path.slice('src/'.length), text]));
  const beside = /^(client|web|policy|cli\/bench)\/|^sources\/live\/postgres\.ts$|tables\.ts$/;

  it('every file that names a table which is placed is there, and no other', () => {
    const files = [...texts].flatMap(([file, text]) => (!beside.test(file) && named.test(text) ? [file] : []));
    expect(FILES.map(({ file }) => file)).toEqual(files.sort());
  });

  it('what moves a row to another case, and what writes within `with`, is marked', () => {
    const marked = (kind: string) => FILES.filter(({ kinds }) => kinds.includes(kind)).map(({ file }) => file);
    const found = (pattern: RegExp) =>
      FILES.filter(({ file }) => pattern.test(texts.get(file) ?? '')).map(({ file }) => file);
    expect(marked('moves')).toEqual(found(moves));
    // The logs are written within one statement too, and stay where they are.
    expect(marked('writes')).toEqual(found(writes).filter((file) => file !== 'audit/append-sql.ts'));
    expect(FILES.filter(({ kinds }) => !kinds.every((kind) => /^(case|all|moves|writes)$/.test(kind)))).toEqual([]);
  });
});
