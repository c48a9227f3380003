import type postgres from 'postgres';
import type { GuardedTable } from '../../src/model/guarded-table.js';
import type { PartnerKind } from '../../src/model/principal.js';
import { GATEWAY_TABLES } from '../../src/policy/gateway-tables.js';
import { allParts } from '../../src/sources/index.js';

/** Every table that both locks guard. */
export const TABLES: readonly GuardedTable[] = [...GATEWAY_TABLES, ...allParts];

/** One organisation of each partner kind that has cases. */
export const ASKS: Readonly<Partial<Record<PartnerKind, string>>> = {
  MUNICIPALITY: 'amsterdam',
  NGO: 'ngo-de-haven',
  IND: 'ind',
  DTV: 'dtv',
  AVIM: 'avim',
};

/** An organisation of no partner in these tests; half of all rows belong to it. */
export const SOMEBODY_ELSE = 'somebody-else';

interface CaseOfTest {
  readonly id: string;
  readonly inReach: boolean;
  /** Whether the consent of the person stands for each asking organisation. */
  readonly consents: boolean;
  /** The consent row as SQL values: partner kind, organisation, given, withdrawn; `kind` and `self` are filled in. */
  readonly consent?: readonly [kind: string, organisation: string | null, given: string, withdrawn: string | null];
}

const id = (place: number) => `00000000-0000-4000-8000-00000000000${place}`;

/** Cases that differ in reach and consent, each for one reason. */
export const CASES: Readonly<Record<string, CaseOfTest>> = {
  near: { id: id(1), inReach: true, consents: false },
  far: { id: id(2), inReach: false, consents: false },
  farAndConsented: { id: id(3), inReach: false, consents: true, consent: ['kind', null, '-1 day', null] },
  consented: { id: id(4), inReach: true, consents: true, consent: ['kind', null, '-1 day', null] },
  consentedToThisOne: { id: id(5), inReach: true, consents: true, consent: ['kind', 'self', '-1 day', '1 day'] },
  consentedToAnother: { id: id(6), inReach: true, consents: false, consent: ['kind', SOMEBODY_ELSE, '-1 day', null] },
  consentedToAnotherKind: { id: id(7), inReach: true, consents: false, consent: ['RESEARCHER', null, '-1 day', null] },
  withdrawn: { id: id(8), inReach: true, consents: false, consent: ['kind', null, '-2 days', '-1 day'] },
  notYet: { id: id(9), inReach: true, consents: false, consent: ['kind', null, '1 day', null] },
};

/** Fills every guarded table with a row of each case for each organisation, and reach and consent as the cases say. */
export async function fillTables(admin: postgres.Sql): Promise<void> {
  await admin.begin(async (sql) => {
    for (const one of Object.values(CASES)) {
      for (const [kind, organisation] of Object.entries(ASKS)) {
        await fillReach(sql, one, organisation);
        await fillConsent(sql, one, kind, organisation);
      }
      for (const table of TABLES) await fillTable(sql, table, one.id);
    }
  });
}

async function fillReach(sql: postgres.TransactionSql, one: CaseOfTest, organisation: string): Promise<void> {
  if (!one.inReach) return;
  await sql`insert into app.reach (organisation, case_id, arrived_at) values (${organisation}, ${one.id}, '2020-01-01')`;
}

async function fillConsent(
  sql: postgres.TransactionSql,
  { id: caseId, consent }: CaseOfTest,
  asking: string,
  organisation: string,
): Promise<void> {
  if (!consent) return;
  const [kind, given, from, until] = consent;
  await sql`insert into app.consent (case_id, partner_kind, organisation, given_at, withdrawn_at, recorded_by)
    values (${caseId}, ${kind === 'kind' ? asking : kind}, ${given === 'self' ? organisation : given},
      now() + ${from}::interval, now() + ${until}::interval, 'test') on conflict do nothing`;
}

/** The owners of a table's rows: the gateway's own tables have one row a case. */
export function ownersOf(table: GuardedTable): readonly string[] {
  return table.agency ? [SOMEBODY_ELSE, ...Object.values(ASKS)] : [SOMEBODY_ELSE];
}

/** Puts a row of a case into a table for each of its owners. */
export async function fillTable(sql: postgres.TransactionSql, table: GuardedTable, caseId: string): Promise<void> {
  const columns = await sql<{ column_name: string; udt_name: string }[]>`
    select column_name, udt_name from information_schema.columns
    where table_schema = ${table.schema} and table_name = ${table.table}`;
  for (const owner of ownersOf(table)) {
    const values = columns.map(({ column_name, udt_name }) => {
      if (column_name === table.caseColumn) return caseId;
      if (column_name === table.organisationColumn) return owner;
      return column_name === 'source_key' || column_name === 'v_number' ? `${caseId} ${owner}` : sampleOf(udt_name);
    });
    const names = columns.map(({ column_name }) => `"${column_name}"`).join(', ');
    const places = columns.map(({ udt_name }, place) => `$${place + 1}::text::${udt_name}`).join(', ');
    await sql.unsafe(`insert into "${table.schema}"."${table.table}" (${names}) values (${places})`, values);
  }
}

function sampleOf(type: string): string {
  if (type.startsWith('_')) return '{a}';
  if (type === 'date' || type.startsWith('timestamp')) return '2020-01-01';
  if (type.startsWith('int')) return '1';
  return type === 'bool' ? 'true' : 'a';
}
