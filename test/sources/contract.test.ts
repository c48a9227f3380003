import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readPolicy } from '../../src/cli/policy-file.js';
import { openSnapshot, type Snapshot } from '../../src/database/snapshot.js';
import type { Agency } from '../../src/model/agency.js';
import type { Grant } from '../../src/model/grant.js';
import { viewKey } from '../../src/model/purpose.js';
import { issueGrant } from '../../src/policy/grant.js';
import type { Policy } from '../../src/policy/policy.js';
import { roleName } from '../../src/policy/role-name.js';
import { sources } from '../../src/sources/index.js';
import type { Source } from '../../src/sources/source.js';
import { startGraph, type TestGraph } from '../support/graph.js';
import { WORLD } from '../support/world.js';

/** Each kind of source with what opens one that holds what the IND knows of the tests' world. */
const KINDS: readonly (readonly [kind: string, makeSource: () => Source])[] = [['HOSTED', () => sourceOf('IND')]];

const IND = { organisation: 'ind', partnerKind: 'IND', client: 'contract' } as const;
const PURPOSE = 'RESIDENCE_DECISION';

function sourceOf(agency: Agency): Source {
  return sources.find((source) => source.agency === agency)!;
}

/** What every source keeps, whatever its kind: the join relies on it without looking. */
describe.each(KINDS)('a source of kind %s', (_, makeSource) => {
  let graph: TestGraph;
  let policy: Policy;
  let source: Source;
  let snapshot: Snapshot;
  beforeAll(async () => {
    graph = await startGraph(WORLD);
    policy = await readPolicy();
    source = makeSource();
    snapshot = await openSnapshot(graph.database.gateway, {
      role: roleName(viewKey('IND', PURPOSE)),
      organisation: 'ind',
      purpose: PURPOSE,
      statementTimeoutMs: 5_000,
    });
  });
  afterAll(async () => {
    await snapshot?.end();
    await graph?.close();
  });

  const grant = (columns: Record<string, readonly string[]>): Grant => {
    const asked = Object.entries(columns).map(([part, names]) => ({ table: source.parts[part]!, columns: names }));
    return issueGrant(policy, IND, PURPOSE, source.agency, asked)!;
  };
  const kinds = () => grant({ application: ['record_key', 'kind'] });
  const both = () => [graph.id('amal'), graph.id('farid')] as const;

  it('answers a case with its rows, in the order of the grant’s tables and columns', async () => {
    const wanted = grant({ legal: ['legal_article'], application: ['kind', 'submitted_at', 'decided_at'] });
    expect(await source.read(wanted, [graph.id('amal')], snapshot)).toEqual([
      [
        [['31']],
        [
          ['ASYLUM_FIRST', '2022-01-10', '2023-02-01'],
          ['ART64_MEDICAL', '2024-01-15', '2024-02-10'],
        ],
      ],
    ]);
  });

  it('answers cases in the order asked, and a case asked twice twice', async () => {
    const [amal, farid] = both();
    const [one, two, three] = await source.read(kinds(), [farid, amal, farid], snapshot);
    expect(one).toEqual([[['Z1', 'REGULAR']]]);
    expect(two?.[0]).toHaveLength(2);
    expect(three).toEqual(one);
  });

  it('has no rows of a case that it does not know', async () => {
    const [, farid] = both();
    expect(await source.read(kinds(), [randomUUID(), farid, graph.id('idris')], snapshot)).toEqual([
      [[]],
      [[['Z1', 'REGULAR']]],
      [[]],
    ]);
    expect(await source.read(kinds(), [], snapshot)).toEqual([]);
  });

  it('has no rows of a case out of the asker’s reach, however it is asked', async () => {
    await graph.change(`insert into ind.application (case_id, organisation, delivered_by, source_key, record_key, kind, state)
        values ('${graph.id('hana')}', 'ind', 'ind', 'stray', '1', 'REGULAR', 'SUBMITTED')`);
    const fresh = await openSnapshot(graph.database.gateway, {
      role: roleName(viewKey('IND', PURPOSE)),
      organisation: 'ind',
      purpose: PURPOSE,
      statementTimeoutMs: 5_000,
    });
    expect(await source.read(kinds(), [graph.id('hana')], fresh)).toEqual([[[]]]);
    await fresh.end();
  });

  it('answers five hundred cases at once, and none but those', async () => {
    const [amal] = both();
    const ids = Array.from({ length: 500 }, (_, place) => (place === 321 ? amal : randomUUID()));
    const answer = await source.read(kinds(), ids, snapshot);
    expect(answer).toHaveLength(500);
    expect(answer.filter(([rows]) => rows!.length > 0)).toEqual([answer[321]]);
  });

  it('refuses the grant of another agency', async () => {
    const stray = issueGrant(policy, IND, PURPOSE, 'DTV', [
      { table: sourceOf('DTV').parts.procedure!, columns: ['state'] },
    ])!;
    await expect(source.read(stray, [...both()], snapshot)).rejects.toThrow(RangeError);
  });

  it('refuses a grant that the policy did not issue, if only a copy of one that it did', async () => {
    await expect(source.read({ ...kinds() }, [...both()], snapshot)).rejects.toThrow(RangeError);
  });

  it('refuses a table or a column that it does not have', async () => {
    const [table] = kinds().tables;
    const forged = [
      { ...table!, columns: ['kind", (select 1) as "x'] },
      { ...table!, columns: ['nobody'] },
      { ...table!, table: 'dtv.procedure' },
      { ...table!, table: 'app.case_key' },
    ];
    for (const one of forged) {
      const written = { ...kinds(), tables: [one] } as unknown as Grant;
      await expect(source.read(written, [...both()], snapshot)).rejects.toThrow(RangeError);
    }
  });

  it('fails when it does not answer, instead of answering less', async () => {
    await snapshot.end();
    await expect(source.read(kinds(), [...both()], snapshot)).rejects.toThrow();
  });
});
