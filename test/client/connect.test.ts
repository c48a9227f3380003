import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NotUnderstood, Refused, WouldWithhold } from '../../src/client/index.js';
import * as coordination from '../../src/client/municipality/case-coordination/index.js';
import * as ngo from '../../src/client/ngo/guidance/index.js';
import { startGraph, type TestGraph } from '../support/graph.js';
import { V, WORLD } from '../support/world.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph(WORLD);
});
afterAll(() => graph?.close());

const haven = (settings: Partial<Parameters<typeof ngo.connect>[0]> = {}) =>
  ngo.connect({ url: graph.url, token: () => graph.token('ngo-de-haven'), ...settings });

describe('a typed client', () => {
  it('gives data of the operation’s own type, and where its log lines are', async () => {
    const answer = await haven().run(ngo.CasePageDocument, { id: graph.id('amal') });
    const name: string | null | undefined = answer.data.case?.person?.familyName;
    expect(name).toBe('Abdi');
    expect(answer.traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(answer.policyVersion).not.toBe('');
    expect(answer.unavailable).toEqual([]);
    expect(ngo.read(answer, (data) => data.case.shelterStays[0]?.room)).toEqual({
      state: 'withheld',
      condition: 'OWN',
    });
  });

  it('states the purpose of its view by itself', async () => {
    const client = coordination.connect({ url: graph.url, token: () => graph.token('amsterdam') });
    const { data } = await client.run(coordination.MeDocument);
    expect(data.me.purpose).toBe('CASE_COORDINATION');
  });

  it('takes the address of the server with and without /graphql, and a token as it is', async () => {
    const token = await graph.token('ngo-de-haven');
    for (const url of [graph.url, graph.url.replace('/graphql', ''), new URL(graph.url.replace('graphql', ''))]) {
      const { data } = await haven({ url, token: `${token}\n` }).run(ngo.MeDocument);
      expect(data.me.organisation).toBe('ngo-de-haven');
    }
  });

  it('tells a value, an empty field and a withheld one apart', async () => {
    const client = haven();
    const amal = await client.run(ngo.CasePageDocument, { id: graph.id('amal') });
    expect(ngo.read(amal, (data) => data.case.person.vNumber)).toEqual({ state: 'value', value: V.amal });
    expect(ngo.read(amal, (data) => data.case.leftAt)).toEqual({ state: 'empty' });
    const bilal = await client.run(ngo.CasePageDocument, { id: graph.id('bilal') });
    const withheld = { state: 'withheld', condition: 'CONSENT' };
    expect(ngo.read(bilal, (data) => data.case.person.vNumber)).toEqual(withheld);
    expect(ngo.read(bilal, (data) => data.case.applications[0]?.kind)).toEqual(withheld);
  });

  it('gives nothing rather than a part, where it was told to be strict', async () => {
    const asked = haven({ absences: 'strict' }).run(ngo.CasePageDocument, { id: graph.id('bilal') });
    await expect(asked).rejects.toBeInstanceOf(WouldWithhold);
  });

  it('runs a change once, and says what became of it', async () => {
    const client = haven();
    const caseId = graph.id('amal');
    const before = await client.run(ngo.ConsentsDocument, { caseId });
    const input = { caseId, partnerKind: 'MUNICIPALITY' as const, givenAt: '2026-01-02T10:00:00Z' };
    const { data } = await client.run(ngo.RecordConsentDocument, { input });
    expect(data.recordConsent?.partnerKind).toBe('MUNICIPALITY');
    const after = await client.run(ngo.ConsentsDocument, { caseId });
    expect(after.data.consents).toHaveLength((before.data.consents?.length ?? 0) + 1);
  });
});

describe('a refusal is an error of its own kind', () => {
  const failureOf = (asked: Promise<unknown>) => asked.then(() => undefined).catch((error: unknown) => error);

  it.each([
    ['a wrong token', { token: 'ey.no.token' }, 'UNAUTHENTICATED'],
    ['no token', { token: '' }, 'UNAUTHENTICATED'],
  ])('%s', async (_, settings, code) => {
    const failure = await failureOf(haven(settings).run(ngo.MeDocument));
    expect(failure).toBeInstanceOf(Refused);
    expect(failure).toMatchObject({ code, status: 401, traceId: expect.stringMatching(/^[0-9a-f]{32}$/) });
  });

  it('a purpose that is not open, a field that is not there, a case that is not there', async () => {
    const other = coordination.connect({ url: graph.url, token: () => graph.token('ngo-de-haven') });
    expect(await failureOf(other.run(coordination.MeDocument))).toMatchObject({ code: 'FORBIDDEN' });
    const misspelt = haven().run('{ cases { edges { node { supervision { measure } } } } }');
    expect(await failureOf(misspelt)).toMatchObject({ code: 'GRAPHQL_VALIDATION_FAILED' });
    const { data } = await haven().run(ngo.CasePageDocument, { id: '00000000-0000-4000-8000-000000000000' });
    expect(data.case).toBeNull();
  });

  it('asks for a new token once when the old one is no longer taken', async () => {
    const wanted: unknown[] = [];
    const token = async (request?: { readonly renew: boolean }) => {
      wanted.push(request?.renew);
      return request?.renew ? graph.token('ngo-de-haven') : 'an.old.token';
    };
    const { data } = await haven({ token }).run(ngo.MeDocument);
    expect(data.me.organisation).toBe('ngo-de-haven');
    expect(wanted).toEqual([false, true]);
  });

  it.each([
    'http://ketenzicht.example',
    'ftp://127.0.0.1',
    'https://name:word@ketenzicht.example',
    'https://a.example/?b',
  ])('an address that would show the token or a password is not used: %s', (url) => {
    expect(() => haven({ url })).toThrow(TypeError);
  });

  it('an address where something else answers', async () => {
    const elsewhere = haven({ url: graph.url.replace('/graphql', '/explorer') });
    const failure = await failureOf(elsewhere.run(ngo.MeDocument));
    expect(failure instanceof NotUnderstood || failure instanceof Refused).toBe(true);
  });
});
