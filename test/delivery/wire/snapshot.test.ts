import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { countsOf, delivererOn } from '../../support/deliverer.js';
import { startGraph, type TestGraph } from '../../support/graph.js';
import { amsterdamFile, amsterdamRow } from '../../support/shelter-rows.js';

let graph: TestGraph;
let deliverer: ReturnType<typeof delivererOn>;
beforeAll(async () => {
  graph = await startGraph();
  deliverer = delivererOn(graph);
});
afterAll(() => graph?.close());

const AMSTERDAM = { organisation: 'amsterdam', purpose: 'CASE_COORDINATION' };
const V = (key: number) => String(1_000_000_000 + key);
const rowOf = (key: number) => amsterdamRow(`S${key}`, { vNumber: V(key) });
const rowsOf = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => rowOf(from + n));
const delta = (...rows: string[]) => deliverer.send({ ...AMSTERDAM, body: amsterdamFile(...rows) });
const snapshot = (...rows: string[]) =>
  deliverer.send({ ...AMSTERDAM, body: amsterdamFile(...rows), headers: { 'delivery-mode': 'snapshot' } });
const decide = (id: string, what: 'confirm' | 'withdraw') =>
  deliverer.post(`/deliveries/${id}/${what}`, { ...AMSTERDAM, headers: { prefer: 'wait=30' } });

const closedKeys = async () => {
  const rows = await graph.database.admin`select source_key from app.record where closed_at is not null order by 1`;
  return rows.map(({ source_key: key }) => key);
};

/** Thirty records, all open. */
beforeEach(async () => {
  await graph.change(`truncate app.record, app.case_key, app.case_index, app.case_v_number, app.reach, app.quarantine,
    app.fragment, shelter.case_file, shelter.person_name, shelter.person_birth, shelter.person_nationality, shelter.stay,
    shelter.plan, shelter.place, ind.application`);
  await delta(...rowsOf(1, 30));
});

