import { describe, expect, it } from '@jest/globals';
import { absencesByPlace, missingByReason } from '../../../src/web/board/cases/absences.js';
import { marksOf } from '../../../src/web/board/cases/marks.js';

const ABSENCES = [
  { path: 'case.person.bsn', reason: 'WITHHELD', condition: 'OWN' },
  { path: 'case.applications.*.remedy', reason: 'WITHHELD', condition: 'CONSENT', at: [1] },
  { path: 'case.plan.efforts.*.dueAt', reason: 'SOURCE_UNAVAILABLE', at: [[0], [2]] },
] as const;

describe('what is absent on the page of a case', () => {
  const find = absencesByPlace(ABSENCES);

  it('is found at its place, and nowhere else', () => {
    expect(find(['case', 'person', 'bsn'])).toEqual({ reason: 'WITHHELD', condition: 'OWN' });
    expect(find(['case', 'applications', 1, 'remedy'])?.condition).toBe('CONSENT');
    expect(find(['case', 'applications', 0, 'remedy'])).toBeUndefined();
    expect(find(['case', 'plan', 'efforts', 2, 'dueAt'])?.reason).toBe('SOURCE_UNAVAILABLE');
    expect(find(['case', 'plan', 'efforts', 1, 'dueAt'])).toBeUndefined();
    expect(find(['case', 'person'])).toBeUndefined();
  });

  it('is told once for each reason, each place once', () => {
    const twice = [
      ...ABSENCES,
      { path: 'case.applications.*.remedy', reason: 'WITHHELD', condition: 'CONSENT', at: [3] },
    ];
    expect(missingByReason(twice as (typeof ABSENCES)[number][])).toEqual([
      { why: 'OWN', places: [['person', 'bsn']] },
      { why: 'CONSENT', places: [['applications', 'remedy']] },
      { why: 'SOURCE_UNAVAILABLE', places: [['plan', 'efforts', 'dueAt']] },
    ]);
  });
});

describe('what is marked on the page of a case', () => {
  const marks = marksOf({
    id: '1',
    conflicts: [{ field: 'BIRTH_DATE', values: [] }],
    underInvestigation: [{ field: 'APPLICATION_DECIDED_AT', source: 'IND', requestedAt: '2026-01-01T00:00:00Z' }],
  });

  it('is what sources state differently, and what somebody asked to rectify', () => {
    expect(marks.differs('person', 'birthDate')).toBe(true);
    expect(marks.differs('person', 'birthPlace')).toBe(false);
    expect(marks.investigated('applications', 'decidedAt')).toBe(true);
    expect(marks.investigated('plan', 'decidedAt')).toBe(false);
  });

  it('is nothing where a view does not have them', () => {
    const none = marksOf({ id: '1' });
    expect([none.differs('person', 'birthDate'), none.investigated('person', 'birthDate')]).toEqual([false, false]);
  });
});
