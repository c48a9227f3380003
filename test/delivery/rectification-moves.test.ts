import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { storeRecords } from '../../src/delivery/store.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { caseFile, dossier, file } from '../support/records.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test?.close());

const status = { caseFile: caseFile('IN_GUIDANCE', 'AMSTERDAM', '2024-01-01') };
const caseOf = async (agency: string, sourceKey: string) => {
  const [row] = await test.database.admin<{ id: string }[]>`
    select case_id as id from app.record where agency = ${agency} and source_key = ${sourceKey}`;
  return row!.id;
};
const ask = async (caseId: string, agency: string, organisation: string) => test.database.admin`
  insert into app.rectification (case_id, field, categories, agency, organisation, requested_by, statement)
  values (${caseId}, 'Case.status', '{case.status}', ${agency}, ${organisation}, 'amsterdam', 'text')`;

it('a request goes with the file that it is about to the case of the right V-number, and stays where its owner stays', async () => {
  await storeRecords(test.database, [file('amsterdam', 'amal', status, 'k'), dossier('IND', 'ind', 'amal', {})]);
  const before = await caseOf('SHELTER', 'k');
  await ask(before, 'SHELTER', 'amsterdam');
  await ask(before, 'IND', 'ind');
  await storeRecords(test.database, [file('amsterdam', 'bilal', status, 'k')]);
  const after = await caseOf('SHELTER', 'k');
  expect(after).not.toBe(before);
  const rows = await test.database.admin`select agency, case_id as "caseId" from app.rectification order by agency`;
  expect(rows.map((row) => ({ ...row }))).toEqual([
    { agency: 'IND', caseId: before },
    { agency: 'SHELTER', caseId: after },
  ]);
});
