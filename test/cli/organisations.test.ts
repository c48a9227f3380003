import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import { dayAfter, dutchDay, onDutchClock } from '../../src/model/dutch-day.js';
import { type TestDatabase, testConfig, testDatabase } from '../support/database.js';
import { run } from '../support/run-program.js';

let opened: TestDatabase;
let folder: string;
const names = ['DATABASE_URL', 'KETENZICHT_DATA_FOLDER', 'KETENZICHT_SECRET', 'KETENZICHT_LOG_KEYS'] as const;
const before = names.map((name) => process.env[name]);
beforeAll(async () => {
  opened = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'ketenzicht-organisations-'));
  const { secret, logKeys } = testConfig();
  const [key] = logKeys;
  Object.assign(process.env, {
    DATABASE_URL: opened.adminUrl,
    KETENZICHT_DATA_FOLDER: folder,
    // The roles of the cluster have the tests' passwords, which come from the tests' secret.
    KETENZICHT_SECRET: Buffer.from(secret).toString(),
    KETENZICHT_LOG_KEYS: `${key?.id}:${Buffer.from(key?.key ?? '')
      .toString()
      .replaceAll(' ', '-')}`,
  });
});
afterAll(async () => {
  for (const [place, name] of names.entries()) {
    process.env[name] = before[place];
    if (before[place] === undefined) delete process.env[name];
  }
  await opened?.close();
  await rm(folder, { recursive: true });
});
async function done(...words: string[]): Promise<string> {
  const { exitCode, out, err } = await run(...words);
  expect([exitCode, err]).toEqual([0, '']);
  return out;
}
const auditLines = async () =>
  (await opened.database.admin<{ body: string }[]>`select body from audit.audit_record order by month, seq`).map(
    ({ body }) => JSON.parse(body),
  );
const today = () => dutchDay(new Date());
const later = (days: number) => Array.from({ length: days }).reduce<string>((day) => dayAfter(day), today());