describe('a full snapshot', () => {
  it('closes what it no longer holds, and erases nothing: answers say since when', async () => {
    const sent = await snapshot(...rowsOf(1, 28), rowOf(31));
    expect([sent.report.state, sent.report.mode, sent.report.toClose]).toEqual(['DONE', 'SNAPSHOT', 2]);
    expect(countsOf(sent)).toEqual({ received: 29, new: 1, unchanged: 28, closed: 2 });
    expect(await closedKeys()).toEqual(['S29', 'S30']);
    const query = `query ($v: VNumber!) { caseByVNumber(vNumber: $v) { status shelterStays { arrivedAt provenance { closedAt } } } }`;
    const ask = async (key: number) => (await graph.ask({ ...AMSTERDAM, query, variables: { v: V(key) } })).text;
    expect(await ask(29)).toMatch(/"arrivedAt":"2020-02-10","provenance":\{"closedAt":"20\d\d-/);
    expect(await ask(28)).toContain('"closedAt":null');
  });

  it('opens again what comes again', async () => {
    await snapshot(...rowsOf(1, 28));
    const sent = await delta(rowOf(29));
    expect(countsOf(sent)).toEqual({ received: 1, changed: 1 });
    expect(await closedKeys()).toEqual(['S30']);
    const [row] = await graph.database.admin`select record_closed_at from shelter.stay where source_key = 'S29'`;
    expect(row?.record_closed_at).toBeNull();
  });

  it('sent twice closes nothing more', async () => {
    await snapshot(...rowsOf(1, 28));
    const again = await snapshot(...rowsOf(1, 28));
    expect(countsOf(again)).toEqual({ received: 28, unchanged: 28 });
    expect(again.report.toClose).toBe(0);
  });

  it('closes nothing of another organisation, nor of another agency', async () => {
    const line = (key: number) => `${JSON.stringify({ vNummer: V(key), aanvragen: [] })}\n`;
    await deliverer.send({ organisation: 'ind', body: line(1) + line(2) });
    await snapshot(...rowsOf(1, 28));
    const others = await graph.database
      .admin`select from app.record where organisation <> 'amsterdam' and closed_at is null`;
    expect(others).toHaveLength(2);
  });

  it('that closes the IND’s record ends the reach that the record gave', async () => {
    const line = (key: number) => `${JSON.stringify({ vNummer: V(key), aanvragen: [] })}\n`;
    await deliverer.send({ organisation: 'ind', body: line(1) + line(2) });
    const count = async () =>
      (await graph.ask({ organisation: 'ind', query: '{ cases { totalCount } }' })).data.cases.totalCount;
    expect(await count()).toBe(2);
    await deliverer.send({ organisation: 'ind', body: line(1), headers: { 'delivery-mode': 'snapshot' } });
    expect(await count()).toBe(1);
  });

  it('does not close a record whose own row is rejected: its key can be read', async () => {
    const sent = await snapshot(...rowsOf(1, 29), rowOf(30).replace('10-02-2020', '31-02-2020'));
    expect(countsOf(sent)).toEqual({ received: 30, unchanged: 29, rejected: 1 });
    expect(await closedKeys()).toEqual([]);
  });
});

describe('a snapshot is held, and nothing of it is stored, when', () => {
  const held = async (sent: Awaited<ReturnType<typeof snapshot>>, toClose: number) => {
    expect([sent.status, sent.report.state, sent.report.toClose]).toEqual([200, 'HELD', toClose]);
    expect(countsOf(sent)).toEqual({});
    expect(await closedKeys()).toEqual([]);
    const [row] = await graph.database.admin`select count(*)::int as n from app.record where agency = 'SHELTER'`;
    expect(row?.n).toBe(30);
  };

  it('it would close more than the set share, and more than five', async () => {
    await held(await snapshot(...rowsOf(1, 24), rowOf(99)), 6);
  });

  it('it holds no rows at all', async () => {
    await held(await snapshot(), 30);
  });

  it('it would close anything, and holds a row of which not even the key can be read', async () => {
    await held(await snapshot(...rowsOf(1, 29), ';broken'), 1);
  });
});

describe('a held snapshot', () => {
  it('is stored once it is confirmed; confirmed again it is the same', async () => {
    const { report } = await snapshot(...rowsOf(1, 20), rowOf(40));
    const confirmed = await decide(report.id, 'confirm');
    expect([confirmed.status, confirmed.report.state]).toEqual([200, 'DONE']);
    expect(countsOf(confirmed)).toEqual({ received: 21, new: 1, unchanged: 20, closed: 10 });
    const again = await decide(report.id, 'confirm');
    expect([again.status, again.report]).toEqual([200, confirmed.report]);
    const late = await decide(report.id, 'withdraw');
    expect([late.status, late.report.code]).toEqual([409, 'DELIVERY_CONFLICT']);
  });

  it('that is withdrawn has changed nothing', async () => {
    const { report } = await snapshot(...rowsOf(1, 20));
    const withdrawn = await decide(report.id, 'withdraw');
    expect([withdrawn.status, withdrawn.report.state]).toEqual([200, 'WITHDRAWN']);
    expect(await closedKeys()).toEqual([]);
    const late = await decide(report.id, 'confirm');
    expect([late.status, late.report.code]).toEqual([409, 'DELIVERY_CONFLICT']);
  });

  it('that a later delivery overtook is not stored any more: it would put back what is older', async () => {
    const { report } = await snapshot(...rowsOf(1, 20));
    await delta(amsterdamRow('S1', { vNumber: V(1), note: 'newer' }));
    const late = await decide(report.id, 'confirm');
    expect([late.status, late.report.code]).toEqual([409, 'DELIVERY_CONFLICT']);
  });
});

describe('a full snapshot of files that arrive in pieces', () => {
  const SNAPSHOT = { 'delivery-mode': 'snapshot' };
  const stay = (person: number, year: number, location = 'Lodge') =>
    `U${person},${V(500 + person)},Haile,Salma,1961-03-00,0110,${year}-02-10,${year}-12-10,${location},,,,,,`;
  const persons = (to: number) => Array.from({ length: to }, (_, n) => n + 1);
  const utrecht = (rows: readonly string[], headers: Record<string, string> = {}) => {
    const names = 'client_id,v_number,family_name,given_names,birth_date,nationality_codes,stay_from,stay_to,location';
    const body = [`${names},address,room,attention,scenario,scenario_date,outflow_reason`, ...rows, ''].join('\r\n');
    return deliverer.send({ ...AMSTERDAM, organisation: 'utrecht', body, headers });
  };
  const groningen = (events: readonly object[], headers: Record<string, string> = {}) => {
    const body = events.map((event) => `${JSON.stringify(event)}\n`).join('');
    return deliverer.send({ ...AMSTERDAM, organisation: 'groningen', body, headers });
  };
  const kept = async () => {
    const [row] = await graph.database.admin<{ fragments: number; stays: number; closed: number }[]>`
      select (select count(*)::int from app.fragment) as fragments, count(*)::int as stays,
        count(record_closed_at)::int as closed
      from shelter.stay where delivered_by in ('utrecht', 'groningen')`;
    return { ...row };
  };
  const both = (to: number) => persons(to).flatMap((person) => [stay(person, 2020), stay(person, 2022)]);

  it('is held when it lacks more stays than the set share, though no record is missing', async () => {
    await utrecht(both(30));
    const one = persons(30).map((person) => stay(person, 2022));
    const sent = await utrecht(one, SNAPSHOT);
    expect([sent.report.state, sent.report.toClose]).toEqual(['HELD', 30]);
    expect(await kept()).toEqual({ fragments: 60, stays: 60, closed: 0 });
    const confirmed = await deliverer.post(`/deliveries/${sent.report.id}/confirm`, {
      ...AMSTERDAM,
      organisation: 'utrecht',
      headers: { prefer: 'wait=30' },
    });
    expect(countsOf(confirmed)).toEqual({ received: 30, changed: 30, closed: 30 });
    expect(await kept()).toEqual({ fragments: 60, stays: 60, closed: 30 });
    const again = await utrecht(one, SNAPSHOT);
    expect([again.report.toClose, countsOf(again)]).toEqual([0, { received: 30, unchanged: 30 }]);
  });

  it('closes the few stays that it lacks, and erases none: answers say since when', async () => {
    await utrecht(both(30));
    const sent = await utrecht(both(30).slice(1), SNAPSHOT);
    expect([sent.report.state, sent.report.toClose]).toEqual(['DONE', 1]);
    expect(countsOf(sent)).toEqual({ received: 59, unchanged: 29, changed: 1, closed: 1 });
    const query = `query ($v: VNumber!) { caseByVNumber(vNumber: $v) { shelterStays { arrivedAt provenance { closedAt } } } }`;
    const asked = await graph.ask({ ...AMSTERDAM, organisation: 'utrecht', query, variables: { v: V(501) } });
    expect(asked.text).toMatch(/"2020-02-10","provenance":\{"closedAt":"20\d\d-/);
    expect(asked.text).toMatch(/"2022-02-10","provenance":\{"closedAt":null/);
    expect(countsOf(await utrecht([stay(1, 2020)]))).toEqual({ received: 1, changed: 1 });
    expect(await kept()).toEqual({ fragments: 60, stays: 60, closed: 0 });
  });

  it('does not close a stay whose own row is rejected; a row whose stay cannot be told holds it', async () => {
    await utrecht(both(2));
    const rejected = await utrecht([...both(2).slice(1), stay(1, 2020).replace('2020-12-10', 'soon')], SNAPSHOT);
    expect([rejected.report.toClose, rejected.report.rejected]).toEqual([0, 1]);
    const untold = await utrecht([...both(2).slice(1), stay(1, 2020).replace('2020-02-10', 'once')], SNAPSHOT);
    expect([untold.report.state, untold.report.toClose]).toEqual(['HELD', 1]);
    expect(await kept()).toEqual({ fragments: 4, stays: 4, closed: 0 });
  });

  const persoon = { v_nummer: V(600), achternaam: 'Barry' };
  const arrival = { id: 'G1', volgnr: 1, soort: 'aankomst', op: '2020-01-01', persoon };
  const decision = { id: 'G1', volgnr: 2, soort: 'lso_besluit', op: '2020-02-01', scenario: 'RETURN' };

  it('with decisions alone closes who arrived, and what it says is stored', async () => {
    await groningen([arrival]);
    const sent = await groningen([decision], SNAPSHOT);
    expect(countsOf(sent)).toEqual({ received: 1, changed: 1, closed: 1 });
    expect(await kept()).toEqual({ fragments: 2, stays: 1, closed: 1 });
    const rows = await graph.database.admin`
      select record_closed_at is null as open from shelter.plan where source_key = 'G1'
      union all select record_closed_at is null from shelter.person_name where source_key = 'G1'`;
    expect(rows.map(({ open }) => open)).toEqual([true, false]);
  });

  it('that no longer holds a decision ends the reach that the decision gave, and keeps the decision', async () => {
    const reach = () => graph.database.admin`select from app.reach where organisation = 'ind'`;
    await groningen([arrival, decision]);
    expect(await reach()).toHaveLength(1);
    await groningen([arrival], SNAPSHOT);
    expect(await reach()).toHaveLength(0);
    const plans = await graph.database.admin`select record_closed_at is null as open from shelter.plan`;
    expect(plans.map(({ open }) => open)).toEqual([false]);
  });
});
