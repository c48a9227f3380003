import { describe, expect, test } from '@jest/globals';
import type { Grant } from '../../src/model/grant.js';
import type { PartnerKind, Principal } from '../../src/model/principal.js';
import { CASE_INDEX } from '../../src/policy/gateway-tables.js';
import { issueGrant, wasIssued } from '../../src/policy/grant.js';
import { guidanceParts } from '../../src/sources/guidance/index.js';
import { indParts } from '../../src/sources/ind/index.js';
import { shelterParts } from '../../src/sources/shelter/index.js';
import { initialPolicy } from './initial-policy.js';

const caller = (partnerKind: PartnerKind): Principal => ({ organisation: 'some', partnerKind, client: 'test' });
const medical = { table: indParts.medicalOutcome, columns: ['case_id', 'medical_outcome'] };
const application = { table: indParts.application, columns: ['case_id', 'state', 'state'] };
const indName = { table: indParts.personName, columns: ['family_name'] };

function grantFor(kind: PartnerKind, purpose: string, ...asked: (typeof medical)[]): Grant | null {
  return issueGrant(initialPolicy, caller(kind), purpose, 'IND', asked);
}

describe('a grant', () => {
  test('names what was asked and is permitted, once, with the policy and activity behind it', () => {
    expect(grantFor('IND', 'RESIDENCE_DECISION', application, medical)).toEqual({
      agency: 'IND',
      principal: caller('IND'),
      purpose: 'RESIDENCE_DECISION',
      view: 'IND/RESIDENCE_DECISION',
      policyVersion: '2026-11-28.1',
      processingActivity: 'https://ketenzicht.example/processing-activities/ind-residence-decision/v2',
      tables: [
        { table: 'ind.application', columns: ['case_id', 'state'], conditions: [] },
        { table: 'ind.medical_outcome', columns: ['case_id', 'medical_outcome'], conditions: [] },
      ],
    });
  });

  test('carries the conditions of all categories of a table', () => {
    const tables = (kind: PartnerKind, purpose: string) => grantFor(kind, purpose, indName, medical)?.tables;
    expect(tables('NGO', 'GUIDANCE')?.map(({ conditions }) => conditions)).toEqual([['consent'], ['consent']]);
    expect(tables('MUNICIPALITY', 'CASE_COORDINATION')?.map(({ conditions }) => conditions)).toEqual([[], ['consent']]);
    const ofNgo = { table: guidanceParts.personName, columns: ['family_name'] };
    const own = issueGrant(initialPolicy, caller('NGO'), 'GUIDANCE', 'GUIDANCE', [ofNgo]);
    expect(own?.tables.map(({ conditions }) => conditions)).toEqual([['own']]);
  });

  test('leaves out a denied table without a word', () => {
    const grant = grantFor('AVIM', 'SUPERVISION', application, medical);
    expect(grant?.tables.map(({ table }) => table)).toEqual(['ind.application']);
  });

  test('cannot be changed, cast or copied into being', () => {
    const grant = grantFor('IND', 'RESIDENCE_DECISION', medical) as Grant;
    expect(wasIssued(grant)).toBe(true);
    expect(wasIssued({ ...grant })).toBe(false);
    expect(() => (grant.tables as unknown[]).push({})).toThrow(TypeError);
    expect(() => (grant.tables.at(0)!.columns as string[]).push('source_key')).toThrow(TypeError);
    expect(() => Object.assign(grant.principal, { organisation: 'other' })).toThrow(TypeError);
  });
});

/** Who asks the IND for the medical outcome, and gets nothing. */
const REFUSED: readonly (readonly [PartnerKind, string])[] = [
  ['AVIM', 'SUPERVISION'],
  ['AVIM', 'IDENTIFICATION'],
  ['MUNICIPALITY', 'SHELTER_OPERATIONS'],
  ['MUNICIPALITY', 'RESIDENCE_DECISION'],
  ['IND', 'RETURN'],
  ['IND', 'residence_decision'],
  ['IND', ''],
  ['NGO', 'CASE_COORDINATION'],
  ['RESEARCHER', 'STATISTICS'],
  ['PROGRAMME_OFFICE', 'STATISTICS'],
  ['PRIVACY_OFFICER', 'SUBJECT_ACCESS'],
];

describe('no grant', () => {
  test.each(REFUSED)('for %s with the purpose "%s"', (kind, purpose) => {
    expect(grantFor(kind, purpose, medical)).toBeNull();
  });

  test('for nothing asked', () => {
    expect(grantFor('IND', 'RESIDENCE_DECISION')).toBeNull();
  });

  test('for columns that a table does not have, even where the table is denied', () => {
    const wrong = { table: indParts.medicalOutcome, columns: ['diagnosis'] };
    expect(() => grantFor('IND', 'RESIDENCE_DECISION', wrong)).toThrow('ind.medical_outcome has no column diagnosis');
    expect(() => grantFor('AVIM', 'IDENTIFICATION', wrong)).toThrow(RangeError);
  });

  test('for tables of another agency or of the gateway itself', () => {
    const stay = { table: shelterParts.stay, columns: ['kind'] };
    expect(() => grantFor('IND', 'RESIDENCE_DECISION', stay)).toThrow('shelter.stay is not a table of IND');
    const index = [{ table: CASE_INDEX, columns: ['id'] }];
    expect(() => issueGrant(initialPolicy, caller('IND'), 'RESIDENCE_DECISION', 'IND', index)).toThrow(RangeError);
  });

  test('for a table twice or without columns', () => {
    expect(() => grantFor('IND', 'RESIDENCE_DECISION', medical, medical)).toThrow('asked for twice');
    expect(() => grantFor('IND', 'RESIDENCE_DECISION', { ...medical, columns: [] })).toThrow('without a column');
  });
});
