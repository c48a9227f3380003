import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  retentionDryRunCommand,
  retentionListCommand,
  retentionRunCommand,
  retentionSetCommand,
} from '../../src/cli/retention.js';
import { type RetentionWorld, retentionWorld } from '../audit/retention/retention-world.js';
import { testConfig } from '../support/config.js';

let world: RetentionWorld;
beforeAll(async () => {
  world = await retentionWorld();
});
afterAll(() => world?.close());

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
    await retentionSetCommand(world.database, { what: 'AVIM', days: 365, basis: 'a test' });
    const { exitCode, text } = await retentionDryRunCommand(world.database);
    expect(exitCode).toBe(0);
    expect(text).toMatch(/AVIM: 1 records dated \d{4}-\d\d-\d\d or before \(365 days\)/);
    expect(await world.count('from app.record')).toBe(before);
    expect(await world.proofs()).toEqual([]);
  });

  it('deletes that, and says so', async () => {
    const { exitCode, text, json } = await run();
    expect([exitCode, json]).toEqual([0, { deleted: { 'avim.reporting_duty': 1, 'app.record': 1 }, unsentMonths: [] }]);
    expect(text).toContain('avim.reporting_duty: 1');
    expect((await run()).text).toBe('Nothing is over its term.');
  });

  it('ends with 2 and a reason for a term that cannot be, and keeps the old one', async () => {
    const refused = await retentionSetCommand(world.database, { what: 'IND', days: 0, basis: 'a test' });
    expect(refused).toMatchObject({ exitCode: 2, text: 'A term is a whole number of days from 1 to 36500.' });
    expect((await retentionListCommand(world.database)).text).toMatch(/IND +5475 days/);
  });

  it('ends with 1 while another run is under way', async () => {
    const other = await world.database.admin.reserve();
    await other`select pg_advisory_lock(5838274003)`;
    expect(await run()).toMatchObject({ exitCode: 1, text: expect.stringContaining('Another retention run') });
    await other`select pg_advisory_unlock_all()`;
    other.release();
  });
});
