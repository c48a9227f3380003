import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test } from '@jest/globals';
import { openAccessLog } from '../../src/audit/access-log.js';
import { signHead } from '../../src/audit/chain.js';
import { runRetention } from '../../src/audit/retention/run-retention.js';
import { chainOf, chainOfMonths, rawLines, replaceLines, STRANGER } from '../audit/chain-tampering.js';
import { append, entries, entry, KEYS, OLD_KEYS, OLD_SECRET, served, verify } from '../audit/log-entries.js';
import { type TestDatabase, testConfig, testDatabase } from '../support/database.js';
import { run as runCommand } from '../support/run-program.js';

const SETTINGS = [
  'DATABASE_URL',
  'DATABASE_LOG_URL',
  'KETENZICHT_SECRET',
  'KETENZICHT_OLD_SECRETS',
  'KETENZICHT_DATA_FOLDER',
] as const;
const before = { ...process.env };
let opened: TestDatabase;
let folder: string;
beforeAll(async () => {
  opened = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'ketenzicht-audit-'));
});
beforeEach(async () => {
  Object.assign(process.env, { DATABASE_URL: opened.adminUrl, KETENZICHT_DATA_FOLDER: folder });
  process.env.KETENZICHT_SECRET = Buffer.from(testConfig().secret).toString();
  delete process.env.DATABASE_LOG_URL;
  delete process.env.KETENZICHT_OLD_SECRETS;
  await chainOf(opened.database, [2, 3]);
});
afterAll(async () => {
  for (const name of SETTINGS) {
    process.env[name] = before[name];
    if (before[name] === undefined) delete process.env[name];
  }
  await opened?.close();
  await rm(folder, { recursive: true });
});

async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const run = (...words: string[]) => runCommand('audit', ...words);

