import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { openDatabase } from '../../src/database/database.js';
import { registerLookup } from '../../src/identity/register-lookup.js';
import { type TestDatabase, testConfig, testDatabase } from '../support/database.js';

let opened: TestDatabase;
beforeAll(async () => {
  opened = await testDatabase();
});
afterAll(() => opened?.close());

const run = (statement: string) => opened.database.admin.unsafe(statement);
const insert = (code: string, kind: string) =>
  run(
    `insert into app.organisation (code, partner_kind, name, valid_from) values ('${code}', '${kind}', '${code}', now())`,
  );

describe('the register says who is known', () => {
  it('with the kind and the name that stand there', async () => {
    const find = registerLookup(opened.database.gateway);
    expect(await find('ind')).toEqual({
      code: 'ind',
      partnerKind: 'IND',
      name: 'Immigratie- en Naturalisatiedienst',
    });
  });

  it('from the moment they are added, also when somebody asked for them before', async () => {
    const find = registerLookup(opened.database.gateway);
    expect(await find('ngo-new')).toBeUndefined();
    await insert('ngo-new', 'NGO');
    expect(await find('ngo-new')).toMatchObject({ partnerKind: 'NGO' });
  });

  it('and remembers that for a second, not longer: then the kind is read again', async () => {
    let now = 1_000_000;
    const find = registerLookup(opened.database.gateway, () => now);
    await insert('ngo-changing', 'NGO');
    expect(await find('ngo-changing')).toMatchObject({ partnerKind: 'NGO' });
    await run(`update app.organisation set partner_kind = 'RESEARCHER' where code = 'ngo-changing'`);
    now += 999;
    expect(await find('ngo-changing')).toMatchObject({ partnerKind: 'NGO' });
    now += 1;
    expect(await find('ngo-changing')).toMatchObject({ partnerKind: 'RESEARCHER' });
    await run(`delete from app.organisation where code = 'ngo-changing'`);
    now += 1_000;
    expect(await find('ngo-changing')).toBeUndefined();
  });

  it('and knows nobody of a kind that the program does not know', async () => {
    await insert('ngo-odd', 'EMPEROR');
    expect(await registerLookup(opened.database.gateway)('ngo-odd')).toBeUndefined();
  });

  test.each(['', 'IND', ' ind', 'ind\u0000', "ind' or 'a' = 'a", 'a'.repeat(64), '\ud800', '%'])(
    'and knows nobody as %j',
    async (code) => {
      expect(await registerLookup(opened.database.gateway)(code)).toBeUndefined();
    },
  );

  it('and says that it cannot be read, rather than that nobody is known', async () => {
    const other = await openDatabase(testConfig({ databaseUrl: opened.adminUrl }));
    const find = registerLookup(other.gateway);
    await other.close();
    await expect(find('ind')).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: 'Who asks cannot be looked up now. Ask again later.',
    });
  });
});
