import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { dueItems } from '../../../src/audit/retention/due.js';
import { RETENTION_LOCK, RetentionRuns } from '../../../src/audit/retention/run-retention.js';
import { sessionLocks } from '../../../src/database/session-lock.js';
import { allParts } from '../../../src/sources/index.js';
import { tableOf } from '../../../src/sources/source.js';
import { type RetentionWorld, retentionWorld } from './retention-world.js';

let world: RetentionWorld;
beforeEach(async () => {
  world = await retentionWorld();
});
afterEach(() => world?.close());

/** Rows of a case in all tables of the sources and of the gateway that name a case. */
async function rowsOf(caseId: string): Promise<number> {
  const tables = allParts.map((part) => `select ${part.caseColumn} as id from ${tableOf(part)}`);
  const own = ['record', 'consent', 'participation', 'reach', 'case_v_number', 'match_candidate', 'rectification'];
  const all = [...tables, ...own.map((table) => `select case_id from app.${table}`), 'select id from app.case_key'];
  return world.count(`from (${all.join(' union all ')}) t where id = '${caseId}'`);
}

describe('within its term', () => {
  it('nothing is deleted, and nothing is written about it', async () => {
    const before = await world.count('from app.record');
    expect((await world.run()).deleted).toEqual({});
    expect(await world.count('from app.record')).toBe(before);
    expect(await world.proofs()).toEqual([]);
  });

  it('a case that has not ended is kept, however short the terms are', async () => {
    const [cyra, before] = [await world.id('cyra'), await rowsOf(await world.id('cyra'))];
    for (const what of ['reach', 'IND', 'DTV', 'AVIM', 'GUIDANCE', 'SHELTER']) await world.setDays(what, 1);
    await world.run();
    expect(await rowsOf(cyra)).toBe(before);
  });
});

describe('over its term', () => {
  it('a case that ended leaves every reach, and its records stay until theirs', async () => {
    const amal = await world.id('amal');
    expect(await world.count(`from app.reach where case_id = '${amal}'`)).toBe(5);
    await world.setDays('reach', 365);
    const { deleted } = await world.run();
    expect(deleted).toEqual({ reach: 5 });
    expect(await world.count(`from app.reach where case_id = '${amal}'`)).toBe(0);
    expect(await world.count(`from app.record where case_id = '${amal}'`)).toBe(5);
    expect(await world.count(`from app.reach where case_id = '${await world.id('bilal')}'`)).toBe(5);
  });

  it('a source loses its own records only', async () => {
    const amal = await world.id('amal');
    await world.setDays('IND', 365);
    await world.run();
    expect(await world.count(`from ind.application where case_id = '${amal}'`)).toBe(0);
    expect(await world.count(`from app.record where case_id = '${amal}' and agency <> 'IND'`)).toBe(4);
    expect(await world.count(`from ind.application where case_id = '${await world.id('bilal')}'`)).toBe(1);
    expect(await world.count("from app.quarantine where agency = 'IND'")).toBe(1);
  });

  it('with the municipality’s file the whole case goes, whoever still held something', async () => {
    const amal = await world.id('amal');
    await world.database.admin`
      insert into app.participation (case_id, organisation, begun_at, recorded_by)
      values (${amal}, 'utrecht', now(), 'amsterdam')`;
    await world.setDays('SHELTER', 365);
    await world.run();
    expect(await rowsOf(amal)).toBe(0);
    expect(await world.count(`from app.case_index where id = '${amal}'`)).toBe(0);
    expect(await rowsOf(await world.id('bilal'))).toBeGreaterThan(10);
  });

  it('a quarantined record goes with what was kept of it', async () => {
    await world.database.admin`update app.quarantine set received_at = now() - interval '10 years'`;
    expect((await world.run()).deleted).toEqual({ 'app.quarantine': 1, 'of quarantined records': 1 });
    expect(await world.count('from app.record where case_id is null')).toBe(0);
  });

  it('rejected rows go, those of younger deliveries stay', async () => {
    await world.database.admin`
      with d as (
        insert into app.delivery (agency, organisation, file_name, started_at) values
          ('IND', 'ind', 'old', now() - interval '100 days'), ('IND', 'ind', 'new', now()) returning id)
      insert into app.rejected_row (delivery_id, place, reason, raw) select id, 1, 'why', 'what' from d`;
    expect((await world.run()).deleted).toEqual({ 'app.rejected_row': 1 });
    expect(await world.count('from app.rejected_row')).toBe(1);
  });
});