describe('ketenzicht audit verify', () => {
  it('ends with 0 for a log that is whole, and says what it cannot know', async () => {
    const { exitCode, out } = await run('verify');
    expect([exitCode, out]).toEqual([
      0,
      'The audit log is whole: 1 month, 5 lines; that no end was cut off, only kept heads can tell.\n',
    ]);
    expect(JSON.parse((await run('verify', '--json')).out)).toMatchObject({ whole: true, lines: 5, findings: [] });
  });

  it('ends with 1 for a log that is not, and names the place and no content', async () => {
    const lines = await rawLines(opened.database);
    const month = lines[0]?.month.slice(0, 7) ?? '';
    await replaceLines(
      opened.database,
      lines.filter(({ seq }) => seq !== 2),
    );
    const { exitCode, out } = await run('verify', '--month', month);
    expect(exitCode).toBe(1);
    expect(out).toBe(
      `The audit log is not whole (1 month, 4 lines):\n  ${month}, line 2: MISSING: a line is missing here\n`,
    );
    const { findings } = JSON.parse((await run('verify', '--json')).out);
    expect(findings).toEqual([{ month, line: '2', kind: 'MISSING', text: 'a line is missing here' }]);
  });

  it('compares with heads that were kept elsewhere', async () => {
    const kept = await file('heads', (await run('heads')).out);
    expect((await run('verify', '--heads', kept)).out).toContain('1 kept heads are in it');
    await replaceLines(opened.database, (await rawLines(opened.database)).slice(0, 2));
    expect((await run('verify')).exitCode).toBe(0);
    const { exitCode, out } = await run('verify', '--heads', kept);
    expect([exitCode, out]).toEqual([
      1,
      expect.stringContaining('line 5: CUT: a head was kept of this line: it is gone'),
    ]);
  });

  it('needs no secret: the public key and a login that reads are enough', async () => {
    const key = await file('audit.pem', (await run('public-key')).out);
    process.env.DATABASE_LOG_URL = opened.adminUrl;
    process.env.KETENZICHT_SECRET = 'another secret, of an auditor who was not given ours';
    expect((await run('verify', '--public-key', key)).exitCode).toBe(0);
    expect(await run('verify')).toMatchObject({ exitCode: 1, out: expect.stringContaining('line 2: FORGED') });
  });

  describe('beside the processing log', () => {
    const person = () => entry([served(randomUUID())]);
    beforeEach(async () => {
      await opened.database.admin`truncate audit.processing_record, audit.audit_record`;
      await append(opened.database, [person()]);
      await append(opened.database, [person()]);
    });
    afterEach(() => opened.database.admin`truncate audit.processing_record`);
    const cutTo = async (lines: number) =>
      replaceLines(opened.database, (await rawLines(opened.database)).slice(0, lines));
    const firstId = async (after = 0) => {
      const rows = await opened.database.admin<{ id: string }[]>`select id from audit.processing_record order by id`;
      return String(rows[after]?.id);
    };

    it('ends with 1 for a log that was emptied, and names the first line that the other log has', async () => {
      await cutTo(0);
      const place = `line ${await firstId()} of the processing log: EMPTIED`;
      expect(await run('verify')).toMatchObject({ exitCode: 1, out: expect.stringContaining(place) });
      expect(JSON.parse((await run('verify', '--json')).out)).toMatchObject({
        whole: false,
        lines: 0,
        findings: [{ kind: 'EMPTIED', log: 'processing', line: await firstId() }],
      });
    });

    it('ends with 1 for a log that was cut off at a signed line, in its month too', async () => {
      await cutTo(1);
      const { findings, months } = JSON.parse((await run('verify', '--json')).out);
      expect([findings, months]).toMatchObject([[{ kind: 'UNTOLD', line: await firstId(1) }], [{ whole: false }]]);
      expect((await run('verify', '--month', findings[0].month)).exitCode).toBe(1);
      expect((await run('verify', '--month', '2019-01')).exitCode).toBe(2);
    });

    it('ends with 1 for an emptied log of which only a kept head knows', async () => {
      const kept = await file('before', (await run('heads')).out);
      await opened.database.admin`truncate audit.audit_record, audit.processing_record`;
      expect(await run('verify', '--heads', kept)).toMatchObject({ exitCode: 1, out: expect.stringContaining('CUT') });
    });

    it('ends with 2 where neither log has a line: that is no proof of anything', async () => {
      await opened.database.admin`truncate audit.audit_record, audit.processing_record`;
      const said = 'There is nothing to verify: neither log has a line.';
      expect(await run('verify')).toEqual({ exitCode: 2, out: '', err: expect.stringContaining(said) });
    });
  });

  describe('after a change of the secret', () => {
    beforeEach(async () => {
      await chainOf(opened.database, []);
      await append(opened.database, entries(2), OLD_KEYS);
      await append(opened.database, entries(1));
    });

    it('finds the log whole with the old secret among the settings, and forged without it', async () => {
      expect(await run('verify')).toMatchObject({ exitCode: 1, out: expect.stringContaining('line 2: FORGED') });
      process.env.KETENZICHT_OLD_SECRETS = 'another-secret-that-was-never-in-use-here';
      expect(await run('verify')).toMatchObject({ exitCode: 1, out: expect.stringContaining('line 2: FORGED') });
      process.env.KETENZICHT_OLD_SECRETS += ` ${OLD_SECRET}`;
      expect(await run('verify')).toMatchObject({ exitCode: 0 });
    });

    it('takes the public keys of then and now, from one file or several, and no others beside them', async () => {
      process.env.KETENZICHT_OLD_SECRETS = OLD_SECRET;
      const both = await run('public-key');
      const [now = '', old = ''] = both.out.split(/(?<=-----END PUBLIC KEY-----\n)/);
      expect(JSON.parse((await run('public-key', '--json')).out)).toEqual({
        publicKey: now.trimEnd(),
        oldPublicKeys: [old.trimEnd()],
      });
      const files = { now: await file('now.pem', now), old: await file('old.pem', old) };
      const together = await file('both.pem', both.out);
      const verified = async (...paths: string[]) =>
        (await run('verify', ...paths.flatMap((path) => ['--public-key', path]))).exitCode;
      expect([await verified(together), await verified(files.old, files.now)]).toEqual([0, 0]);
      // The settings know both; who names keys has those verified with and no others.
      expect([await verified(files.now), await verified(files.old)]).toEqual([1, 1]);
      expect(await verified(files.now, await file('odd.pem', 'a secret'))).toBe(2);
    });
  });

  const head = async (change: object, key = KEYS.signing) => {
    const [line] = (await rawLines(opened.database)).slice(-1);
    const at = { month: line?.month ?? '', seq: 5n, hash: line?.hash ?? '' };
    return JSON.stringify({ ...at, seq: '5', signature: signHead(at, key), ...change });
  };

  test.each<[string, () => Promise<string[]>, RegExp]>([
    ['a month that is none', async () => ['--month', '2026-13'], /--month must be YYYY-MM/],
    ['a month without lines', async () => ['--month', '2019-01'], /has no lines of 2019-01/],
    ['a file of heads that is not there', async () => ['--heads', join(folder, 'nothing')], /ENOENT/],
    ['an empty file of heads', async () => ['--heads', await file('none', '\n')], /holds none/],
    [
      'heads that are none',
      async () => ['--heads', await file('odd', `${await head({})}\n{"seq":1}`)],
      /line 2 of the kept/,
    ],
    [
      'heads of another key',
      async () => ['--heads', await file('other', await head({}, STRANGER as never))],
      /line 1 .* key/,
    ],
    ['a key that is none', async () => ['--public-key', await file('key', 'a secret')], /holds no Ed25519 key/],
    ['a word that is not known', async () => ['--all'], /unknown option/],
  ])('ends with 2 for %s', async (_, words, said) => {
    const { exitCode, err, out } = await run('verify', ...(await words()));
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toMatch(said);
    expect(err).not.toContain('a secret');
  });

  it('ends with 2 where the logs are not there', async () => {
    const { admin } = opened.database;
    await admin`alter schema audit rename to away`;
    const { exitCode, err } = await run('verify').finally(() => admin`alter schema away rename to audit`);
    expect(exitCode).toBe(2);
    expect(err).toContain('run `ketenzicht migrate` first');
  });
});

describe('ketenzicht audit heads', () => {
  it('prints the signed end of each month', async () => {
    const [line] = (await rawLines(opened.database)).slice(-1);
    const { exitCode, out } = await run('heads');
    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toEqual({ month: line?.month, seq: '5', hash: line?.hash, signature: line?.signature });
  });

  it('ends with 1 where an end is not signed', async () => {
    await opened.database.admin`delete from audit.audit_record where seq = 5`;
    expect(await run('heads')).toMatchObject({ exitCode: 1, out: expect.stringContaining('not signed') });
  });
});

test('a month that retention deleted after its term leaves a log that is whole, with and without kept heads', async () => {
  const { database } = opened;
  await chainOfMonths(database, ['2009-11-01', '2009-12-01'], (each) => signHead(each, KEYS.signing));
  await append(database, entries(2));
  const kept = await file('old-heads', (await run('heads')).out);
  const config = testConfig();
  const { deleted } = await runRetention({ database, log: openAccessLog(database, config), config });
  expect(deleted).toMatchObject({ 'lines of the audit-log': 6 });
  expect((await verify(database)).findings).toEqual([]);
  expect(await run('verify', '--heads', kept)).toMatchObject({ exitCode: 0 });
});
