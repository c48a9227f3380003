import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bytesAnAnswer, heldNow, MOST_BYTES_AN_ANSWER } from '../../src/cli/bench/held-memory.js';
import { soakCommand, soakResult } from '../../src/cli/bench/soak.js';
import { run } from '../support/run-program.js';

/** Moments a minute apart of a process that keeps so many bytes for each answer, and something from its first minute on. */
const leaking = (each: number, perMinute = 10_000, noise: readonly number[] = [0, 0, 0, 0, 0]) =>
  noise.map((by, minute) => {
    const answers = (minute + 1) * perMinute;
    return { answers, heldBytes: 60e6 + (minute > 0 ? 15e6 : 0) + answers * each + by, residentBytes: 200e6 };
  });

describe('the judgement of a soak', () => {
  it('finds what stays behind for each answer, whatever came in the first minute', () => {
    const each = fc.double({ min: -50, max: 5_000, noNaN: true });
    fc.assert(
      fc.property(each, fc.integer({ min: 1, max: 100_000 }), (bytes, perMinute) => {
        expect(bytesAnAnswer(leaking(bytes, perMinute))).toBeCloseTo(bytes, 0);
      }),
    );
  });

  it('is good while memory is flat, also where it goes up and down', () => {
    const upAndDown = [0, 800_000, -600_000, 900_000, -200_000];
    expect(soakResult(leaking(0, 10_000, upAndDown))).toMatchObject({ exitCode: 0, json: { flat: true } });
    expect(soakResult(leaking(0)).text).toContain('Good: 0.0 bytes');
  });

  it('is missed where a kilobyte stays behind', () => {
    const { exitCode, text } = soakResult(leaking(1_024));
    expect([exitCode, text]).toEqual([1, expect.stringContaining('Missed: 1024.0 bytes')]);
    expect(soakResult(leaking(MOST_BYTES_AN_ANSWER + 1)).exitCode).toBe(1);
  });

  it('is missed where requests failed, and says with what', () => {
    const { exitCode, text } = soakResult(leaking(0), { '503 LOG_UNAVAILABLE': 2 });
    expect([exitCode, text]).toEqual([1, expect.stringContaining('Failed: 2 with 503 LOG_UNAVAILABLE.')]);
  });

  it('is none with less than three minutes', async () => {
    expect(() => bytesAnAnswer(leaking(0).slice(0, 2))).toThrow(RangeError);
    const { exitCode, err } = await run('bench', '--soak', '2');
    expect([exitCode === 0, err]).toEqual([false, expect.stringContaining('3 or more')]);
  });
});

it('what is held is less once it is let go', async () => {
  let kept: object[] | undefined = Array.from({ length: 200_000 }, (_, place) => ({ place }));
  const full = await heldNow(kept.length);
  kept = undefined;
  const { heldBytes, answers } = await heldNow(0);
  expect([full.answers, answers]).toEqual([200_000, 0]);
  expect(full.heldBytes - heldBytes).toBeGreaterThan(3e6);
});

it('a soak asks the product itself, and every answer is good', async () => {
  const { json } = await soakCommand({ minutes: 3, minuteMs: 300 });
  const { moments, failed } = json as { moments: { answers: number }[]; failed: object };
  expect(failed).toEqual({});
  expect(moments).toHaveLength(3);
  expect(moments.every(({ answers }, place) => answers > (moments[place - 1]?.answers ?? 0))).toBe(true);
}, 120_000);
