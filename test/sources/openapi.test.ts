import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { schemaOf } from '../../src/cli/example-agency/example-records.js';
import { openApiCommand } from '../../src/cli/openapi.js';
import { sources } from '../../src/sources/index.js';
import { answerCheck } from '../../src/sources/live/check-answer.js';
import { openApiOf } from '../../src/sources/live/document.js';
import type { LiveQuery } from '../../src/sources/live/transport.js';

const { parts } = sources.find(({ agency }) => agency === 'IND')!;
const document = openApiOf('IND', parts);

const QUERY: LiveQuery = {
  vNumbers: ['1000000001', '1000000002'],
  parts: { application: ['kind', 'state'], legal: [] },
  asker: { organisation: 'ind', partnerKind: 'IND' },
  purpose: 'RESIDENCE_DECISION',
  processingActivity: 'https://example.nl/activity',
  policyVersion: '1',
};

describe('the documents of what an agency’s API must offer', () => {
  it('are up to date with the parts', async () => {
    expect(await openApiCommand({ check: true })).toMatchObject({ exitCode: 0, json: { outdated: [] } });
  });

  test.each(['ind', 'dtv', 'avim'])('of %s name every field that can be asked for, and none of ours', (agency) => {
    const text = readFileSync(new URL(`../../src/sources/${agency}/openapi.json`, import.meta.url), 'utf8');
    const source = sources.find((one) => one.agency === agency.toUpperCase())!;
    for (const part of Object.values(source.parts)) {
      for (const field of Object.keys(part.fields)) if (field !== 'searchKey') expect(text).toContain(`"${field}"`);
    }
    expect(text).not.toMatch(/caseId|deliveredBy|retrievedAt|searchKey|recordClosedAt/);
  });

  it('take our queries, and no others', () => {
    const isQuery = new Ajv2020({ strict: true }).compile(schemaOf(document, 'Query'));
    expect(isQuery(QUERY)).toBe(true);
    for (const wrong of [
      { vNumbers: [] },
      { vNumbers: [1000000001] },
      { vNumbers: ['1000000001', '1000000001'] },
      { parts: {} },
      { parts: { application: ['asylumGrounds'] } },
      { parts: { notes: [] } },
      { purpose: undefined },
      { more: true },
    ]) {
      expect(isQuery({ ...QUERY, ...wrong })).toBe(false);
    }
  });
});

describe('an answer that is checked', () => {
  const check = answerCheck(parts);
  const row = { sourceKey: 'a', recordKey: '1', recordedAt: null, kind: 'REGULAR', state: 'SUBMITTED' };
  const of = (...records: unknown[]) => check({ records }, QUERY);
  const rowsOf = (given: unknown) => of({ vNumber: '1000000001', application: given }).persons.get('1000000001');

  it('keeps the rows of people who were asked for, each once', () => {
    const twice = of(
      { vNumber: '1000000001', application: [row] },
      { vNumber: '1000000001', application: [row], legal: [] },
    );
    expect(twice.persons.get('1000000001')?.get('application')).toEqual([row]);
    expect(twice.dropped).toEqual({ duplicate: 1 });
    expect(
      of({ vNumber: '1000000001', application: [row] })
        .persons.get('1000000001')
        ?.has('legal'),
    ).toBe(false);
    expect(of().persons.size).toBe(0);
  });

  it('drops people, parts and fields that were not asked for, and counts them', () => {
    const given = { ...row, submittedAt: '2024-01-01', notes: 'x' };
    const answer = of(
      { vNumber: '1000000001', application: [given], personBsn: [{}] },
      { vNumber: '1000000009', application: [row] },
      { vNumber: 1000000001, application: [row] },
      { application: [row] },
      'nobody',
      null,
    );
    expect([...answer.persons.keys()]).toEqual(['1000000001']);
    expect(answer.persons.get('1000000001')?.get('application')).toEqual([row]);
    expect(answer.dropped).toEqual({ person: 5, part: 1, field: 2 });
  });

  test.each<[string, unknown]>([
    ['a number for a code', [{ ...row, kind: 1 }]],
    ['a code that does not exist', [{ ...row, kind: 'HASA' }]],
    ['null where there must be something', [{ ...row, kind: null }]],
    ['a field that was asked for and is not there', [{ sourceKey: 'a', recordKey: '1', kind: 'REGULAR' }]],
    ['a row without its key', [{ ...row, recordKey: undefined }]],
    ['an empty key', [{ ...row, sourceKey: '' }]],
    ['a moment that is none', [{ ...row, recordedAt: 'yesterday' }]],
    ['a row that is none', [[row]]],
    ['null for rows', null],
    ['an object for rows', { 0: row }],
    ['more rows than anybody has', Array.from({ length: 1_001 }, (_, place) => ({ ...row, recordKey: String(place) }))],
    ['one wrong row among right ones', [row, { ...row, recordKey: '2', state: 7 }]],
  ])('has no part of a person with %s', (_, given) => {
    expect(rowsOf(given)?.has('application')).toBe(false);
    expect(of({ vNumber: '1000000001', application: given }).dropped.row).toBeGreaterThan(0);
  });

  test.each([null, 'text', 7, [], {}, { records: null }, { records: {} }])('is none at all when it is %j', (answer) => {
    expect(() => check(answer, QUERY)).toThrow('GARBAGE');
  });
});
