import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from '@jest/globals';
import { onDutchClock } from '../../src/model/dutch-day.js';
import { initialPolicy } from '../policy/initial-policy.js';
import { type TestDatabase, testConfig, testDatabase } from '../support/database.js';

const PROGRAM = fileURLToPath(new URL('../../src/cli/ketenzicht.js', import.meta.url));
const uriOf = (view: string) => initialPolicy.columns.find((one) => one.view === view)?.processingActivity ?? '';
const AVIM = uriOf('AVIM/SUPERVISION');
const ADMINISTRATION = uriOf('PROGRAMME_OFFICE/GRANT_ADMINISTRATION');
const AHEAD = '2099-01-01T00:00:00+01:00';

let opened: TestDatabase;
let folder: string;
beforeAll(async () => {
  opened = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'ketenzicht-activity-'));
});
beforeEach(async () => {
  await opened.database.admin`update app.processing_activity set ended_at = null`;
});
afterAll(async () => {
  await opened?.close();
  await rm(folder, { recursive: true });
});

interface Ended {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `ketenzicht activity …` in a process of its own, as an operator does. */
function activity(...words: string[]): Promise<Ended> {
  const { secret, logKeys } = testConfig();
  const [key] = logKeys;
  const env = {
    PATH: process.env.PATH,
    DATABASE_URL: opened.adminUrl,
    KETENZICHT_DATA_FOLDER: folder,
    // The roles of the cluster have the tests' passwords, which come from the tests' secret.
    KETENZICHT_SECRET: Buffer.from(secret).toString(),
    KETENZICHT_LOG_KEYS: `${key?.id}:${Buffer.from(key?.key ?? '')
      .toString()
      .replaceAll(' ', '-')}`,
  };
  return new Promise((done) => {
    execFile(process.execPath, [PROGRAM, 'activity', ...words], { env }, (error, out, err) => {
      done({ exitCode: error ? Number(error.code) : 0, out, err });
    });
  });
}

const endOf = async (uri: string) => {
  const [row] = await opened.database.admin<{ end: string | null }[]>`
    select ended_at as end from app.processing_activity where uri = ${uri}`;
  return row?.end ? new Date(row.end) : null;
};
const auditLines = async () => {
  const rows = await opened.database.admin<{ body: string }[]>`select body from audit.audit_record order by month, seq`;
  return rows.map(({ body }) => JSON.parse(body));
};

describe('ketenzicht activity end', () => {
  it('ends a version at once, and says whom that refuses', async () => {
    const { exitCode, out, err } = await activity('end', AVIM);
    const end = await endOf(AVIM);
    expect([exitCode, err]).toEqual([0, '']);
    expect(out).toBe(
      `${AVIM}: ended on ${onDutchClock(end ?? new Date(0))}, Dutch time. ` +
        'From then on AVIM/SUPERVISION is refused to everybody, also on open subscriptions.\n',
    );
    expect((await activity('list')).out).toContain(`${AVIM}\n  Supervision of foreign nationals (ended on `);
    expect((await activity('show', AVIM)).out).toMatch(/^end {10}ended on /m);
  });

  it('ends it later, moves that end, and answers a script in JSON', async () => {
    const first = JSON.parse((await activity('end', AVIM, '--at', AHEAD, '--json')).out);
    expect(first.activity).toMatchObject({ uri: AVIM, endedAt: '2098-12-31T23:00:00.000Z', standing: 'STANDS' });
    expect((await activity('end', AVIM, '--at', '2100-01-01T00:00:00Z')).out).toMatch(
      /: ends on 2100-01-01 01:00, Dutch/,
    );
    expect((await endOf(AVIM))?.toISOString()).toBe('2100-01-01T00:00:00.000Z');
    expect((await activity('show', AVIM, '--json')).out).toContain('"endedAt":"2100-01-01T00:00:00.000Z"');
  });

  it('ends also the one under which grants are administered: the operator can name the next version', async () => {
    expect((await activity('end', ADMINISTRATION)).exitCode).toBe(0);
    expect(await endOf(ADMINISTRATION)).not.toBeNull();
  });

  it('says of a version that the policy does not name that nobody was admitted under it', async () => {
    const old = AVIM.replace('/v2', '/v1');
    await opened.database.admin.unsafe(`insert into app.processing_activity
      select '${old}', partner_kind, purpose, name_nl, name_en, controller, legal_basis, categories, retention,
        confidential, valid_from from app.processing_activity where uri = '${AVIM}'`);
    expect((await activity('end', old)).out).toMatch(/does not name this version/);
    expect(await endOf(AVIM)).toBeNull();
  });

  it('writes an audit line of the operator, in the same transaction', async () => {
    await activity('end', AVIM, '--at', AHEAD);
    expect((await auditLines()).at(-1)).toMatchObject({
      action: 'activity end',
      about: AVIM,
      organisation: 'operator',
      categories: ['programme.grants'],
      result: 'OK',
    });
    await opened.database.admin.unsafe(`
      create function refuse() returns trigger language plpgsql as $$ begin raise 'full'; end $$;
      create trigger refuse before insert on audit.audit_record for each row execute function refuse()`);
    const { exitCode, err } = await activity('end', AVIM);
    await opened.database.admin`drop trigger refuse on audit.audit_record`;
    expect([exitCode, err]).toEqual([2, expect.stringContaining('cannot be logged')]);
    expect((await endOf(AVIM))?.toISOString()).toBe('2098-12-31T23:00:00.000Z');
  });

  test.each<[string, string[], RegExp]>([
    ['a version that there is not', [AVIM.replace('/v2', '/v9')], /no such processing activity\. .*Choose from: https/],
    ['a moment that is over', [AVIM, '--at', '2020-01-01T00:00:00Z'], /That moment is over/],
    ['a moment without a zone', [AVIM, '--at', '2099-01-01T00:00:00'], /with its zone/],
    ['a day that there is not', [AVIM, '--at', '2099-02-30T00:00:00Z'], /no moment to use/],
    ['a day', [AVIM, '--at', '2099-02-03'], /no moment to use/],
    ['no version', [], /missing required argument 'uri'/],
  ])('refuses %s with exit code 2, and changes nothing', async (_, words, message) => {
    const before = await auditLines();
    const { exitCode, out, err } = await activity('end', ...words);
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toMatch(message);
    expect(await endOf(AVIM)).toBeNull();
    expect(await auditLines()).toEqual(before);
  });

  it('refuses what has ended already, as JSON for a script', async () => {
    await activity('end', AVIM);
    const end = await endOf(AVIM);
    const { exitCode, out } = await activity('end', AVIM, '--at', AHEAD, '--json');
    expect([exitCode, JSON.parse(out)]).toEqual([2, { error: expect.stringMatching(/^It has ended already/) }]);
    expect(await endOf(AVIM)).toEqual(end);
  });

  it('has a help text with an example, and what cannot be undone', async () => {
    const { out } = await activity('end', '--help');
    expect(out).toMatch(/Example:\n {2}ketenzicht activity end https.*--at 2027-01-01T00:00:00\+01:00/);
    expect(out).toMatch(/is not taken back/);
  });
});
