import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openAccessLog } from '../../src/audit/access-log.js';
import { activitiesOf, readActivityFile } from '../../src/audit/register-entries.js';
import { activityListCommand, activitySetConfidentialCommand, activityShowCommand } from '../../src/cli/activities.js';
import { readPolicyText } from '../../src/cli/policy-file.js';
import { type ProgramParts, runProgram } from '../../src/cli/program.js';
import { migrate } from '../../src/database/migrate.js';
import { parsePolicy } from '../../src/policy/policy.js';
import { AVIM_ACTIVITY, anEntry, IND_ACTIVITY } from '../audit/access-entries.js';
import { type TestDatabase, testConfig, testDatabase } from '../support/database.js';
import { policyGrants, registerOf } from '../support/policy-grants.js';

const NEXT = AVIM_ACTIVITY.replace('/v2', '/v3');
const GROUND = 'UAVG art. 41(1)(d)';

let db: TestDatabase;
let policyText: string;
beforeAll(async () => {
  [db, policyText] = await Promise.all([testDatabase(), readPolicyText()]);
});
afterAll(() => db.close());

const setConfidential = (uri: string) =>
  activitySetConfidentialCommand(parsePolicy(policyText), readActivityFile(), uri, GROUND);

describe('the operator looks at the register', () => {
  it('lists every activity', async () => {
    const { text, json } = await activityListCommand(db.database);
    expect(text).toMatch(/ind-residence-decision\/v2\n {2}Deciding on applications for residence/);
    expect(json).toMatchObject({
      activities: expect.arrayContaining([expect.objectContaining({ uri: IND_ACTIVITY })]),
    });
  });

  it('shows one', async () => {
    const { exitCode, text, json } = await activityShowCommand(db.database, IND_ACTIVITY);
    expect([exitCode, json]).toMatchObject([0, { activity: { uri: IND_ACTIVITY, confidential: false } }]);
    expect(text).toMatch(/legal basis {2}AVG art\. 6\(1\)\(e\), decisions under the Vw/);
    expect(text).toMatch(/confidential no/);
  });

  it('is told when there is none of that URI', async () => {
    expect(await activityShowCommand(db.database, NEXT)).toMatchObject({
      exitCode: 1,
      text: /no activity of that URI/,
    });
  });
});

describe('an activity becomes confidential by a new version', () => {
  it('which the command writes out, and which fits the policy', async () => {
    const { json, text } = setConfidential(AVIM_ACTIVITY);
    const { view, processingActivity, entries } = json as { [name: string]: string & object };
    expect([view, processingActivity]).toEqual(['AVIM/SUPERVISION', NEXT]);
    expect(text).toMatch(/policy\.csv, row @processing-activity, column AVIM\/SUPERVISION/);
    await migrateWith(entries ?? {});
    expect(await activityShowCommand(db.database, NEXT)).toMatchObject({ json: { activity: { confidential: true } } });
    expect((await activityShowCommand(db.database, NEXT)).text).toMatch(/not told: UAVG art\. 41\(1\)\(d\)/);
  });

  it('and lines of the version before stay what they were', async () => {
    expect(await activityShowCommand(db.database, AVIM_ACTIVITY)).toMatchObject({
      json: { activity: { confidential: false } },
    });
  });

  it('it cannot be slipped into a version that has lines', async () => {
    await openAccessLog(db.database, testConfig()).write(anEntry({ subjects: [{ vNumber: '1234567890' }] }));
    const entries = JSON.parse(readActivityFile()) as Record<string, object>;
    const slipped = JSON.stringify({ ...entries, [IND_ACTIVITY]: { ...entries[IND_ACTIVITY], confidential: GROUND } });
    const activities = activitiesOf(parsePolicy(policyText), slipped);
    const register = { ...registerOf(testConfig().organisations), activities };
    await expect(migrate(db.database, policyGrants(), register)).rejects.toThrow(/A version never changes/);
  });

  it.each([
    ['that the policy does not name', 'https://ketenzicht.example/processing-activities/nobody/v1'],
    ['of a version that is not in force', NEXT],
    ['that is none', 'avim'],
  ])('not of an URI %s', (_what, uri) => {
    expect(() => setConfidential(uri)).toThrow(/names no activity of that URI/);
  });
});

describe('on the command line', () => {
  it('a ground is demanded', async () => {
    const said: string[] = [];
    const terminal = { out: (text: string) => void said.push(text), err: (text: string) => void said.push(text) };
    const words = ['activity', 'set-confidential', AVIM_ACTIVITY];
    expect(await runProgram(words, {} as ProgramParts, terminal)).toBe(2);
    expect(said.join()).toMatch(/--basis/);
    expect(await runProgram([...words, '--basis', GROUND, '--json'], {} as ProgramParts, terminal)).toBe(0);
    expect(said.at(-1)).toContain(`"processingActivity":"${NEXT}"`);
  });
});

/** As `ketenzicht migrate` does after policy and entries were changed so. */
async function migrateWith(entries: object): Promise<void> {
  const { [AVIM_ACTIVITY]: _before, ...others } = JSON.parse(readActivityFile()) as Record<string, object>;
  const changed = parsePolicy(policyText.replace(AVIM_ACTIVITY, NEXT));
  const activities = activitiesOf(changed, JSON.stringify({ ...others, ...entries }));
  await migrate(db.database, policyGrants(), { ...registerOf(testConfig().organisations), activities });
}
