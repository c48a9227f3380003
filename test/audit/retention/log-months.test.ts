import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openAccessLog } from '../../../src/audit/access-log.js';
import { runRetention } from '../../../src/audit/retention/run-retention.js';
import { testConfig } from '../../support/config.js';
import { type RetentionWorld, retentionWorld } from './retention-world.js';

const COLLECTOR = 'http://collector.example/v1/traces';
let world: RetentionWorld;
beforeAll(async () => {
  world = await retentionWorld();
  const { admin } = world.database;
  for (const month of ['2015-03-01', '2015-04-01']) {
    await admin`select audit.open_month(${month}::date)`;
    await admin`insert into audit.audit_record (month, seq, trace_id, body, hash, signature)
      select ${month}::date, n, 't', '{}', ${month} || n, 's' from generate_series(1, 3) n`;
    await admin`insert into audit.processing_record (month, trace_id, span_id, name, status_code, start_time, end_time,
        processing_activity_id, data_subject_id, data_subject_id_type, key_id, organisation, categories)
      values (${month}::date, 't', 's', 'query', 'OK', now(), now(), 'a', 'd', 't', 'k', 'ind', '{}')`;
  }
});
afterAll(() => world?.close());

const run = (otlpUrl?: string) => {
  const config = testConfig({ otlpUrl });
  return runRetention({ database: world.database, log: openAccessLog(world.database, config), config });
};

describe('a month of a log', () => {
  it('of which a line was not sent to the collector stays, and the run says so', async () => {
    const { deleted, unsentMonths } = await run(COLLECTOR);
    expect(unsentMonths).toEqual(['2015-03-01', '2015-04-01']);
    expect(deleted).toEqual({ 'lines of the audit-log': 6 });
    expect(await world.count('from audit.processing_record')).toBe(2);
  });

  it('that was sent goes as a whole', async () => {
    await world.database.admin`
      insert into audit.export_cursor (collector, last_id)
      select ${COLLECTOR}, min(id) from audit.processing_record`;
    const { deleted, unsentMonths } = await run(COLLECTOR);
    expect([deleted, unsentMonths]).toEqual([{ 'lines of the processing-log': 1 }, ['2015-04-01']]);
  });

  it('that a collector still waits for stays, also for a process that sends nothing itself', async () => {
    const { deleted, unsentMonths } = await run();
    expect([deleted, unsentMonths]).toEqual([{}, ['2015-04-01']]);
  });

  it('waits for no collector to which nothing was sent for a month', async () => {
    const { admin } = world.database;
    await admin`insert into audit.export_cursor (collector, last_id, sent_at)
      values ('http://retired.example', 0, now() - interval '2 months')`;
    expect((await run(COLLECTOR)).unsentMonths).toEqual(['2015-04-01']);
    await admin`delete from audit.export_cursor where collector = 'http://retired.example'`;
  });

  it('leaves the end of its chain behind, which the proof of its deletion follows', async () => {
    const ended = await world.database.admin`select month::text, lines, hash from audit.ended_month order by month`;
    expect(ended).toEqual([
      { month: '2015-03-01', lines: '3', hash: '2015-03-013' },
      { month: '2015-04-01', lines: '3', hash: '2015-04-013' },
    ]);
    expect((await world.proofs()).map(({ action }) => action)).toEqual([
      'retention audit-log',
      'retention audit-log',
      'retention processing-log',
    ]);
  });

  it('in which is written now stays, however short the term is', async () => {
    await world.setDays('audit-log', 1);
    await world.setDays('processing-log', 1);
    await world.database.admin`update audit.export_cursor set last_id = (select max(id) from audit.processing_record)`;
    const { deleted } = await run();
    expect(deleted).toEqual({ 'lines of the processing-log': 1 });
    expect((await world.proofs()).length).toBe(4);
  });
});
