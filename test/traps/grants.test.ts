import { Agent, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { migrate } from '../../src/database/migrate.js';
import { openSenderBinding } from '../../src/identity/sender-binding.js';
import { tokenVerifier } from '../../src/identity/token-verifier.js';
import { end, ended, uriOf } from '../graph/activity-asker.js';
import { type Asker, askAs, change, changed, OFFICE, refusalsOf, tokenFor } from '../graph/grant-asker.js';
import { SECRET, testIssuer } from '../identity/issuer.js';
import { testConfig } from '../support/config.js';
import { startGraph, type TestGraph } from '../support/graph.js';
import { policyGrants, registerOf } from '../support/policy-grants.js';
import { V, WORLD } from '../support/world.js';
import { tinyServer } from '../tiny-graph.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph(WORLD);
});
afterAll(() => graph?.close());

const IND: Asker = { organisation: 'ind', partnerKind: 'IND', purpose: 'RESIDENCE_DECISION' };
const AVIM: Asker = { organisation: 'avim', partnerKind: 'AVIM', purpose: 'SUPERVISION' };
const HAVEN: Asker = { organisation: 'ngo-de-haven', partnerKind: 'NGO', purpose: 'GUIDANCE' };
const ANKER: Asker = { ...HAVEN, organisation: 'ngo-het-anker' };
const CASES = '{ cases { totalCount } }';
const NOT_PARTICIPATING =
  'FORBIDDEN The participation of your organisation, or its grant for this purpose, does not stand at this moment. Ask the programme office.';

const keyOf = ({ organisation, purpose }: Asker) => ({ organisation, purpose });
const refused = async (asker: Asker, query = CASES) => refusalsOf(await askAs(graph, asker, query));

describe('trap 20: a right that was taken away stays away', () => {
  /** What a restart does before it listens. */
  const restart = () => migrate(graph.database, policyGrants(), registerOf(testConfig().organisations));

  it('when the server starts anew and meets the organisation in its file', async () => {
    await changed(graph, 'revokeGrant', keyOf(AVIM));
    await changed(graph, 'revokeOrganisation', { code: ANKER.organisation });
    await graph.change(`update app.purpose_grant set valid_until = now() where organisation = 'wodc'`);
    await restart();
    for (const asker of [AVIM, ANKER]) expect(await refused(asker)).toEqual([NOT_PARTICIPATING]);
    expect(refusalsOf(await graph.ask({ organisation: 'wodc', query: '{ me { organisation } }' }))).toHaveLength(1);
  });

  it('when the organisation that lost it is revoked and restored', async () => {
    await changed(graph, 'revokeOrganisation', { code: AVIM.organisation });
    const restored = await changed(graph, 'restoreOrganisation', { code: AVIM.organisation });
    expect(restored).toMatchObject({ standing: 'STANDS', grants: [{ standing: 'STANDS' }, { standing: 'REVOKED' }] });
    expect(await refused(AVIM)).toEqual([NOT_PARTICIPATING]);
  });

  it('nor does the old end come back when the purpose is granted anew', async () => {
    await changed(graph, 'endGrant', { ...keyOf(HAVEN), validUntil: '2190-01-01' });
    await changed(graph, 'revokeGrant', keyOf(HAVEN));
    const { grants } = await changed(graph, 'addGrant', { ...keyOf(HAVEN), validUntil: '2030-01-01' });
    expect(grants).toMatchObject([{ standing: 'STANDS', validUntil: '2030-01-01' }]);
  });

  it('when the server starts anew under an activity that was ended, whatever last day its policy gives', async () => {
    const OFFICER: Asker = {
      organisation: 'privacy-officer',
      partnerKind: 'PRIVACY_OFFICER',
      purpose: 'SUBJECT_ACCESS',
    };
    await ended(graph, uriOf('PRIVACY_OFFICER/SUBJECT_ACCESS'));
    await restart();
    const { activities, ...others } = registerOf(testConfig().organisations);
    const longer = activities.map((activity) => ({ ...activity, validUntil: '2199-12-31' }));
    await migrate(graph.database, policyGrants(), { ...others, activities: longer });
    expect(await refused(OFFICER, '{ me { organisation } }')).toEqual([NOT_PARTICIPATING]);
    await restart();
    expect(await refused(OFFICER, '{ me { organisation } }')).toEqual([NOT_PARTICIPATING]);
  });

  it('nor does the gateway add one to an organisation that was added without any', async () => {
    await changed(graph, 'addOrganisation', { code: 'ngo-bare', partnerKind: 'NGO', name: 'Bare' });
    await restart();
    expect(await refused({ ...HAVEN, organisation: 'ngo-bare' })).toEqual([NOT_PARTICIPATING]);
  });
});