describe('ketenzicht organisation and grant', () => {
  it('list who may ask for what, and until when', async () => {
    const lines = (await done('organisation', 'list')).split('\n');
    expect(lines).toContain('ngo-de-haven      NGO               Stichting De Haven: stands since 2019-01-01, no end');
    expect(lines).toContain('  GUIDANCE: stands since 2019-01-01, no end');
    const { organisations } = JSON.parse(await done('organisation', 'list', '--json'));
    expect(organisations).toHaveLength(18);
    expect(organisations[0]).toMatchObject({ code: 'amsterdam', partnerKind: 'MUNICIPALITY', daysLeft: null });
    expect(organisations[0].grants).toHaveLength(3);
    expect(await done('grant', 'list', 'avim')).toBe(
      'avim  IDENTIFICATION  stands since 2019-01-01, no end\navim  SUPERVISION     stands since 2019-01-01, no end\n',
    );
    const { grants } = JSON.parse(await done('grant', 'list', '--json'));
    expect(grants.length).toBeGreaterThan(18);
  });

  it('add an organisation and grant it a purpose, with days that count until their end', async () => {
    const named = ['--kind', 'ngo', '--name', 'Stichting De Kade'];
    expect(await done('organisation', 'add', 'ngo-kade', ...named, '--valid-until', later(70))).toBe(
      `Added ngo-kade: stands since ${today()}, last day ${later(70)} (70 days left).\n` +
        'It can ask for nothing yet. Next: ketenzicht grant add ngo-kade <GUIDANCE>\n',
    );
    expect(await done('organisation', 'list')).toContain('\n  no purpose: it can ask for nothing\n');
    expect(await done('grant', 'add', 'ngo-kade', 'GUIDANCE', '--valid-until', later(60))).toBe(
      `ngo-kade GUIDANCE: stands since ${today()}, last day ${later(60)} (60 days left, ends soon).\n`,
    );
    const [row] = await opened.database.admin<{ day: string }[]>`
      select (valid_until at time zone 'Europe/Amsterdam')::text as day from app.purpose_grant
      where organisation = 'ngo-kade'`;
    expect(row?.day).toBe(`${later(61)} 00:00:00`);
  });

  it('end, revoke and restore, and say what was done on the Dutch clock', async () => {
    expect(await done('grant', 'end', 'ngo-kade', 'GUIDANCE', '--until', later(1))).toMatch(
      /\(1 day left, ends soon\)/,
    );
    expect(await done('grant', 'revoke', 'ngo-kade', 'GUIDANCE')).toMatch(/refused\.\n$/);
    expect(await done('organisation', 'end', 'ngo-kade', '--until', later(2))).toMatch(
      /the last day counts, Dutch time/,
    );
    const revoked = await done('organisation', 'revoke', 'ngo-kade');
    const [row] = await opened.database.admin<{ at: string }[]>`
      select revoked_at as at from app.organisation where code = 'ngo-kade'`;
    expect(revoked).toBe(
      `ngo-kade: revoked on ${onDutchClock(new Date(row?.at ?? 0))}. Its next request is refused.\n`,
    );
    expect(await done('grant', 'add', 'ngo-kade', 'GUIDANCE')).toMatch(/no end\. The organisation itself: revoked on/);
    const restored = JSON.parse(await done('organisation', 'restore', 'ngo-kade', '--json'));
    expect(restored.organisation).toMatchObject({ standing: 'STANDS', daysLeft: 2, grants: [{ standing: 'STANDS' }] });
    await opened.database.admin`update app.organisation set valid_until = now() where code = 'ngo-kade'`;
    expect(await done('organisation', 'restore', 'ngo-kade', '--until', later(9))).toMatch(
      /\(9 days left, ends soon\)\. Its purposes are as they were:\n {2}GUIDANCE: stands/,
    );
  });

  it('write an audit line for each change, in the same transaction', async () => {
    const lines = await auditLines();
    expect(lines.map(({ action, about }) => `${action}: ${about}`)).toEqual([
      'organisation add: ngo-kade',
      'grant add: ngo-kade GUIDANCE',
      'grant end: ngo-kade GUIDANCE',
      'grant revoke: ngo-kade GUIDANCE',
      'organisation end: ngo-kade',
      'organisation revoke: ngo-kade',
      'grant add: ngo-kade GUIDANCE',
      'organisation restore: ngo-kade',
      'organisation restore: ngo-kade',
    ]);
    const common = {
      organisation: 'operator',
      categories: ['programme.grants'],
      result: 'OK',
      policyVersion: '2026-11-28.1',
    };
    for (const line of lines) expect(line).toMatchObject(common);
    await opened.database.admin.unsafe(`
      create function refuse() returns trigger language plpgsql as $$ begin raise 'full'; end $$;
      create trigger refuse before insert on audit.audit_record for each row execute function refuse()`);
    const { exitCode, err } = await run('organisation', 'revoke', 'ind');
    await opened.database.admin`drop trigger refuse on audit.audit_record`;
    expect([exitCode, err]).toEqual([2, expect.stringContaining('cannot be logged')]);
    const [ind] = await opened.database.admin`select revoked_at from app.organisation where code = 'ind'`;
    expect(ind).toEqual({ revoked_at: null });
  });

  const add = ['organisation', 'add', 'ngo-x', '--name', 'X'];
  test.each<[string, string[], RegExp]>([
    [
      'a code that nobody has',
      ['organisation', 'revoke', 'coa'],
      /no such organisation\. .* Choose from: amsterdam avim/,
    ],
    ['a code that nobody has', ['grant', 'list', 'coa'], /Choose one of: amsterdam/],
    ['a code that somebody has', [...add.with(2, 'ind'), '--kind', 'NGO'], /of that code already/],
    ['a kind that there is not', [...add, '--kind', 'POLICE'], /Choose from: MUNICIPALITY NGO/],
    ['a municipality without its value', [...add, '--kind', 'MUNICIPALITY'], /KETENZICHT_ORGANISATIONS.*: AMSTERDAM/],
    [
      'a purpose of another kind',
      ['grant', 'add', 'ind', 'RETURN'],
      /no such purpose.*Choose from: RESIDENCE_DECISION\n/,
    ],
    ['a purpose that was not granted', ['grant', 'revoke', 'ind', 'RETURN'], /Choose from: RESIDENCE_DECISION\n/],
    [
      'an end before the beginning',
      [...add, '--kind', 'NGO', '--valid-from', '2030-02-01', '--valid-until', '2030-01-31'],
      /before the first/,
    ],
    ['a date that is no date', ['organisation', 'end', 'ind', '--until', '2027-02-30'], /Give it as YYYY-MM-DD/],
    ['a day that is over', ['grant', 'end', 'ind', 'RESIDENCE_DECISION', '--until', '2026-01-01'], /is over.*revoke/],
    ['what stands', ['organisation', 'restore', 'ind'], /Leave it as it is/],
    ['no day', ['organisation', 'end', 'ind'], /required option '--until <day>'/],
  ])('refuse %s with exit code 2, and change nothing (case %#)', async (_, words, message) => {
    const state = async () => [
      await opened.database.admin`select * from app.organisation order by code`,
      await opened.database.admin`select * from app.purpose_grant order by organisation, purpose`,
      await auditLines(),
    ];
    const was = await state();
    const { exitCode, out, err } = await run(...words);
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toMatch(message);
    expect(await state()).toEqual(was);
  });

  it('refuse to revoke twice, as JSON for a script', async () => {
    await done('organisation', 'revoke', 'ngo-domhof');
    const { exitCode, out } = await run('organisation', 'revoke', 'ngo-domhof', '--json');
    expect([exitCode, JSON.parse(out)]).toEqual([2, { error: expect.stringMatching(/^It is revoked already/) }]);
  });

  test.each(
    ['list', 'add', 'end', 'revoke', 'restore']
      .map((name) => `organisation ${name}`)
      .concat(['list', 'add', 'end', 'revoke'].map((name) => `grant ${name}`)),
  )('%s --help has an example', async (command) => {
    expect(await done(...command.split(' '), '--help')).toMatch(/Example:\n {2}ketenzicht (organisation|grant) /);
  });
});

describe('ketenzicht token', () => {
  it('also knows an organisation that only the register has', async () => {
    const token = await done('token', '--organisation', 'ngo-kade');
    expect(decodeJwt(token.trim())).toMatchObject({ organisation: 'ngo-kade', purposes: ['GUIDANCE'] });
  });

  it('and nobody else', async () => {
    const { exitCode, err } = await run('token', '--organisation', 'coa');
    expect([exitCode, err]).toEqual([2, expect.stringMatching(/Choose one of: amsterdam /)]);
  });
});
