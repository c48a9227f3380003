import type postgres from 'postgres';
import { ASKS, CASES, ownersOf, SOMEBODY_ELSE, TABLES } from '../guarded-rows.js';
import { byTable, catalogueColumns, quoted } from './catalogue.js';

/** Values that no two rows of this world share, so that a value tells whose row was read. */
const UNLIKE: Readonly<Record<string, string>> = {
  text: `'v' || n`,
  date: `date '1990-01-01' + n`,
  timestamptz: `timestamptz '2000-01-01' + n * interval '1 minute'`,
  int2: '(n % 30000)::smallint',
  int4: 'n',
  int8: 'n',
  bool: 'n % 2 = 0',
  _text: `array['v' || n]`,
  uuid: 'gen_random_uuid()',
  jsonb: 'to_jsonb(n)',
};

/**
 * Fills every guarded table with a row of each case of `guarded-rows.ts` for each owner, all values unlike, and reach
 * and consent as the cases say. Of the tables that anybody may read of, each gets rows too.
 */
export async function fillWorld(admin: postgres.Sql): Promise<void> {
  const columns = byTable(await catalogueColumns(admin));
  await admin.begin(async (sql) => {
    await fillReach(sql);
    await fillConsent(sql);
    await fillRectification(sql);
    await sql`insert into app.delivery (agency, organisation, file_name) values ('IND', 'ind', 'a'), ('DTV', 'dtv', 'b')`;
    for (const [place, { schema, table, caseColumn, organisationColumn, agency }] of TABLES.entries()) {
      const name = `${schema}.${table}`;
      const known = columns.get(name) ?? [];
      const values = known.map(({ column, type }) => {
        if (column === caseColumn) return 'case_id';
        return column === organisationColumn ? 'owner' : (UNLIKE[type] ?? 'null');
      });
      const owners = ownersOf({ agency } as (typeof TABLES)[number]);
      await sql.unsafe(
        `insert into ${quoted(name)} (${known.map(({ column }) => `"${column}"`).join(', ')})
         select ${values.join(', ')} from (
           select *, ($3::int * 100 + row_number() over ())::int as n
           from unnest($1::uuid[]) case_id, unnest($2::text[]) owner) rows`,
        [Object.values(CASES).map(({ id }) => id), [...owners], place],
      );
    }
  });
}

async function fillReach(sql: postgres.TransactionSql): Promise<void> {
  const near = Object.values(CASES).flatMap(({ id, inReach }) => (inReach ? [id] : []));
  await sql`insert into app.reach (organisation, case_id, arrived_at)
    select organisation, case_id, date '2020-01-01' + (row_number() over ())::int
    from unnest(${Object.values(ASKS)}::text[]) organisation, unnest(${near}::uuid[]) case_id`;
}

/** A mark and a request under some combinations of categories, in each case, of two owners; the rest: `tagged-rows.test.ts`. */
async function fillRectification(sql: postgres.TransactionSql): Promise<void> {
  const cases = Object.values(CASES).map(({ id }) => id);
  for (const categories of ['case.status', 'shelter.location', 'decision.medical', 'person.birth,person.v_number']) {
    for (const tags of [categories, `${categories},rights.rectification`]) {
      await sql`insert into app.rectification (case_id, field, categories, agency, organisation, requested_by, statement)
        select case_id, 'T.f', ${tags.split(',')}::text[], 'IND', owner, ${SOMEBODY_ELSE}, 'v' || row_number() over ()
        from unnest(${cases}::uuid[]) case_id, unnest(${[SOMEBODY_ELSE, 'ngo-de-haven']}::text[]) owner`;
    }
  }
}

async function fillConsent(sql: postgres.TransactionSql): Promise<void> {
  for (const { id, consent } of Object.values(CASES)) {
    if (!consent) continue;
    const [kind, organisation, given, withdrawn] = consent;
    for (const [asking, self] of Object.entries(ASKS)) {
      await sql`insert into app.consent (case_id, partner_kind, organisation, given_at, withdrawn_at, recorded_by)
        values (${id}, ${kind === 'kind' ? asking : kind}, ${organisation === 'self' ? self : organisation},
          now() + ${given}::interval, now() + ${withdrawn}::interval, ${SOMEBODY_ELSE}) on conflict do nothing`;
    }
  }
}
