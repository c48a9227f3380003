import type postgres from 'postgres';
import { keepReadModels } from '../../../src/sources/keep-read-models.js';
import { ASKS, CASES, ownersOf, SOMEBODY_ELSE, TABLES } from '../guarded-rows.js';
import { initialPolicy } from '../initial-policy.js';
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

const CASE_IDS = Object.values(CASES).map(({ id }) => id);

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
    await fillDeliveries(sql);
    await fillMatches(sql);
    await fillWebhooks(sql);
    await fillChanges(sql);
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
        [CASE_IDS, [...owners], place],
      );
    }
    await keepReadModels(sql, CASE_IDS);
  });
}

/** A delivery with a rejected row of each asking organisation and of somebody else, and how fresh two sources are. */
async function fillDeliveries(sql: postgres.TransactionSql): Promise<void> {
  const owners = [...Object.values(ASKS), SOMEBODY_ELSE];
  await sql`insert into app.delivery (agency, organisation, file_name, idempotency_key, received)
    select 'IND', owner, 'v' || n, 'k' || n, n from unnest(${owners}::text[]) with ordinality o (owner, n)`;
  await sql`insert into app.rejected_row (delivery_id, place, reason, raw)
    select id, received, 'v' || received, 'v' || received from app.delivery`;
  await sql`insert into app.freshness (agency, ended_at) values ('IND', now()), ('DTV', now() - interval '1 day')`;
}

/** A possible match with each case, one of them decided. */
async function fillMatches(sql: postgres.TransactionSql): Promise<void> {
  await sql`insert into app.match_candidate (agency, organisation, source_key, case_id, decision)
    select 'GUIDANCE', ${SOMEBODY_ELSE}, 'v' || n, case_id, case n when 1 then 'REJECTED' end
    from unnest(${CASE_IDS}::uuid[]) with ordinality c (case_id, n)`;
}

/** A change of each table and of each right, in each case, of each asking organisation and of somebody else. */
async function fillChanges(sql: postgres.TransactionSql): Promise<void> {
  const parts = [
    ...TABLES.map(({ schema, table }) => `${schema}.${table}`),
    'app.reach',
    'app.consent',
    'app.unheard_of',
  ];
  await sql`insert into app.change (position, part, organisation, case_id, kind)
    select row_number() over (), part, owner, case_id, kind
    from unnest(${CASE_IDS}::uuid[]) case_id, unnest(${parts}::text[]) part,
      unnest(${[...Object.values(ASKS), SOMEBODY_ELSE]}::text[]) owner, unnest(array['ADDED', 'REMOVED']) kind`;
}

/** A webhook of each asking organisation and of somebody else, under each purpose, and a message of it that was given up. */
async function fillWebhooks(sql: postgres.TransactionSql): Promise<void> {
  const purposes = initialPolicy.columns.map(({ purpose }) => purpose);
  await sql`insert into app.webhook (organisation, purpose, url, secret, position, created_by)
    select owner, purpose, 'https://' || owner || '/' || purpose, ''::bytea, 1, owner
    from unnest(${[...Object.values(ASKS), SOMEBODY_ELSE]}::text[]) owner,
      unnest(${[...new Set(purposes)]}::text[]) purpose`;
  await sql`insert into app.webhook_failure (webhook_id, organisation, position, attempts, reason)
    select id, organisation, row_number() over (), 3, 'TIMEOUT' from app.webhook`;
}

async function fillReach(sql: postgres.TransactionSql): Promise<void> {
  const near = Object.values(CASES).flatMap(({ id, inReach }) => (inReach ? [id] : []));
  await sql`insert into app.reach (organisation, case_id, arrived_at)
    select organisation, case_id, date '2020-01-01' + (row_number() over ())::int
    from unnest(${Object.values(ASKS)}::text[]) organisation, unnest(${near}::uuid[]) case_id`;
}

/** A mark and a request under some combinations of categories, in each case, of two owners; the rest: `tagged-rows.test.ts`. */
async function fillRectification(sql: postgres.TransactionSql): Promise<void> {
  for (const categories of ['case.status', 'shelter.location', 'decision.medical', 'person.birth,person.v_number']) {
    for (const tags of [categories, `${categories},rights.rectification`]) {
      await sql`insert into app.rectification (case_id, field, categories, agency, organisation, requested_by, statement)
        select case_id, 'T.f', ${tags.split(',')}::text[], 'IND', owner, ${SOMEBODY_ELSE}, 'v' || row_number() over ()
        from unnest(${CASE_IDS}::uuid[]) case_id, unnest(${[SOMEBODY_ELSE, 'ngo-de-haven']}::text[]) owner`;
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
