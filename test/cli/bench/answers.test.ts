import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask, checkAnswers, sameAnswers } from '../../../src/cli/bench/answers.js';
import { startFloor } from '../../../src/cli/bench/floor.js';
import type { MeasuredServer } from '../../../src/cli/bench/measured-server.js';
import { startPeer } from '../../../src/cli/bench/peer-server.js';
import { startProduct } from '../../../src/cli/bench/product.js';
import { sampleOf } from '../../../src/cli/bench/sample.js';
import type { Sample } from '../../../src/cli/bench/workload.js';
import { loadDemo } from '../../../src/cli/demo.js';
import { readPolicy } from '../../../src/cli/policy-file.js';
import { PROJECT } from '../../house/project-files.js';
import { testConfig } from '../../support/database.js';
import { startGraph, type TestGraph } from '../../support/graph.js';
import { type SmallServer, smallServer } from '../../support/small-server.js';

const page = (...ids: string[]) => JSON.stringify({ data: { cases: { edges: ids.map((id) => ({ node: { id } })) } } });

describe('two answers are the same', () => {
  it('whatever the order of their fields, and whatever else the answer says of itself', () => {
    const given = '{"extensions":{"decision":1},"data":{"case":{"status":"LEFT","id":"1"}}}';
    expect(() => sameAnswers('a and b', 'cases', '{"data":{"case":{"id":"1","status":"LEFT"}}}', given)).not.toThrow();
  });

  it.each([
    ['another value', page('1', '2'), page('1', '3')],
    ['another order', page('1', '2'), page('2', '1')],
    ['one less', page('1', '2'), page('1')],
    ['null for a value', '{"data":{"case":{"id":"1","x":1}}}', '{"data":{"case":{"id":"1","x":null}}}'],
    ['nothing for null', '{"data":{"case":{"id":"1","x":null}}}', '{"data":{"case":{"id":"1"}}}'],
    ['an error', page('1'), '{"errors":[{"message":"no"}]}'],
    ['nothing on both sides', page(), page()],
    ['no case on both sides', '{"data":{"case":null}}', '{"data":{"case":null}}'],
  ])('but not with %s', (_, expected, given) => {
    expect(() => sameAnswers('floor and Other', 'pages', expected, given)).toThrow(
      'floor and Other give different pages',
    );
  });
});

describe('the check before measuring', () => {
  let graph: TestGraph;
  let floor: MeasuredServer;
  let product: MeasuredServer;
  let liar: SmallServer;
  let sample: Sample;

  beforeAll(async () => {
    graph = await startGraph();
    await loadDemo(graph.database);
    floor = await startFloor(graph.database.views);
    product = await startProduct({ config: testConfig(), database: graph.database, policy: await readPolicy() });
    liar = await smallServer((request, response) => {
      request.resume();
      response.end(page('1'));
    });
    sample = await sampleOf(graph.database, 2_000);
  }, 300_000);
  afterAll(async () => {
    for (const server of [liar, product, floor, graph]) await server?.close();
  });

  it('finds that floor and product give the same pages, cases, lists and finds by name', async () => {
    const { cases, pageBytes, caseBytes } = await checkAnswers(floor, new Map([['product', product]]), sample);
    expect(cases).toBe(50);
    expect(pageBytes).toBeGreaterThan(caseBytes);
  });

  it('finds the same for everybody who may be in a sample, and not only for those it asks', async () => {
    const different = [];
    for (const id of sample.ids) {
      const [expected = '', given = ''] = await Promise.all([floor, product].map((server) => ask(server.oneCase(id))));
      try {
        sameAnswers('floor and product', 'cases', expected, given);
      } catch {
        different.push(id);
      }
    }
    expect(different).toEqual([]);
    expect(sample.ids.length).toBeGreaterThan(1_000);
  });

  it('takes nobody into a sample whom two municipalities state, as floor and peers read the latest only', async () => {
    const twice = await graph.database.admin<{ id: string }[]>`
      select case_id as id from shelter.person_birth group by case_id having count(*) > 1`;
    expect(twice.length).toBeGreaterThan(0);
    expect(sample.ids.filter((one) => twice.some(({ id }) => id === one))).toEqual([]);
  });

  it('is not reached by a peer whose packages are not there: its name and the reason are told', async () => {
    const place = { folder: join(PROJECT, 'src/cli/bench/peers'), program: process.execPath };
    const starting = startPeer('mercurius', place, graph.database.views);
    await expect(starting).rejects.toThrow(/The peer mercurius does not start: [\s\S]*Cannot find package 'mercurius'/);
  });

  it('names the server that gives something else', async () => {
    const other = { ...product, list: () => ({ url: liar.url, headers: {}, body: '' }) };
    const servers = new Map([
      ['product', product],
      ['Other', other],
    ]);
    await expect(checkAnswers(floor, servers, sample)).rejects.toThrow('floor and Other give different lists');
  });
});
