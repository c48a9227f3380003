import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readPolicy } from '../../src/cli/policy-file.js';
import { openSnapshot, type Snapshot } from '../../src/database/snapshot.js';
import { permitsOf } from '../../src/graph/views.js';
import { CaseReader } from '../../src/join/case-reader.js';
import { demandOf } from '../../src/join/demand.js';
import { byId, byVNumber } from '../../src/join/key-query.js';
import { planReads } from '../../src/join/plan.js';
import type { Caller } from '../../src/model/caller.js';
import { decide } from '../../src/policy/decide.js';
import { activityOf, type Policy } from '../../src/policy/policy.js';
import { roleName } from '../../src/policy/role-name.js';
import { sources } from '../../src/sources/index.js';
import { startGraph, type TestGraph } from '../support/graph.js';
import { V, WORLD } from '../support/world.js';

const VIEW = 'IND/RESIDENCE_DECISION';
const CALLER: Caller = {
  principal: { organisation: 'ind', partnerKind: 'IND', client: 'test' },
  organisationName: 'IND',
  purpose: 'RESIDENCE_DECISION',
  view: VIEW,
  expiresAt: new Date(Date.now() + 3_600_000),
};

let graph: TestGraph;
let policy: Policy;
beforeAll(async () => {
  graph = await startGraph(WORLD);
  policy = await readPolicy();
});
afterAll(() => graph?.close());

/** A reader whose snapshots open when they are let. */
function waitingReader() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const snapshot = async (role: string): Promise<Snapshot> => {
    await opened;
    const { organisation } = CALLER.principal;
    const asking = { organisation, purpose: CALLER.purpose, activity: activityOf(policy, VIEW) };
    return openSnapshot(graph.database.views, { role, ...asking, statementTimeoutMs: 5_000 });
  };
  const demand = demandOf(['Query.case', 'Case.id', 'Case.status', 'Case.applications', 'Application.kind']);
  const reader = new CaseReader({
    caller: CALLER,
    policy,
    plan: planReads(demand, sources, permitsOf(policy, VIEW), (category) => decide(policy, VIEW, category).condition),
    openSnapshot: () => snapshot(roleName(VIEW)),
    openKeys: () => snapshot(roleName(VIEW)),
    live: new Set(),
  });
  return { reader, open };
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describe('searches of one operation that come one after the other', () => {
  it('all find their cases, also when they waited for a connection together', async () => {
    const { reader, open } = waitingReader();
    const first = reader.cases(byId(graph.id('amal')));
    await nextTurn();
    const second = reader.cases(byVNumber(V.amal));
    await nextTurn();
    const third = reader.cases(byId(graph.id('farid')));
    await nextTurn();
    open();
    const [named, numbered, other] = await Promise.all([first, second, third]);
    expect([named, numbered, other].map((found) => found.map(({ id }) => id))).toEqual([
      [graph.id('amal')],
      [graph.id('amal')],
      [graph.id('farid')],
    ]);
    expect(named[0]?.applications).toEqual(numbered[0]?.applications);
    await reader.end();
  });

  it('and none opens a connection once the operation was answered', async () => {
    const { reader, open } = waitingReader();
    open();
    await reader.end();
    await expect(reader.cases(byId(graph.id('amal')))).rejects.toThrow('answered');
  });
});
