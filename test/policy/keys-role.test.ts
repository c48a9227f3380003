import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { openSnapshot } from '../../src/database/snapshot.js';
import { readVNumbers } from '../../src/join/v-numbers.js';
import { activityOf } from '../../src/policy/policy.js';
import { KEYS_ROLE } from '../../src/policy/role-name.js';
import { startGraph, type TestGraph } from '../support/graph.js';
import { V, WORLD } from '../support/world.js';
import { initialPolicy } from './initial-policy.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph(WORLD);
});
afterAll(() => graph?.close());

const openKeys = (organisation: string, purpose: string) => {
  const activity = activityOf(
    initialPolicy,
    purpose === 'CASE_COORDINATION' ? `MUNICIPALITY/${purpose}` : `IND/${purpose}`,
  );
  const asked = { organisation, purpose, activity, statementTimeoutMs: 5_000 };
  return openSnapshot(graph.database.views, { role: KEYS_ROLE, ...asked });
};

const numbers = async (organisation: string, purpose: string, keys: readonly string[]) => {
  const ids = keys.map((key) => graph.id(key));
  const found = await readVNumbers(() => openKeys(organisation, purpose), ids);
  return keys.map((key) => found.get(graph.id(key)));
};

describe('the role of the keys', () => {
  it('reads the V-numbers of cases in the asking organisation’s reach, and of no other', async () => {
    expect(await numbers('ind', 'RESIDENCE_DECISION', ['amal', 'farid', 'hana'])).toEqual([V.amal, V.farid, undefined]);
    expect(await numbers('rotterdam', 'CASE_COORDINATION', ['amal', 'farid'])).toEqual([undefined, undefined]);
  });

  it('reads nothing for who does not take part, or not for this purpose', async () => {
    expect(await numbers('ind', 'RETURN', ['amal'])).toEqual([undefined]);
    expect(await numbers('nobody', 'RESIDENCE_DECISION', ['amal'])).toEqual([undefined]);
  });

  test.each([
    'select kind from ind.application',
    'select status from app.case_index',
    'select v_number from app.case_key',
    'select arrived_at from app.reach',
    'select organisation from app.case_v_number',
    'select content from app.source_copy',
    'select partner_kind from app.consent',
    'select line_hash from audit.audit_record',
    "update app.case_v_number set v_number = '1000000000'",
  ])('may not %s', async (statement) => {
    const snapshot = await openKeys('ind', 'RESIDENCE_DECISION');
    await expect(snapshot.query(statement, [])).rejects.toThrow();
    await snapshot.end();
  });
});
