import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { beginningOf, endAfter, endMoment, timeLeft, WARNED_DAYS } from '../../src/identity/register-days.js';
import { newEnd, newSpan, standingOf } from '../../src/identity/register-span.js';
import { dayAfter, daysBetween, dutchDay, onDutchClock, startOfDutchDay } from '../../src/model/dutch-day.js';

const SEED = Number(process.env.SEED ?? Date.now() % 2 ** 31);
const at = (moment: string) => new Date(moment);

describe('a day that is given counts until its end on the Dutch clock', () => {
  test.each([
    ['in winter', '2026-12-31', '2026-12-31T23:00:00.000Z'],
    ['in summer', '2026-07-01', '2026-07-01T22:00:00.000Z'],
    ['on the day of 23 hours', '2026-03-29', '2026-03-29T22:00:00.000Z'],
    ['on the day before it', '2026-03-28', '2026-03-28T23:00:00.000Z'],
    ['on the day of 25 hours', '2026-10-25', '2026-10-25T23:00:00.000Z'],
    ['on the day before it', '2026-10-24', '2026-10-24T22:00:00.000Z'],
    ['on a leap day', '2028-02-29', '2028-02-29T23:00:00.000Z'],
  ])('%s', (_, day, end) => {
    expect(endAfter(day, at('2026-01-01T12:00:00Z'))).toBe(end);
    expect(timeLeft([end], at('2026-01-01T12:00:00Z')).validUntil).toBe(day);
  });

  it('and a first day from its midnight on', () => {
    expect(beginningOf('2026-07-01')).toBe('2026-06-30T22:00:00.000Z');
    expect(beginningOf('2026-10-26')).toBe('2026-10-25T23:00:00.000Z');
  });

  test.each([
    '2026-02-30',
    '2026-13-01',
    '2026-1-1',
    'tomorrow',
    '',
    '0000-01-01',
    '2018-12-31',
    '9999-12-31',
    '2026-01-01T00:00',
  ])('and "%s" is refused, without being repeated', (day) => {
    for (const use of [() => beginningOf(day), () => endAfter(day, at('2018-01-01T00:00:00Z'))]) {
      expect(use).toThrow('That is no day to use. Give it as YYYY-MM-DD, from 2019 to 2199.');
    }
  });

  it('and one that is over ends nothing: today still does', () => {
    const night = at('2026-11-23T23:30:00Z');
    expect(dutchDay(night)).toBe('2026-11-24');
    expect(() => endAfter('2026-11-23', night)).toThrow(/^That last day is over\./);
    expect(endAfter('2026-11-24', night)).toBe('2026-11-24T23:00:00.000Z');
  });
});

describe('a moment that is given', () => {
  const now = at('2026-11-28T12:00:00Z');

  it('counts in its zone; none is now', () => {
    expect(endMoment('2027-01-01T00:00:00+01:00', now)).toBe('2026-12-31T23:00:00.000Z');
    expect(endMoment('2027-01-01T00:00Z', now)).toBe('2027-01-01T00:00:00.000Z');
    expect(endMoment(null, now)).toBe('2026-11-28T12:00:00.000Z');
  });

  test.each([
    '2027-01-01',
    '2027-01-01T00:00:00',
    '2027-02-30T00:00:00Z',
    '2027-01-01T25:00:00Z',
    '2200-01-01T00:00:00Z',
    'tomorrow',
    '',
  ])('"%s" is refused, without being repeated', (moment) => {
    expect(() => endMoment(moment, now)).toThrow(
      'That is no moment to use. Give it with its zone, as in 2027-01-01T00:00:00+01:00, until 2199.',
    );
  });

  test.each(['2026-11-28T12:00:00Z', '2026-11-28T12:59:59+01:00', '2019-01-01T00:00:00Z'])('%s is over', (moment) => {
    expect(() => endMoment(moment, now)).toThrow(/^That moment is over\./);
  });

  it('that lies ahead is taken in whatever zone, and one that does not never is', () => {
    const moments = fc.date({ min: at('2020-01-01'), max: at('2199-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(moments, fc.integer({ min: -12, max: 14 }), (moment, hours) => {
        const local = new Date(moment.getTime() + hours * 3_600_000).toISOString().slice(0, -1);
        const zone = `${hours < 0 ? '-' : '+'}${String(Math.abs(hours)).padStart(2, '0')}:00`;
        const give = () => endMoment(`${local}${zone}`, now);
        if (moment > now) expect(give()).toBe(moment.toISOString());
        else expect(give).toThrow(/is over/);
      }),
      { seed: SEED },
    );
  });
});