describe('a run', () => {
  it('deletes exactly what the dry run said', async () => {
    for (const what of ['reach', 'IND', 'DTV']) await world.setDays(what, 365);
    const due = await dueItems(world.database.admin);
    const said = Object.fromEntries(due.map(({ what, count }) => [what, count]));
    expect(said).toMatchObject({ reach: 1, IND: 1, DTV: 1, AVIM: 0, GUIDANCE: 0, SHELTER: 0 });
    const { deleted } = await world.run();
    expect(deleted).toMatchObject({ reach: 5, 'app.record': 2 });
    expect((await dueItems(world.database.admin)).every(({ count }) => count === 0)).toBe(true);
  });

  it('counts and proves what is told of changes too: messages given up, and webhooks that were never reached', async () => {
    const { admin } = world.database;
    await admin`truncate app.change`;
    await admin`with w as (
        insert into app.webhook (organisation, purpose, url, secret, position, created_by, failing_since) values
          ('ind', 'RESIDENCE_DECISION', 'https://a.example', '\\x00', 0, 'x', now() - interval '40 days'),
          ('ind', 'RESIDENCE_DECISION', 'https://b.example', '\\x00', 0, 'x', now() - interval '2 days') returning id)
      insert into app.webhook_failure (webhook_id, organisation, position, attempts, reason, failed_at)
      select id, 'ind', 1, 3, 'STATUS', now() - interval '31 days' from w`;
    const due = await dueItems(admin);
    expect(due.find(({ what }) => what === 'changes')?.count).toBe(3);
    expect((await world.run()).deleted).toEqual({ 'app.webhook': 1, 'app.webhook_failure': 2 });
    expect(await world.proofs()).toMatchObject([
      { action: 'retention changes', about: 'changes 30 days', counts: { 'app.webhook': 1, 'app.webhook_failure': 2 } },
    ]);
    expect(await admin`select url from app.webhook where ended_at is null`).toEqual([{ url: 'https://b.example' }]);
  });

  it('of another term for quarantine counts at once, in the dry run and in the run', async () => {
    await world.database.admin`update app.quarantine set received_at = now() - interval '10 days'`;
    const due = async () => (await dueItems(world.database.admin)).find(({ what }) => what === 'quarantine')?.count;
    expect([await due(), (await world.run()).deleted]).toEqual([0, {}]);
    await world.setDays('quarantine', 5);
    expect([await due(), (await world.run()).deleted['app.quarantine']]).toEqual([1, 1]);
  });

  it('leaves a proof of each batch, and no word of what it was', async () => {
    await world.setDays('SHELTER', 365);
    const amal = await world.id('amal');
    await world.run();
    const proofs = await world.proofs();
    expect(proofs).toMatchObject([{ action: 'retention SHELTER', counts: { 'app.case_key': 1, 'app.record': 5 } }]);
    expect(JSON.stringify(proofs)).not.toMatch(new RegExp(`${amal}|1000000001|amal|Test`));
  });

  it('is refused while another one is under way, and does nothing then', async () => {
    await world.setDays('SHELTER', 365);
    const other = sessionLocks(world.database.admin);
    await other.take(RETENTION_LOCK);
    await expect(world.run()).rejects.toThrow(RetentionRuns);
    expect(await world.proofs()).toEqual([]);
    await other.end();
    expect((await world.run()).deleted).toMatchObject({ 'app.case_key': 1 });
  });

  it('two at once: each batch is deleted once, with one proof', async () => {
    await world.setDays('SHELTER', 365);
    const runs = await Promise.allSettled([world.run(), world.run()]);
    expect(runs.some(({ status }) => status === 'fulfilled')).toBe(true);
    expect(await world.proofs()).toHaveLength(1);
  });

  it('killed in the middle: whole batches are gone with their proof, and the next run goes on', async () => {
    for (const what of ['IND', 'DTV', 'AVIM']) await world.setDays(what, 365);
    // The third batch fails as if the process were killed in it: nothing of it stands.
    await world.database.admin.unsafe(`
      create function avim.stop() returns trigger language plpgsql as $$ begin raise 'killed'; end $$;
      create trigger stop before delete on avim.reporting_duty for each row execute function avim.stop()`);
    await expect(world.run()).rejects.toThrow('killed');
    expect((await world.proofs()).map(({ action }) => action)).toEqual(['retention IND', 'retention DTV']);
    expect(await world.count("from app.record where agency = 'AVIM'")).toBe(3);
    await world.database.admin.unsafe('drop trigger stop on avim.reporting_duty');
    expect((await world.run()).deleted).toMatchObject({ 'avim.reporting_duty': 1 });
  });

  it('deletes nothing that it cannot prove', async () => {
    await world.setDays('SHELTER', 365);
    await world.database.admin.unsafe('revoke insert on audit.audit_record from ketenzicht_log');
    await expect(world.run()).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' });
    expect(await rowsOf(await world.id('amal'))).toBeGreaterThan(10);
  });
});
