import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { allPseudonyms, pseudonymOf } from '../../src/audit/pseudonym.js';
import type { LogKey } from '../../src/config.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { append, entry, KEYS, served } from './log-entries.js';

const keyOf = (id: string): LogKey => ({ id, key: Buffer.from(`a key of thirty-two bytes or more: ${id}`) });
const [OLD, NEW] = [keyOf('2025'), keyOf('2026')];
const ADA = { vNumber: '1000000001', caseId: '00000000-0000-4000-8000-00000000000a' };

let opened: TestDatabase;
beforeAll(async () => {
  opened = await testDatabase();
  await opened.database.admin`insert into app.case_key (id, v_number) values (${ADA.caseId}, ${ADA.vNumber})`;
});
afterAll(() => opened?.close());

describe('a pseudonym', () => {
  it('is the same for the same person and key, so that a person can be found', () => {
    expect(pseudonymOf(ADA, OLD)).toEqual(pseudonymOf({ ...ADA, caseId: null }, OLD));
    expect(pseudonymOf(ADA, OLD)).toMatchObject({ type: 'Vreemdelingennummer', keyId: '2025' });
    expect(pseudonymOf({ ...ADA, vNumber: null }, OLD).type).toBe('Ketenzicht-casus');
  });

  it('differs for every person and every key', () => {
    const vNumber = fc.nat(9_999_999_999).map((number) => String(number).padStart(10, '0'));
    const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
    void fc.assert(
      fc.property(fc.uniqueArray(vNumber, { minLength: 2, maxLength: 20 }), (numbers) => {
        const all = numbers.flatMap((each) => allPseudonyms({ vNumber: each, caseId: each }, [OLD, NEW]));
        expect(new Set(all).size).toBe(all.length);
      }),
      { seed, numRuns: 50 },
    );
  });

  it('is none of the hashes that can be guessed from ten digits without the key', () => {
    const { id } = pseudonymOf(ADA, OLD);
    for (const text of [ADA.vNumber, `Vreemdelingennummer\0${ADA.vNumber}`, `Vreemdelingennummer${ADA.vNumber}`]) {
      for (const algorithm of ['sha256', 'sha512', 'sha1', 'md5']) {
        expect(createHash(algorithm).update(text).digest('base64url').startsWith(id)).toBe(false);
      }
    }
    expect(pseudonymOf(ADA, { id: OLD.id, key: Buffer.alloc(32) }).id).not.toBe(id);
  });
});

describe('a change of keys', () => {
  const find = async (keys: readonly LogKey[]) => {
    const rows = await opened.database.admin<{ keyId: string }[]>`
      select key_id as "keyId" from audit.processing_record
      where data_subject_id = any(${allPseudonyms(ADA, keys)}::text[]) order by id`;
    return rows.map(({ keyId }) => keyId);
  };

  it('loses nothing of the past while the old key stays behind the new one', async () => {
    for (const pseudonyms of [OLD, NEW]) {
      await append(opened.database, [entry([served(ADA.caseId, 'person.name')])], { ...KEYS, pseudonyms });
    }
    expect(await find([NEW, OLD])).toEqual(['2025', '2026']);
  });

  it('leaves nobody to be found under a key that was taken away', async () => {
    expect(await find([NEW])).toEqual(['2026']);
    expect(await find([keyOf('2027')])).toEqual([]);
  });

  it('finds what was written before a case got its V-number', async () => {
    await append(opened.database, [entry([{ subject: { vNumber: '2000000002' }, categories: [], status: 'UNSET' }])]);
    const late = { vNumber: '2000000002', caseId: '00000000-0000-4000-8000-00000000000b' };
    await append(opened.database, [entry([served(late.caseId)])]);
    await opened.database.admin`insert into app.case_key (id, v_number) values (${late.caseId}, ${late.vNumber})`;
    await append(opened.database, [entry([served(late.caseId)])]);
    const rows = await opened.database.admin`
      select 1 from audit.processing_record where data_subject_id = any(${allPseudonyms(late, [KEYS.pseudonyms])}::text[])`;
    expect(rows.length).toBe(3);
  });
});