describe('what is left', () => {
  const end = '2026-12-31T23:00:00.000Z';

  test.each([
    ['on the last day itself', '2026-12-30T23:00:00Z', 0, true],
    ['a second before it is over', '2026-12-31T22:59:59Z', 0, true],
    ['the evening before', '2026-12-30T22:59:59Z', 1, true],
    ['sixty days before', '2026-11-01T23:00:00Z', WARNED_DAYS - 1, true],
    ['on the first day of the warning', '2026-11-01T22:59:59Z', WARNED_DAYS, true],
    ['the day before the warning', '2026-10-31T22:59:59Z', WARNED_DAYS + 1, false],
    ['when it is over', '2026-12-31T23:00:00Z', null, false],
  ])('%s', (_, now, daysLeft, warning) => {
    expect(timeLeft([end], at(now))).toEqual({ validUntil: '2026-12-31', daysLeft, warning });
  });

  it('is of the end that comes first, and nothing without an end', () => {
    const now = at('2026-11-24T12:00:00Z');
    expect(timeLeft([end, null, '2026-11-30T23:00:00Z'], now)).toEqual({
      validUntil: '2026-11-30',
      daysLeft: 6,
      warning: true,
    });
    expect(timeLeft([null, null], now)).toEqual({ validUntil: null, daysLeft: null, warning: false });
  });
});

/** Moments of all hours, gathered around midnight and the changes of the clock. */
const changes = ['2026-03-29', '2026-10-25', '2027-03-28', '2027-10-31', '2028-02-29', '2026-12-31'];
const offsets = fc.integer({ min: -3 * 3_600_000, max: 27 * 3_600_000 });
const aroundChanges = fc
  .tuple(fc.constantFrom(...changes), offsets)
  .map(([day, offset]) => new Date(Date.parse(`${day}T00:00:00Z`) + offset));
const anyMoment = fc.date({ min: at('2019-01-02T00:00:00Z'), max: at('2190-01-01T00:00:00Z'), noInvalidDate: true });
const moments = fc.oneof(aroundChanges, anyMoment);
const dayCounts = fc.integer({ min: 0, max: 800 });

describe(`on every day of every year (seed ${SEED})`, () => {
  const holds = (property: Parameters<typeof fc.assert>[0]) => fc.assert(property, { seed: SEED, numRuns: 500 });

  it('as many days are left as nights lie between now and the last day', () => {
    holds(
      fc.property(moments, dayCounts, (now, count) => {
        let lastDay = dutchDay(now);
        for (let night = 0; night < count; night++) lastDay = dayAfter(lastDay);
        const end = endAfter(lastDay, now);
        expect(timeLeft([end], now)).toEqual({ validUntil: lastDay, daysLeft: count, warning: count <= WARNED_DAYS });
        const last = new Date(Date.parse(end) - 1);
        expect(timeLeft([end], last)).toMatchObject({ daysLeft: 0, warning: true });
        expect(timeLeft([end], at(end))).toMatchObject({ daysLeft: null, warning: false });
      }),
    );
  });

  it('a day begins where the one before it ends, after 23 to 25 hours', () => {
    holds(
      fc.property(moments, (moment) => {
        const day = dutchDay(moment);
        const [begin, end] = [startOfDutchDay(day), startOfDutchDay(dayAfter(day))];
        expect(begin <= moment && moment < end).toBe(true);
        expect([dutchDay(begin), dutchDay(new Date(end.getTime() - 1))]).toEqual([day, day]);
        expect(onDutchClock(begin)).toBe(`${day} 00:00`);
        expect([23, 24, 25]).toContain((end.getTime() - begin.getTime()) / 3_600_000);
        expect(daysBetween(day, dayAfter(day))).toBe(1);
      }),
    );
  });
});

describe('a span', () => {
  const now = at('2026-11-24T12:00:00Z');
  const span = (validFrom: string, validUntil: string | null = null, revokedAt: string | null = null) => ({
    validFrom,
    validUntil,
    revokedAt,
  });

  it('of one day is the shortest; one that ends before it begins is refused', () => {
    expect(newSpan({ validFrom: '2027-01-01', validUntil: '2027-01-01' }, now)).toEqual({
      validFrom: '2026-12-31T23:00:00.000Z',
      validUntil: '2027-01-01T23:00:00.000Z',
    });
    expect(() => newSpan({ validFrom: '2027-01-02', validUntil: '2027-01-01' }, now)).toThrow(/before the first/);
    expect(() => newEnd(span('2027-01-02T23:00:00Z'), '2027-01-02', now)).toThrow(/before the first/);
  });

  it('begins now and has no end, when nothing else is said', () => {
    expect(newSpan({}, now)).toEqual({ validFrom: now.toISOString(), validUntil: null });
    expect(newSpan({ validFrom: null, validUntil: null }, now)).toEqual(newSpan({}, now));
  });

  test.each([
    ['STANDS', span('2026-11-24T12:00:00Z')],
    ['NOT_BEGUN', span('2026-11-24T12:00:01Z')],
    ['ENDED', span('2026-01-01T00:00:00Z', '2026-11-24T12:00:00Z')],
    ['STANDS', span('2026-01-01T00:00:00Z', '2026-11-24T12:00:01Z')],
    ['REVOKED', span('2026-01-01T00:00:00Z', null, '2026-11-01T00:00:00Z')],
    ['REVOKED', span('2026-01-01T00:00:00Z', null, '2030-01-01T00:00:00Z')],
    ['REVOKED', span('2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z', '2026-11-01T00:00:00Z')],
  ])('is %s (case %#)', (standing, given) => {
    expect(standingOf(given, now)).toBe(standing);
  });
});
