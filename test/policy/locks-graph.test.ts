import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ViewKey } from '../../src/model/purpose.js';
import { masterOfTests, startGraph, type TestGraph } from '../support/graph.js';
import { WORLD } from '../support/world.js';
import { initialPolicy } from './initial-policy.js';
import { asAsker, organisationsOf, outcomeOf } from './locks/asker.js';
import { quoted } from './locks/catalogue.js';
import { compareGraph } from './locks/compare-graph.js';
import { callerOf, columnsOfFields, hasField, schemaOfView } from './locks/graph-reads.js';
import { hasCases } from './locks/open-tables.js';

/** What the parts hold and no field shows: what `findPerson` compares, and what stands in the provenance. */
const SHOWN_BY_NO_FIELD = ['searchKey', 'sourceLevel'];

const VIEWS = initialPolicy.columns.map(({ view }) => view).filter(hasCases);
const ASKERS = VIEWS.flatMap((view) =>
  organisationsOf(view)
    .slice(0, 2)
    .map((one): [ViewKey, string] => [view, one]),
);
const { shown, unshown } = columnsOfFields(masterOfTests());

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph(WORLD);
});
afterAll(() => graph?.close());

describe('through GraphQL and under its role a partner gets the same', () => {
  test.each(VIEWS)('%s has a field if and only if its role may select what the field shows', async (view) => {
    const [organisation = ''] = organisationsOf(view);
    const schema = await schemaOfView(graph, callerOf(view, organisation));
    const outcomes = await asAsker(graph.database, { view, organisation }, (session) =>
      Promise.all(shown.map(({ table, column }) => outcomeOf(session, `select "${column}" from ${quoted(table)}`))),
    );
    const nameOf = ({ type, field }: { type: string; field: string }) => `${type}.${field}`;
    const opened = shown.filter((_, place) => outcomes[place] !== '42501').map(nameOf);
    const inView = shown.filter(({ type, field }) => hasField(schema, type, field)).map(nameOf);
    expect([...new Set(opened)].sort()).toEqual([...new Set(inView)].sort());
  });

  test.each(ASKERS)('%s: %s gets the same cases and the same values', async (view, organisation) => {
    const { values, differences } = await compareGraph(graph, view, organisation);
    expect(differences).toEqual([]);
    expect(values).toBeGreaterThan(20);
  });

  test('which is no empty promise: a value that changes between the two is seen', async () => {
    const change = async () => {
      await graph.change(
        `update dtv.procedure set departure_kind = 'FORCED' where source_key = 'amal' and record_key = 'P1'`,
      );
      await graph.change(`delete from shelter.person_birth where source_key = 'amal'`);
    };
    const { differences } = await compareGraph(graph, 'DTV/RETURN', 'dtv', change);
    const id = graph.id('amal');
    expect(differences.map((one) => one.replace(`${id} `, '')).sort()).toEqual([
      'person.birthDate',
      'person.birthPlace',
      'returnProcedures.departureKind',
    ]);
  });
});

test('every column is shown by a field, or only compares or says whence', () => {
  expect([...new Set(unshown)].sort()).toEqual(SHOWN_BY_NO_FIELD);
});
