import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { deliverText } from '../support/deliveries.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test?.close());
beforeEach(async () => {
  await test.database.admin`
    truncate app.case_key, app.case_index, app.case_v_number, app.reach, app.record, app.fragment, app.consent,
      shelter.case_file, shelter.person_name, shelter.person_birth, shelter.person_nationality, shelter.stay,
      shelter.place, shelter.attention, shelter.plan, shelter.outflow, dtv.procedure, dtv.laissez_passer, dtv.officer,
      guidance.trajectory, guidance.person_name, guidance.person_birth, guidance.person_nationality`;
});

const line = (event: object) => `${JSON.stringify(event)}\n`;
const arrival = (volgnr: number, op: string, persoon?: object) =>
  line({ id: 'G1', volgnr, soort: 'aankomst', op, ...(persoon ? { persoon } : {}) });
const who = { v_nummer: '0000000001', achternaam: 'Barry', voornamen: 'Selam' };
const decision = line({ id: 'G1', volgnr: 2, soort: 'lso_besluit', op: '2020-02-01', scenario: 'RETURN' });
const departure = (volgnr: number, op: string) => line({ id: 'G1', volgnr, soort: 'vertrek', op, reden: 'PERMIT' });

const groningen = (...events: string[]) => deliverText(test.database, 'groningen', events.join(''));
const file = async () =>
  (
    await test.database.admin`
      select f.status, f.arrived_at::text as arrived, f.left_at::text as gone,
        (select count(*)::int from shelter.stay) as stays, (select count(*)::int from shelter.outflow) as outflows
      from shelter.case_file f`
  )[0];

describe('events in any order, over any number of files', () => {
  const events = [arrival(1, '2020-01-01', who), decision, departure(3, '2020-03-01')];
  const whole = { status: 'LEFT', arrived: '2020-01-01', gone: '2020-03-01', stays: 1, outflows: 1 };
  const at = (order: number[]) => order.map((place) => events[place] as string);

  it.each([[[0, 1, 2]], [[0, 2, 1]], [[1, 0, 2]], [[1, 2, 0]], [[2, 0, 1]], [[2, 1, 0]]])('%j', async (order) => {
    await groningen(...at(order));
    expect(await file()).toEqual(whole);
    await test.database
      .admin`truncate app.case_key, app.record, app.fragment, app.case_v_number, shelter.case_file, shelter.stay, shelter.outflow, shelter.plan, shelter.person_name`;
    for (const event of at(order)) await groningen(event);
    expect(await file()).toEqual(whole);
  });

  it('a departure whose arrival has not come waits, unseen', async () => {
    expect(await groningen(departure(3, '2020-03-01'))).toMatchObject({
      received: 1,
      added: 0,
      waiting: 1,
      rejected: 0,
    });
    expect(await file()).toBeUndefined();
  });

  it('a departure before its arrival is rejected at its own line, and the arrival stands', async () => {
    const report = await groningen(arrival(1, '2020-01-10', who), departure(3, '2020-01-09'));
    expect(report).toMatchObject({ added: 1, rejected: 1 });
    const [row] = await test.database
      .admin`select place, reason from app.rejected_row where delivery_id = ${report.deliveryId}`;
    expect(row).toEqual({ place: 2, reason: 'the departure lies before the arrival' });
    expect(await file()).toMatchObject({ status: 'SHELTERED_PENDING_LSO', outflows: 0 });
  });

  it('who comes back has not left', async () => {
    await groningen(...events, arrival(4, '2020-05-01'));
    expect(await file()).toEqual({ status: 'IN_GUIDANCE', arrived: '2020-01-01', gone: null, stays: 2, outflows: 0 });
  });
});

describe('versions', () => {
  const header = 'vnummer;geopend;regievoerder;lp_stand;vertrekwijze;versie\n';
  const one = '0000000001;2020-01-01;R. A;aangevraagd;;1\n';
  const two = '0000000001;2020-01-01;R. B;afgegeven;gedwongen;2\n';
  const procedures = async () =>
    (await test.database.admin`select state, departure_kind from dtv.procedure`).map((row) => ({ ...row }));

  it.each([
    ['newest last', [one + two]],
    ['newest first', [two + one]],
    ['in two files', [one, two]],
    ['in two files, newest first', [two, one]],
  ])('the highest stands: %s', async (_name, bodies) => {
    await groningen(arrival(1, '2020-01-01', who));
    for (const body of bodies) await deliverText(test.database, 'dtv', header + body);
    expect(await procedures()).toEqual([{ state: 'CLOSED', departure_kind: 'FORCED' }]);
  });
});

describe('consent to an NGO', () => {
  const header = 'naam,geboortedatum,nationaliteit,v_nummer,fase,doel,start,toestemming_delen\n';
  const row = (consent: string, phase = 'begeleiding') =>
    `Selam Barry,1980,0084,0000000001,${phase},,2020-01-01,${consent}\n`;
  const deliver = (body: string) => deliverText(test.database, 'ngo-de-haven', header + body);
  const standing = async () =>
    (await test.database.admin`select partner_kind, organisation from app.consent where withdrawn_at is null`).map(
      (found) => ({ ...found }),
    );
  const GIVEN = [{ partner_kind: 'NGO', organisation: 'ngo-de-haven' }];

  beforeEach(async () => {
    await groningen(arrival(1, '2020-01-01', who));
  });

  it('ja gives it, for this NGO alone; nee writes nothing', async () => {
    await deliver(row('nee'));
    expect(await test.database.admin`select from app.consent`).toHaveLength(0);
    await deliver(row('ja'));
    expect(await standing()).toEqual(GIVEN);
  });

  it('from ja to nee withdraws, from nee to ja gives again', async () => {
    await deliver(row('ja'));
    await deliver(row('nee'));
    expect(await standing()).toEqual([]);
    expect(await test.database.admin`select from app.consent`).toHaveLength(1);
    await deliver(row('ja'));
    expect(await standing()).toEqual(GIVEN);
  });

  it('withdrawn elsewhere, it is not revived by an export that repeats itself, even when another field changed', async () => {
    await deliver(row('ja'));
    await test.database.admin`update app.consent set withdrawn_at = now()`;
    await deliver(row('ja'));
    await deliver(row('ja', 'nazorg'));
    expect(await standing()).toEqual([]);
  });

  it('an answer that is neither is rejected: silence is no consent', async () => {
    expect(await deliver(row('misschien') + row(''))).toMatchObject({ added: 0, rejected: 2 });
    expect(await standing()).toEqual([]);
  });
});