/** Words that tell somebody what to do. */
const ADVICE = /\b(Ask|Send|State|Choose|Give|Look|Add|Restore|Grant|Leave|Accept|Narrow)\b|\bmust be\b/;
/** Words of the inside: tables, roles, rules, the database. */
const INSIDE =
  /app\.|purpose_grant|ketenzicht_|\brow\b|\brole\b|\brule\b|\btable\b|\bSQL\b|42501|programme\.grants|case\.status/;

describe('trap 32: a refusal says what to do, and nothing of the inside', () => {
  const told = (messages: readonly string[], values: readonly string[] = []) => {
    expect(messages.length).toBeGreaterThan(0);
    for (const message of messages) {
      expect(message).toMatch(ADVICE);
      expect(message).not.toMatch(INSIDE);
      for (const value of values) expect(message).not.toContain(value);
    }
  };

  it('to whoever may not ask: the same whether it is revoked, over, not begun or was never granted, or its activity ended', async () => {
    const code = 'ngo-maashuis';
    const asker: Asker = { ...HAVEN, organisation: code };
    const states = [
      `update app.organisation set revoked_at = now() where code = '${code}'`,
      `update app.organisation set revoked_at = null, valid_until = now() where code = '${code}'`,
      `update app.organisation set valid_until = null, valid_from = now() + interval '1 day' where code = '${code}'`,
      `update app.organisation set valid_from = now() where code = '${code}';
        update app.purpose_grant set revoked_at = now() where organisation = '${code}'`,
      `delete from app.purpose_grant where organisation = '${code}'`,
      `insert into app.purpose_grant (organisation, purpose, valid_from) values ('${code}', 'GUIDANCE', now());
        update app.processing_activity set ended_at = now() where partner_kind = 'NGO'`,
    ];
    const said: string[] = [];
    for (const state of states) {
      await graph.change(state);
      said.push((await askAs(graph, asker, CASES)).text);
    }
    expect(new Set(said).size).toBe(1);
    told(await refused(asker), [code]);
    await graph.change(`update app.processing_activity set ended_at = null where partner_kind = 'NGO'`);
  });

  it('to whoever states a purpose: the same whether the policy has it or not', async () => {
    const ask = (purpose: string) =>
      graph.ask({ organisation: 'ind', query: CASES, headers: { 'x-purpose': purpose } });
    const known = await ask('RETURN');
    expect(known.text).toBe((await ask('NONSENSE')).text);
    expect(known.text).toBe((await ask('GRANT_ADMINISTRATION')).text);
    told(refusalsOf(known), ['RETURN', 'NONSENSE']);
    const none = await askAs(graph, { ...AVIM, organisation: 'ind' }, CASES);
    told(refusalsOf(none), ['ind', 'SUPERVISION']);
  });

  it('to whoever nobody knows, and to whoever brings no token', async () => {
    const nobody = { ...IND, organisation: 'somebody-else' };
    told(await refused(nobody), ['somebody-else']);
    told(
      refusalsOf(await graph.ask({ organisation: 'ind', query: CASES, headers: { authorization: 'Bearer x.y.z' } })),
    );
  });

  it('to whoever asks in another form', async () => {
    const forms: Record<string, string>[] = [
      { 'x-absences': 'maybe' },
      { accept: 'text/html' },
      { 'content-type': 'text/plain' },
    ];
    for (const headers of forms) told(refusalsOf(await graph.ask({ organisation: 'ind', query: CASES, headers })));
    const response = await fetch(graph.url);
    told([((await response.json()) as { errors: { message: string }[] }).errors[0]?.message ?? '']);
  });

  it('to whoever would rather have all or nothing', async () => {
    const query = '{ cases { edges { node { person { vNumber } } } } }';
    const strict = await graph.ask({ organisation: 'ngo-de-haven', query, headers: { 'x-absences': 'strict' } });
    told(refusalsOf(strict), [V.amal]);
  });

  it('to whoever administers grants, and whatever they gave', async () => {
    const gave = ['secret-code', 'SECRET_PURPOSE', '2018-01-01'];
    const [code, purpose, day] = gave as [string, string, string];
    for (const [name, input] of [
      ['addOrganisation', { code: 'Secret-Code!', partnerKind: 'NGO', name: 'Secret' }],
      ['addOrganisation', { code, partnerKind: 'MUNICIPALITY', name: 'Secret', municipality: 'SECRET' }],
      ['addOrganisation', { code: 'ind', partnerKind: 'IND', name: 'Secret' }],
      ['endOrganisation', { code, validUntil: '2190-01-01' }],
      ['endOrganisation', { code: 'ind', validUntil: day }],
      ['endOrganisation', { code: 'programme-office', validUntil: '2190-01-01' }],
      ['addGrant', { organisation: 'ind', purpose }],
      ['addGrant', { organisation: code, purpose }],
      ['endGrant', { ...keyOf(IND), validUntil: day }],
      ['revokeGrant', { organisation: 'ind', purpose }],
      ['revokeGrant', keyOf(OFFICE)],
    ] as const) {
      const answer = await change(graph, name, input);
      told(refusalsOf(answer), [...gave, 'Secret', 'SECRET', '2190']);
    }
    for (const [uri, at] of [
      ['https://secret.example/secret-code/v1', null],
      [uriOf('IND/RESIDENCE_DECISION'), `${day}T00:00:00Z`],
      [uriOf('PROGRAMME_OFFICE/GRANT_ADMINISTRATION'), null],
    ] as const) {
      told(refusalsOf(await end(graph, uri, at)), [...gave, 'secret', 'residence', 'administration/v1']);
    }
  });

  it('and a field of another view is told as a field that there is not, a case out of reach as none', async () => {
    const field = await askAs(graph, IND, '{ organisations { code } }');
    const misspelt = await askAs(graph, IND, '{ organisatiens { code } }');
    expect(field.text).toBe(misspelt.text.replace('organisatiens', 'organisations'));
    const byId = 'query ($id: ID!) { case(id: $id) { id } }';
    const far = await askAs(graph, HAVEN, byId, { id: graph.id('bilal') });
    const none = await askAs(graph, HAVEN, byId, { id: '00000000-0000-4000-8000-000000000000' });
    const near = await askAs(graph, HAVEN, byId, { id: graph.id('amal') });
    expect(near.data.case).not.toBeNull();
    const out = await askAs(graph, { ...HAVEN, organisation: 'ngo-de-linde' }, byId, { id: graph.id('amal') });
    expect([out.text, none.data.case]).toEqual([none.text, null]);
    expect(far.errors).toBeUndefined();
  });
});

