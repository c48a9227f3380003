import { copyFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { deliverCommand } from '../../../src/cli/deliver/deliver-command.js';
import { readPolicy } from '../../../src/cli/policy-file.js';
import type { Policy } from '../../../src/policy/policy.js';
import { testConfig } from '../../support/config.js';
import { type TestDatabase, testDatabase } from '../../support/database.js';
import { delivererOf, temporaryFile } from '../../support/deliveries.js';

const organisations = ['amsterdam.', 'eindhoven.', 'ngo-de-brug.', 'ind.', 'wodc.'].map(delivererOf);
const extract = async (file: string) => {
  const path = await temporaryFile('');
  await copyFile(fileURLToPath(new URL(`../../extracts/${file}`, import.meta.url)), path);
  return path;
};

let test: TestDatabase;
let policy: Policy;
beforeAll(async () => {
  policy = await readPolicy();
  test = await testDatabase();
});
afterAll(() => test?.close());

const opened = () => ({ database: test.database, config: testConfig(), policy });
const deliver = (source: string, files: string[], rejected?: string) =>
  deliverCommand(
    { source, files, options: { rejected }, settings: {}, organisations },
    { onDatabase: (run) => run(opened()), say: () => undefined, print: () => undefined },
  );

describe('ketenzicht deliver', () => {
  it.each(['amsterdm', 'wodc', '', 'constructor', '__proto__'])(
    'unknown source %j: names the known ones',
    async (source) => {
      const result = await deliver(source, [await extract('ngo-de-brug.csv')]);
      expect(result.exitCode).toBe(2);
      expect(result.text).toContain('amsterdam, eindhoven, ngo-de-brug, ind.');
    },
  );

  it('exit code 0 when everything is stored, and the second time says that nothing changed', async () => {
    const file = await extract('ind.ndjson');
    expect(await deliver('ind', [file])).toMatchObject({ exitCode: 0 });
    const again = await deliver('ind', [file]);
    expect(again.exitCode).toBe(0);
    expect(again.text).toContain('nothing changed, 301 unchanged');
  });

  it('exit code 1 when rows are rejected, and says where they are', async () => {
    const rejected = await temporaryFile('');
    const result = await deliver('eindhoven', [await extract('eindhoven.csv')], rejected);
    expect(result.exitCode).toBe(1);
    expect(result.text).toContain(`13 records added, 0 changed, 0 unchanged, 1 row rejected, see ${rejected}`);
    expect(result.json).toMatchObject({ files: [{ added: 13, rejected: 1 }] });
    const [row] = await test.database.admin`select count(*)::int as facts from statistics.fact`;
    expect(row).toEqual({ facts: 13 });
  });

  it('exit code 2 when one of the files cannot be read; the others are delivered', async () => {
    const result = await deliver('ngo-de-brug', ['/nowhere/at-all.csv', await extract('ngo-de-brug.csv')]);
    expect(result.exitCode).toBe(2);
    expect(result.text).toContain('at-all.csv: not delivered. The file does not exist.');
    expect(result.json).toMatchObject({ files: [{ error: expect.any(String) }, { received: 13 }] });
  });

  it('leaves a line in the audit log for each file, and stores nothing when that cannot be written', async () => {
    const { admin } = test.database;
    await admin`truncate audit.audit_record`;
    await deliver('ngo-de-brug', [await extract('ngo-de-brug.csv')]);
    const [line] = await admin<{ body: string }[]>`select body from audit.audit_record`;
    expect(JSON.parse(line?.body ?? '')).toMatchObject({
      action: 'deliver',
      organisation: 'operator',
      about: 'ngo-de-brug',
    });
    await admin`truncate app.record, app.quarantine`;
    await admin`alter table audit.audit_record rename to gone`;
    const refused = deliver('ngo-de-brug', [await extract('ngo-de-brug.csv')]);
    await expect(refused).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' });
    await admin`alter table audit.gone rename to audit_record`;
    expect(await admin`select from app.record`).toHaveLength(0);
  });
});
