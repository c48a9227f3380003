import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { countsOf, delivererOn } from '../../support/deliverer.js';
import { startGraph, type TestGraph } from '../../support/graph.js';
import { amsterdamFile, amsterdamRow, amsterdamRows } from '../../support/shelter-rows.js';

let graph: TestGraph;
let deliverer: ReturnType<typeof delivererOn>;
beforeAll(async () => {
  graph = await startGraph();
  deliverer = delivererOn(graph);
});
afterAll(() => graph?.close());

const AMSTERDAM = { organisation: 'amsterdam', purpose: 'CASE_COORDINATION' };

describe('a delivery over the wire', () => {
  it('is stored, and tells what became of each row', async () => {
    const bad = amsterdamRow('W2', { arrived: '31-02-2020' });
    const sent = await deliverer.send({
      ...AMSTERDAM,
      body: amsterdamFile(amsterdamRow('W1'), bad, amsterdamRow('W3')),
    });
    expect([sent.status, sent.report.state]).toEqual([200, 'DONE']);
    expect(countsOf(sent)).toEqual({ received: 3, new: 2, rejected: 1 });
    expect(sent.report.rejectedRows).toEqual([{ place: 3, reason: '"Ingang opvang" is no existing date' }]);
    expect(sent.headers.get('location')).toBe(`/deliveries/${sent.report.id}`);
    const again = await deliverer.get(`/deliveries/${sent.report.id}`, AMSTERDAM);
    expect(again.report).toEqual(sent.report);
    const rejected = await deliverer.get(`/deliveries/${sent.report.id}/rejected`, AMSTERDAM);
    expect(rejected.headers.get('content-type')).toBe('application/x-ndjson');
    expect(rejected.text).toBe(`{"place":3,"reason":"\\"Ingang opvang\\" is no existing date"}\n`);
  });
});

describe('sent again under the same key', () => {
  it('the same body is the same delivery: nothing is applied twice', async () => {
    const body = amsterdamRows(20, 'K');
    const first = await deliverer.send({ ...AMSTERDAM, key: 'again', body });
    const second = await deliverer.send({ ...AMSTERDAM, key: 'again', body });
    expect([second.status, second.report]).toEqual([200, first.report]);
    expect(countsOf(first)).toEqual({ received: 20, new: 20 });
  });

  it('another body is refused, and changes nothing', async () => {
    await deliverer.send({ ...AMSTERDAM, key: 'other', body: amsterdamRows(2, 'O') });
    const other = await deliverer.send({ ...AMSTERDAM, key: 'other', body: amsterdamRows(3, 'O') });
    expect([other.status, other.report.code]).toEqual([409, 'DELIVERY_CONFLICT']);
    const rows = await graph.database.admin`select from app.record where source_key like 'O%'`;
    expect(rows).toHaveLength(2);
  });
});