/** Posts over one connection that is kept open, and says whether it was the same one as before. */
function keptConnection(url: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = (token: string, query: string, headers = {}) =>
    new Promise<{ status: number; text: string; reused: boolean }>((done, failed) => {
      const authorization = `Bearer ${token}`;
      const options = {
        agent,
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization, ...headers },
      };
      const sent = request(url, options, (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () => done({ status: response.statusCode ?? 0, text, reused: sent.reusedSocket }));
      });
      sent.on('error', failed);
      sent.end(JSON.stringify({ query }));
    });
  return { ask, close: () => agent.destroy() };
}

describe('trap 36: nothing that is open outlives its token or its partner’s grant', () => {
  test.each([
    ['the grant is revoked', 'revokeGrant', keyOf(IND), 'addGrant', keyOf(IND)],
    ['the participation is revoked', 'revokeOrganisation', { code: 'ind' }, 'restoreOrganisation', { code: 'ind' }],
  ] as const)('a connection that is kept open is answered nothing once %s', async (_, away, lost, back, given) => {
    const connection = keptConnection(graph.url);
    const token = await tokenFor(IND);
    expect(await connection.ask(token, CASES)).toMatchObject({ status: 200, reused: false });
    await changed(graph, away, lost);
    const after = await connection.ask(token, CASES);
    expect(after).toMatchObject({ reused: true, text: expect.stringContaining('FORBIDDEN') });
    expect(JSON.parse(after.text).data ?? null).toBeNull();
    await changed(graph, back, given);
    expect(JSON.parse((await connection.ask(token, CASES)).text).errors).toBeUndefined();
    connection.close();
  });

  it('nor once the token is over, between one request and the next', async () => {
    let now = new Date();
    const issuer = await testIssuer();
    const rules = {
      verifier: tokenVerifier(issuer.trusted, SECRET, { now: () => now }),
      sender: openSenderBinding({}),
      findOrganisation: async (code: string) => ({ code, partnerKind: 'IND' as const, name: code }),
      purposesOf: () => ['RESIDENCE_DECISION'],
    };
    const server = await tinyServer({ identity: rules });
    const token = await issuer.sign({ organisation: 'ind', purposes: 'RESIDENCE_DECISION' });
    const { exp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    const connection = keptConnection(`${server.url}/graphql`);
    expect(await connection.ask(token, '{ decisions }')).toMatchObject({ status: 200, reused: false });
    now = new Date(exp * 1000 - 1);
    expect(await connection.ask(token, '{ decisions }')).toMatchObject({ status: 200, reused: true });
    now = new Date(exp * 1000 + 6_000);
    const over = await connection.ask(token, '{ decisions }');
    expect(over).toMatchObject({ status: 401, reused: true, text: expect.stringContaining('UNAUTHENTICATED') });
    connection.close();
    await server.close();
  });
});
