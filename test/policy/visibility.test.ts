import { describe, expect, test } from '@jest/globals';
import { visibilityTable } from '../../src/policy/visibility.js';
import { smallPolicy } from './initial-policy.js';
import { smallSchema } from './small-schema.js';

const ROWS = ['person.name,consent,no', 'case.status,yes,own', 'person.v_number,no,yes', 'plan.scenario,no,no'];
const table = visibilityTable(smallSchema, smallPolicy(...ROWS));
const lines = table.split('\n');

describe('the review table', () => {
  test('begins with the version, and names basis, activity and validity of every column', () => {
    expect(lines[2]).toContain('Policy version 2026-01-01.1.');
    expect(lines).toContain('| NGO/GUIDANCE | consent | https://example.org/guidance/v1 | 2020-01-01 | 2026-06-30 |');
    expect(lines).toContain(
      '| IND/RESIDENCE_DECISION | public task | https://example.org/decision/v2 | 2020-01-01 | open-ended |',
    );
  });

  test('has a cell for every category and view, in the order of the policy', () => {
    const start = lines.indexOf('| Category | Covers | NGO/GUIDANCE | IND/RESIDENCE_DECISION |');
    expect(lines.slice(start + 2, start + 6)).toEqual([
      '| person.name | what it covers | consent | – |',
      '| case.status | what it covers | yes | own |',
      '| person.v_number | what it covers | – | yes |',
      '| plan.scenario | what it covers | – | – |',
    ]);
  });

  test('lists all that a category covers, also arguments, inputs and enum values', () => {
    const start = lines.indexOf('### person.name');
    expect(lines.slice(start + 2, lines.indexOf('### case.status') - 1)).toEqual([
      '- `Order.NAME`',
      '- `Person.name`',
      '- `Plan.officer` (needs plan.scenario as well)',
      '- `Query.cases(named:)`',
      '- `Search.name`',
    ]);
    expect(visibilityTable(smallSchema, smallPolicy('a.b,no,no'))).toContain('### a.b\n\n- no field\n');
  });

  test('lists what is open to every view, with the reason', () => {
    expect(lines).toContain('| Case.id | says nothing about a person |');
    expect(table).not.toContain('| Case.status |');
  });

  test('is the same text each time', () => {
    expect(visibilityTable(smallSchema, smallPolicy(...ROWS))).toBe(table);
  });
});
