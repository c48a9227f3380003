import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { matchDecideCommand, matchListCommand } from '../../src/cli/match.js';
import { storeRecords } from '../../src/delivery/store.js';
import type { MatchCandidateRow } from '../../src/join/match-candidates.js';
import { emptyStore, ngoRecord, shelterFile } from '../join/match-world.js';
import { initialPolicy } from '../policy/initial-policy.js';
import { type TestDatabase, testConfig, testDatabase } from '../support/database.js';

let opened: TestDatabase;
beforeAll(async () => {
  opened = await testDatabase();
});
afterAll(() => opened?.close());
beforeEach(async () => {
  await emptyStore(opened.database);
  await storeRecords(opened.database, [shelterFile('amsterdam', 'A1', {}), ngoRecord('N1', {})]);
});

const parts = () => ({ database: opened.database, config: testConfig(), policy: initialPolicy });
const listed = async (municipality: string) =>
  (await matchListCommand(parts(), municipality)).json as readonly MatchCandidateRow[];
const decide = (decision: 'confirm' | 'reject' | 'undo', id: string, municipality = 'amsterdam') =>
  matchDecideCommand(parts(), { municipality, id, decision });

it('lists what waits for a municipality, and nothing of what the records say', async () => {
  const { text, exitCode } = await matchListCommand(parts(), 'amsterdam');
  expect([exitCode, text]).toEqual([
    0,
    expect.stringMatching(/^1 wait for a decision:\n {2}[0-9a-f-]{36} {2}GUIDANCE/),
  ]);
  expect(text).not.toMatch(/selam|barry|1955|N1/i);
  expect(await matchListCommand(parts(), 'utrecht')).toMatchObject({ text: 'No record waits for a decision.' });
  expect(await matchListCommand(parts(), 'ind')).toMatchObject({ exitCode: 2 });
});

it('leaves a line for each person of the list in the logs before it prints it', async () => {
  await opened.database.admin`truncate audit.audit_record, audit.processing_record`;
  await listed('amsterdam');
  await listed('utrecht');
  const audit = await opened.database.admin<{ body: string }[]>`select body from audit.audit_record order by seq`;
  expect(audit.map(({ body }) => JSON.parse(body))).toMatchObject([
    { action: 'match list', about: 'amsterdam', counts: { subjects: 1 } },
    { action: 'match list', about: 'utrecht', counts: {} },
  ]);
  expect(await opened.database.admin`select from audit.processing_record`).toHaveLength(1);
});

it('prints no list that cannot be logged', async () => {
  await opened.database.admin`alter table audit.audit_record rename to gone`;
  await expect(matchListCommand(parts(), 'amsterdam')).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' });
  await opened.database.admin`alter table audit.gone rename to audit_record`;
});

it('takes the decisions that officers take, with a line in each log', async () => {
  const [match] = await listed('amsterdam');
  await opened.database.admin`truncate audit.audit_record, audit.processing_record`;
  expect(await decide('confirm', match?.id ?? '')).toMatchObject({ exitCode: 0, json: { decision: 'CONFIRMED' } });
  expect(await decide('undo', match?.id ?? '')).toMatchObject({ exitCode: 0, json: { decision: null } });
  expect(await decide('reject', match?.id ?? '')).toMatchObject({ exitCode: 0, json: { decision: 'REJECTED' } });
  const audit = await opened.database.admin<{ body: string }[]>`
    select body from audit.audit_record where body like '%match %' order by seq`;
  expect(audit.map(({ body }) => JSON.parse(body)).map(({ action, about }) => [action, about])).toEqual([
    ['match confirm', 'amsterdam'],
    ['match undo', 'amsterdam'],
    ['match reject', 'amsterdam'],
  ]);
  const persons = await opened.database.admin`select from audit.processing_record`;
  expect(persons).toHaveLength(3);
});

it('refuses what is not in the work list, and says where to look', async () => {
  const [match] = await listed('amsterdam');
  for (const refused of [await decide('confirm', 'x'), await decide('confirm', match?.id ?? '', 'utrecht')]) {
    expect(refused).toMatchObject({ exitCode: 2, text: expect.stringMatching(/See: ketenzicht match list/) });
  }
  expect(await listed('amsterdam')).toHaveLength(1);
});
