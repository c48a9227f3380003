import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ViewKey } from '../../src/model/purpose.js';
import {
  DELIVERY_ROLE,
  GATEWAY_ROLE,
  LOG_ROLE,
  REGISTER_ROLE,
  roleName,
  STATISTICS_ROLE,
} from '../../src/policy/role-name.js';
import { testConfig } from '../support/database.js';
import { startGraph, type TestGraph } from '../support/graph.js';
import { initialPolicy } from './initial-policy.js';

const SEED = Number(process.env.SEED ?? Date.now() % 2 ** 31);
const VIEWS = initialPolicy.columns.map(({ view }) => view);
const purposeOf = (view: string) => view.split('/')[1] ?? '';
const LOGINS_AND_WRITERS = [GATEWAY_ROLE, DELIVERY_ROLE, LOG_ROLE, REGISTER_ROLE, STATISTICS_ROLE];

describe(`the name of a role (seed ${SEED})`, () => {
  const seeded = { seed: SEED, numRuns: 200 };

  test('is made of a view alone: whatever is not KIND/PURPOSE in capitals is refused', () => {
    const rubbish = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...VIEWS).chain((view) => fc.string({ minLength: 1 }).map((more) => view + more)),
      fc.constantFrom(...VIEWS).map((view) => view.toLowerCase()),
      fc.constantFrom(...VIEWS.map(roleName), ...LOGINS_AND_WRITERS, 'postgres', 'none', 'IND/', '/RETURN', 'IND/X/Y'),
    );
    fc.assert(
      fc.property(rubbish, (text) => {
        fc.pre(!/^[A-Z][A-Z0-9_]*\/[A-Z][A-Z0-9_]*$/.test(text));
        expect(() => roleName(text as ViewKey)).toThrow(RangeError);
      }),
      seeded,
    );
  });

  test('is never that of a login or of a role that writes, and always ours, plain and short enough', () => {
    const word = fc.stringMatching(/^[A-Z][A-Z0-9_]{0,20}$/);
    fc.assert(
      fc.property(word, word, (kind, purpose) => {
        const name = roleName(`${kind}/${purpose}` as ViewKey);
        expect(name).toMatch(/^ketenzicht_[a-z][a-z0-9_]*$/);
        expect(name.length).toBeLessThanOrEqual(63);
        expect(LOGINS_AND_WRITERS).not.toContain(name);
      }),
      seeded,
    );
  });

  test('is another one for each view of the policy', () => {
    expect(new Set(VIEWS.map(roleName)).size).toBe(VIEWS.length);
  });
});

describe('the role and the organisation of a snapshot', () => {
  const { organisations } = testConfig();
  let graph: TestGraph;
  let entered: readonly unknown[][] = [];
  beforeAll(async () => {
    graph = await startGraph();
    // Who logs in, and what the driver sends there with which values: told by the driver itself.
    const { views } = graph.database;
    const connecting = views.optionsOf.bind(views);
    views.optionsOf = (role) => ({
      ...connecting(role),
      debug: (_connection: number, text: string, values: unknown[]) => {
        if (text.includes("set_config('app.organisation'")) entered = [...entered, [connecting(role).user, ...values]];
      },
    });
  });
  afterAll(() => graph?.close());

  const SPOOFED = ['x-role', 'x-view', 'x-organisation', 'x-partner-kind', 'role', 'x-forwarded-user', 'pgoptions'];
  const WORDS = [
    ...VIEWS,
    ...VIEWS.map(roleName),
    ...LOGINS_AND_WRITERS,
    'postgres',
    'none',
    "x'; set role postgres --",
  ];
  const requests = fc.constantFrom(...organisations).chain((asking) => {
    const own = VIEWS.filter((view) => view.startsWith(`${asking.partnerKind}/`)).map(purposeOf);
    return fc.record({
      asking: fc.constant(asking),
      purpose: fc.oneof(fc.constant(null), fc.constantFrom(...own), fc.constantFrom(...VIEWS.map(purposeOf), ...WORDS)),
      headers: fc.dictionary(fc.constantFrom(...SPOOFED), fc.constantFrom(...WORDS), { maxKeys: 3 }),
      word: fc.constantFrom(...WORDS),
    });
  });

  test(`are always those of the caller's own view, whatever else the request says (seed ${SEED})`, async () => {
    let snapshots = 0;
    const property = fc.asyncProperty(requests, async ({ asking, purpose, headers, word }) => {
      entered = [];
      const stated: Record<string, string> = purpose === null ? {} : { 'x-purpose': purpose };
      const answer = await graph.ask({
        organisation: asking.code,
        query: 'query Cases($role: ID!) { cases(first: 1) { totalCount } case(id: $role) { id } }',
        variables: { role: word, organisation: word, view: word },
        headers: { ...headers, ...stated },
      });
      snapshots += entered.length;
      const own = VIEWS.filter((view) => view.startsWith(`${asking.partnerKind}/`));
      const roles = own.filter((view) => purpose === null || view.endsWith(`/${purpose}`)).map(roleName);
      for (const [taken, organisation] of entered) {
        expect(roles).toContain(taken);
        expect(organisation).toBe(asking.code);
      }
      if (entered.length === 0) expect(answer.errors).toBeDefined();
    });
    await fc.assert(property, { seed: SEED, numRuns: 150 });
    expect(snapshots).toBeGreaterThan(10);
  });
});
