import { describe, expect, test } from '@jest/globals';
import { latestFiles, people, rowsOf, shelterFiles, tally } from './demo-world.js';

const latest = latestFiles();
const value = (part: string, field: string) => latest.map((file) => rowsOf(file, part)[0]?.[field]);

// Written out here and not imported: the published table, against which the generator is held.
const PUBLISHED = {
  PERMIT: 43,
  RETURNED: 50,
  THIRD_COUNTRY: 2,
  ENDED_BY_LVV: 76,
  AWAITING_ASYLUM_DECISION: 179,
  UNKNOWN_DESTINATION: 107,
  OTHER: 80,
};

describe('the published figures, counted from the records', () => {
  test('1,297 people were sheltered and guided in one of the five pilots', () => {
    expect(latest).toHaveLength(1297);
    expect(latest.every((file) => rowsOf(file, 'stay').length > 0)).toBe(true);
    expect(Object.keys(tally(value('caseFile', 'municipality'))).sort()).toEqual([
      'AMSTERDAM',
      'EINDHOVEN',
      'GRONINGEN',
      'ROTTERDAM',
      'UTRECHT',
    ]);
  });

  test('537 of them left, for the published reasons, and nobody on medical grounds', () => {
    expect(value('caseFile', 'status').filter((status) => status === 'LEFT')).toHaveLength(537);
    expect(tally(value('outflow', 'reason'))).toEqual(PUBLISHED);
  });

  test('a move between municipalities is no outflow: counting rows or people gives the same', () => {
    expect(tally(shelterFiles.flatMap((file) => rowsOf(file, 'outflow')).map((row) => row.reason))).toEqual(PUBLISHED);
    const moved = people().filter((files) => files.length > 1);
    expect(moved.length).toBeGreaterThan(10);
    for (const files of moved) expect(new Set(files.map((file) => file.organisation)).size).toBe(2);
  });

  test('who left has a reason and a day, who stays has neither', () => {
    for (const file of latest) {
      const [caseFile] = rowsOf(file, 'caseFile');
      const [outflow] = rowsOf(file, 'outflow');
      expect(caseFile?.status === 'LEFT').toBe(outflow !== undefined);
      expect(caseFile?.leftAt).toBe(outflow?.leftAt ?? null);
    }
  });

  test('the municipalities share the people, and each reason, by their weights', () => {
    const cities = tally(value('caseFile', 'municipality'));
    const weights = { AMSTERDAM: 287, EINDHOVEN: 33, GRONINGEN: 201, ROTTERDAM: 73, UTRECHT: 268 };
    for (const [city, weight] of Object.entries(weights)) {
      expect(Math.abs((cities[city] ?? 0) - (1297 * weight) / 862)).toBeLessThan(1);
      for (const [reason, total] of Object.entries(PUBLISHED)) {
        const here = latest.filter(
          (file) => rowsOf(file, 'caseFile')[0]?.municipality === city && rowsOf(file, 'outflow')[0]?.reason === reason,
        );
        expect(Math.abs(here.length - (total * weight) / 862)).toBeLessThan(1);
      }
    }
  });

  test('nothing in a shelter lies after 31 October 2020, so that 1 November counts the same in or out', () => {
    const events = shelterFiles.flatMap((file) => [
      ...['caseFile', 'stay', 'outflow', 'plan'].flatMap((part) =>
        rowsOf(file, part).flatMap((row) => [row.arrivedAt, row.departedAt, row.leftAt, row.decidedAt]),
      ),
    ]);
    const days = events.filter((day) => day != null).map(String);
    days.sort();
    expect(days.at(-1)).toBe('2020-10-31');
    expect(days.filter((day) => day < '2019-07-01')).toEqual([]);
  });
});
