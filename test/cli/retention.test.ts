import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RETENTION_LOCK } from '../../src/audit/retention/run-retention.js';
import { readPolicy } from '../../src/cli/policy-file.js';
import {
  retentionDryRunCommand,
  retentionListCommand,
  retentionRunCommand,
  retentionSetCommand,
} from '../../src/cli/retention.js';
import { sessionLocks } from '../../src/database/session-lock.js';
import { type RetentionWorld, retentionWorld } from '../audit/retention/retention-world.js';
import { testConfig } from '../support/config.js';

let world: RetentionWorld;
beforeAll(async () => {
  world = await retentionWorld();
});
afterAll(() => world?.close());

const opened = async () => ({ database: world.database, config: testConfig(), policy: await readPolicy() });
const run = () => retentionRunCommand(world.database, testConfig(), () => undefined);

describe('ketenzicht retention', () => {
  it('lists every term with its basis', async () => {
    const { exitCode, text } = await retentionListCommand(world.database);
    expect(exitCode).toBe(0);
    expect(text).toMatch(/^reach +3650 days {2}a working term/);
    expect(text.split('\n')).toHaveLength(11);
  });

  it('says what a run would delete, and deletes nothing', async () => {
    const before = await world.count('from app.record');
    await retentionSetCommand(await opened(), { what: 'AVIM', days: 365, basis: 'a test' });
    const { exitCode, text } = await retentionDryRunCommand(world.database);
    expect(exitCode).toBe(0);
    expect(text).toMatch(/AVIM: 1 records dated \d{4}-\d\d-\d\d or before \(365 days\)/);
    expect(await world.count('from app.record')).toBe(before);
    expect((await world.proofs()).map(({ action }) => action)).toEqual(['retention set']);
  });

  it('deletes that, and says so', async () => {
    const { exitCode, text, json } = await run();
    expect([exitCode, json]).toEqual([0, { deleted: { 'avim.reporting_duty': 1, 'app.record': 1 }, unsentMonths: [] }]);
    expect(text).toContain('avim.reporting_duty: 1');
    expect((await run()).text).toBe('Nothing is over its term.');
  });

  it('ends with 2 and a reason for a term that cannot be, and keeps the old one', async () => {
    const refused = await retentionSetCommand(await opened(), { what: 'IND', days: 0, basis: 'a test' });
    expect(refused).toMatchObject({ exitCode: 2, text: 'A term is a whole number of days from 1 to 36500.' });
    expect((await retentionListCommand(world.database)).text).toMatch(/IND +5475 days/);
  });

  it('says in the audit log which term was set, and under which term was deleted', async () => {
    const lines = (await world.proofs()).map(({ action, about }) => [action, about]);
    expect(lines).toEqual([
      ['retention set', 'AVIM 365 days'],
      ['retention AVIM', 'AVIM 365 days'],
    ]);
  });

  it('sets no term that cannot be logged', async () => {
    const { admin } = world.database;
    await admin`alter table audit.audit_record rename to gone`;
    const refused = retentionSetCommand(await opened(), { what: 'IND', days: 1, basis: 'a test' });
    await expect(refused).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' });
    await admin`alter table audit.gone rename to audit_record`;
    expect((await retentionListCommand(world.database)).text).toMatch(/IND +5475 days/);
  });

  it('ends with 1 while another run is under way', async () => {
    const other = sessionLocks(world.database.admin);
    await other.take(RETENTION_LOCK);
    expect(await run()).toMatchObject({ exitCode: 1, text: expect.stringContaining('Another retention run') });
    await other.end();
  });
});
