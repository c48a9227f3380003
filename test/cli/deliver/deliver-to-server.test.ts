import { copyFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { extractNames } from '../../support/deliveries.js';
import { startGraph, type TestGraph } from '../../support/graph.js';
import { type IdentityProvider, startIdentityProvider } from '../../support/identity-provider.js';
import { run } from '../../support/run-program.js';
import { amsterdamFile, amsterdamRow, amsterdamRows } from '../../support/shelter-rows.js';
import { runKetenzicht } from './deliver-process.js';

const EXTRACTS = fileURLToPath(new URL('../../extracts/', import.meta.url));
const DELIVERERS = {
  ...Object.fromEntries(
    ['amsterdam', 'rotterdam', 'utrecht', 'eindhoven', 'groningen'].map((one) => [one, ['CASE_COORDINATION']]),
  ),
  ind: ['RESIDENCE_DECISION'],
  dtv: ['RETURN'],
  avim: ['SUPERVISION'],
  'ngo-de-haven': ['GUIDANCE'],
  wodc: ['STATISTICS'],
};

/** Exit code, and how many rows came, records were added and rows rejected; in this order, as a shelter makes the cases. */
const OUTCOMES: [file: string, outcome: RegExp][] = [
  ['amsterdam.csv', /^1 149 144 5$/],
  ['eindhoven.csv', /^1 14 13 1$/],
  ['groningen.ndjson', /^1 220 96 1$/],
  ['rotterdam.json', /^1 33 32 1$/],
  ['utrecht.csv', /^1 145 115 1$/],
  ['ngo-de-haven.csv', /^0 \d+ \d+ 0$/],
  ['ind.ndjson', /^0 301 301 0$/],
  ['dtv.csv', /^0 470 \d+ 0$/],
  ['avim.ndjson', /^0 \d+ \d+ 0$/],
];

let provider: IdentityProvider;
let graph: TestGraph;
let folder: string;
beforeAll(async () => {
  provider = await startIdentityProvider({ purposes: DELIVERERS });
  graph = await startGraph([], { demo: false, oidc: provider.oidc });
  folder = await mkdtemp(join(tmpdir(), 'ketenzicht-command-'));
  for (const organisation of Object.keys(DELIVERERS)) {
    await writeFile(keyOf(organisation), JSON.stringify(provider.client(organisation).privateJwk), { mode: 0o600 });
  }
});
afterAll(async () => {
  await graph?.close();
  await provider?.close();
  await rm(folder, { recursive: true, force: true });
});

const keyOf = (organisation: string) => join(folder, `${organisation}.jwk`);

/** The settings of an organisation's machine. */
const machineOf = (organisation: string) => ({
  KETENZICHT_SERVER: graph.url,
  KETENZICHT_ISSUER: provider.issuer,
  KETENZICHT_CLIENT_ID: provider.client(organisation).clientId,
  KETENZICHT_CLIENT_KEY: keyOf(organisation),
});

const deliver = (organisation: string, words: readonly string[], more: Readonly<Record<string, string>> = {}) =>
  runKetenzicht(['deliver', organisation, ...words], { ...machineOf(organisation), ...more });

async function fileOf(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const recordsOf = async (organisation: string) => {
  const [row] = await graph.database.admin`
    select count(*)::int as n from app.record where organisation = ${organisation}`;
  return row?.n;
};

describe('ketenzicht deliver, to a server', () => {
  it.each(OUTCOMES)(
    'delivers %s in its own layout, by client credentials, as the same command does here',
    async (name, outcome) => {
      const path = join(folder, name);
      await copyFile(join(EXTRACTS, name), path);
      const { exitCode, out } = await deliver(name.replace(/\.\w+$/, ''), [path, '--json']);
      const [file] = JSON.parse(out).files;
      expect(`${exitCode} ${file.received} ${file.added} ${file.rejected}`).toMatch(outcome);
    },
  );

  it('delivers the file of every agency that delivers', async () => {
    const names = (await extractNames()).filter((file) => Object.hasOwn(DELIVERERS, file.replace(/\.\w+$/, '')));
    expect(OUTCOMES.map(([name]) => name).sort()).toEqual(names.sort());
  });

  it('puts the rejected rows beside the file, readable by their owner only, with the row as it stands in the file', async () => {
    const path = join(folder, 'eindhoven.csv');
    const rejected = await readFile(`${path}.rejected.csv`, 'utf8');
    expect(rejected).toMatch(/^\uFEFF"place","reason","row"\r\n"2","""Vnr"" is not a V-number of 10 digits","62;/);
    expect((await stat(`${path}.rejected.csv`)).mode & 0o777).toBe(0o600);
  });

  it('a second time says that it was delivered before', async () => {
    const path = join(folder, 'ind.ndjson');
    const { exitCode, out } = await deliver('ind', [path]);
    expect(exitCode).toBe(0);
    expect(out).toContain('ind.ndjson: delivered before: 301 rows');
  });

  it('sends what is compressed as it is', async () => {
    const path = await fileOf(
      'more.csv.gz',
      gzipSync(amsterdamFile(amsterdamRow('GZ1'), amsterdamRow('GZ2', { arrived: '31-02-2020' }))),
    );
    const { exitCode, out } = await deliver('amsterdam', [path]);
    expect([exitCode, out]).toEqual([
      1,
      expect.stringContaining('2 rows, 1 record added, 0 changed, 0 unchanged, 1 row rejected'),
    ]);
    expect(await readFile(`${path}.rejected.csv`, 'utf8')).toContain('GZ2');
  });

  it('exit code 3 when a snapshot waits; it is shown, confirmed or withdrawn by its id', async () => {
    const path = await fileOf('all.csv', amsterdamRows(1, 'SNAP'));
    const before = await recordsOf('amsterdam');
    const held = await deliver('amsterdam', [path, '--snapshot', '--json']);
    expect(held.exitCode).toBe(3);
    const [{ deliveryId, held: toClose }] = JSON.parse(held.out).files;
    expect(await recordsOf('amsterdam')).toBe(before);
    const decide = (action: string) => runKetenzicht(['delivery', action, deliveryId], machineOf('amsterdam'));
    expect(await decide('show')).toMatchObject({
      exitCode: 3,
      out: expect.stringContaining(`would close ${toClose};`),
    });
    expect(await decide('withdraw')).toMatchObject({ exitCode: 0, out: expect.stringContaining('WITHDRAWN') });
    expect(await decide('confirm')).toMatchObject({ exitCode: 2, err: expect.stringContaining('DELIVERY_CONFLICT') });
  });
});

describe('ketenzicht deliver --dry-run', () => {
  it('says which rows would be rejected and that the server would let it in, and sends nothing', async () => {
    const path = await fileOf(
      'dry.csv',
      amsterdamFile(amsterdamRow('DRY1'), amsterdamRow('DRY2', { arrived: '31-02-2020' })),
    );
    const before = await recordsOf('amsterdam');
    const { exitCode, out } = await deliver('amsterdam', [path, '--dry-run']);
    expect(exitCode).toBe(1);
    expect(out).toBe(
      `dry.csv: 2 rows, 1 can be stored, 1 row rejected, see ${path}.rejected.csv. Nothing was delivered.\n` +
        'The server takes you for amsterdam, for CASE_COORDINATION.\n',
    );
    expect(await recordsOf('amsterdam')).toBe(before);
    expect(await graph.database.admin`select from app.delivery where file_name like 'dry%'`).toHaveLength(0);
  });

  it('says so when the server would not', async () => {
    const path = await fileOf('dry.csv', amsterdamRows(1, 'DRY'));
    const { exitCode, out, err } = await deliver('amsterdam', [path, '--dry-run'], machineOf('utrecht'));
    expect(exitCode).toBe(2);
    expect(out + err).toContain('FORBIDDEN: The token is of utrecht');
  });
});

describe('nothing is delivered, and the exit code tells a scheduler why', () => {
  const file = () => fileOf('one.csv', amsterdamRows(1, 'NONE'));

  it.each([
    [
      '2: in the name of another organisation',
      { organisation: 'utrecht' },
      {},
      2,
      /FORBIDDEN: The token is of utrecht/,
    ],
    ['2: for a purpose for which nobody delivers', {}, { KETENZICHT_PURPOSE: 'SUBJECT_ACCESS' }, 2, /FORBIDDEN/],
    ['2: with a key of somebody else', {}, { KETENZICHT_CLIENT_ID: 'utrecht-system' }, 2, /NO_TOKEN/],
    ['75: the server is away', {}, { KETENZICHT_SERVER: 'http://127.0.0.1:1' }, 75, /cannot be reached/],
    [
      '75: the provider is away',
      {},
      { KETENZICHT_ISSUER: 'http://127.0.0.1:1' },
      75,
      /identity provider does not answer/,
    ],
    ['2: no key is set', {}, { KETENZICHT_CLIENT_KEY: '' }, 2, /Set KETENZICHT_TOKEN, or/],
    [
      '2: the server’s address would show the token',
      {},
      { KETENZICHT_SERVER: 'http://ketenzicht.example' },
      2,
      /https/,
    ],
  ])('%s', async (_, { organisation = 'amsterdam' }: { organisation?: string }, more, exitCode, says) => {
    const before = await recordsOf('amsterdam');
    const answer = await deliver('amsterdam', [await file()], { ...machineOf(organisation), ...more });
    expect([answer.exitCode, `${answer.out}${answer.err}`]).toEqual([exitCode, expect.stringMatching(says)]);
    expect(await recordsOf('amsterdam')).toBe(before);
  });

  it('2: a file in another layout, another that is not there; the good one between them is delivered', async () => {
    const [wrong, good] = [
      await fileOf('wrong.csv', 'a;b\r\n1;2\r\n'),
      await fileOf('good.csv', amsterdamRows(1, 'GOOD')),
    ];
    const { exitCode, out } = await deliver('amsterdam', [wrong, good, join(folder, 'none.csv'), '--json']);
    expect(exitCode).toBe(2);
    expect(JSON.parse(out).files).toMatchObject([
      { because: 'FILE', error: expect.stringContaining('layout') },
      { added: 1 },
      { because: 'FILE', error: 'The file does not exist. Check its name.' },
    ]);
  });

  it('2: by an organisation that delivers nothing', async () => {
    const { exitCode, err } = await deliver('wodc', [await file()]);
    expect([exitCode, err]).toEqual([2, expect.stringContaining('Unknown source. Choose one of: amsterdam')]);
  });

  it.each([
    [['amsterdam'], /Name at least one file/],
    [['amsterdam', 'a.csv', '--watch', '/tmp'], /not both/],
    [['amsterdam', 'a.csv', 'b.csv', '--rejected', 'c.csv'], /one file at a time/],
    [['amsterdam', '--watch', '/tmp', '--dry-run'], /--dry-run goes with files/],
    [['amsterdam', '--watch', '/tmp', '--every', 'often'], /number of seconds/],
  ])('2: wrong usage %#', async (words, says) => {
    const { exitCode, err } = await run('deliver', ...words);
    expect([exitCode, err]).toEqual([2, expect.stringMatching(says)]);
  });

  it('2: --snapshot without a server', async () => {
    const { exitCode, err } = await run('deliver', 'amsterdam', await file(), '--snapshot');
    expect([exitCode, err]).toEqual([2, expect.stringContaining('--snapshot goes with a server')]);
  });

  it('and the token, the key and the values of a row are in nothing that it writes', async () => {
    const path = await fileOf('values.csv', amsterdamFile(amsterdamRow('SECRETKEY', { arrived: '31-02-2020' })));
    const { out, err } = await deliver('amsterdam', [path, '--json']);
    expect(`${out}${err}`).not.toMatch(/eyJ|SECRETKEY|Haile|Salma/);
  });
});
