import { openAccessLog } from '../../../src/audit/access-log.js';
import { type RetentionReport, runRetention } from '../../../src/audit/retention/run-retention.js';
import { storeRecords } from '../../../src/delivery/store.js';
import type { SourceRecord } from '../../../src/sources/source-record.js';
import { testConfig } from '../../support/config.js';
import { type TestDatabase, testDatabase } from '../../support/database.js';
import { applied, caseFile, consent, dossier, file, guided, named, plan } from '../../support/records.js';

/** Amal left long ago, Bilal lately, Cyra is still there; all sources know each of them. Eden's dossier matches no case. */
const RECORDS: SourceRecord[] = [
  ...(['amal', 'bilal', 'cyra'] as const).flatMap((person): SourceRecord[] => [
    file('amsterdam', person, {
      caseFile: caseFile('LEFT', 'AMSTERDAM', '2020-01-01', { amal: '2020-06-01', bilal: day(-5), cyra: null }[person]),
      personName: named(person, 'Test'),
      plan: plan('RETURN', '2020-02-01'),
    }),
    dossier('GUIDANCE', 'ngo-de-haven', person, guided('2020-01-10'), [consent('NGO', 'ngo-de-haven')]),
    dossier('IND', 'ind', person, { application: applied('Z1', 'ASYLUM_FIRST', '2020-01-20') }),
    dossier('DTV', 'dtv', person, { procedure: [{ recordKey: 'P1', state: 'OPEN', openedAt: '2020-01-21' }] }),
    dossier('AVIM', 'avim', person, { reportingDuty: [{ recordKey: 'D1', reportingDuty: true }] }),
  ]),
  dossier('IND', 'ind', 'eden', { application: applied('Z9', 'REGULAR', '2020-01-20') }),
];

/** `YYYY-MM-DD`, so many days from today. */
export function day(offset: number): string {
  return new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
}

/** A database with that world. */
export interface RetentionWorld extends TestDatabase {
  run(): Promise<RetentionReport>;
  setDays(what: string, days: number): Promise<void>;
  count(query: string): Promise<number>;
  id(person: string): Promise<string>;
  /** Bodies of the audit log's lines, in order. */
  proofs(): Promise<{ action: string; about?: string; counts: Record<string, number> }[]>;
}

/** Makes it. */
export async function retentionWorld(): Promise<RetentionWorld> {
  const opened = await testDatabase();
  const { admin } = opened.database;
  const config = testConfig();
  await storeRecords(opened.database, RECORDS);
  const log = openAccessLog(opened.database, config);
  return {
    ...opened,
    run: () => runRetention({ database: opened.database, log, config }),
    setDays: async (what, days) =>
      void (await admin`update app.retention_term set days = ${days} where what = ${what}`),
    count: async (query) => Number((await admin.unsafe<{ count: string }[]>(`select count(*) ${query}`))[0]?.count),
    id: async (person) => {
      const [row] = await admin<{ id: string }[]>`
        select case_id as id from app.record where agency = 'SHELTER' and source_key = ${person}`;
      return row?.id ?? '';
    },
    proofs: async () => {
      const rows = await admin<{ body: string }[]>`select body from audit.audit_record order by month, seq`;
      return rows.map(({ body }) => JSON.parse(body));
    },
  };
}
