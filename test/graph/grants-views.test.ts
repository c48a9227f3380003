import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { buildClientSchema, getIntrospectionQuery, isObjectType } from 'graphql';
import type postgres from 'postgres';
import { readProcessingActivities } from '../../src/identity/register-activities.js';
import { readRegister } from '../../src/identity/register-read.js';
import type { PartnerKind } from '../../src/model/principal.js';
import type { ViewKey } from '../../src/model/purpose.js';
import { administersGrants } from '../../src/policy/grant-administration.js';
import { activityOf } from '../../src/policy/policy.js';
import { roleName } from '../../src/policy/role-name.js';
import { initialPolicy, smallPolicy } from '../policy/initial-policy.js';
import { asView } from '../support/as-view.js';
import { masterOfTests, startGraph, type TestGraph } from '../support/graph.js';
import { type Asker, askAs, OFFICE, refusalsOf } from './grant-asker.js';

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph();
});
afterAll(() => graph?.close());

const ADMINISTRATION = 'PROGRAMME_OFFICE/GRANT_ADMINISTRATION';
const ORGANISATIONS: Partial<Record<PartnerKind, string>> = {
  MUNICIPALITY: 'amsterdam',
  NGO: 'ngo-de-haven',
  RESEARCHER: 'wodc',
  PROGRAMME_OFFICE: 'programme-office',
  PRIVACY_OFFICER: 'privacy-officer',
};
const ASKERS = initialPolicy.columns.map(({ view, partnerKind, purpose }): [ViewKey, Asker] => [
  view,
  { organisation: ORGANISATIONS[partnerKind] ?? partnerKind.toLowerCase(), partnerKind, purpose },
]);
const OTHERS = ASKERS.filter(([view]) => view !== ADMINISTRATION);

/** Everything of the schema that belongs to the register, by the names that stand in the whole schema. */
const TYPES = Object.keys(masterOfTests().getTypeMap()).filter((name) =>
  /^(Organisation|PurposeGrant|ProcessingActivity|Standing|(Add|End|Revoke|Restore)(Organisation|Grant|ProcessingActivity)Input)$/.test(
    name,
  ),
);
const CHANGES = ['addOrganisation', 'endOrganisation', 'revokeOrganisation', 'restoreOrganisation'].concat([
  'addGrant',
  'endGrant',
  'revokeGrant',
  'endProcessingActivity',
]);
const READS = ['organisations', 'processingActivities'];

async function seenBy(asker: Asker) {
  const answer = await askAs(graph, asker, getIntrospectionQuery());
  return buildClientSchema(answer.data as never);
}

describe('the register is in the view of its administration', () => {
  it('with all its types and changes', async () => {
    const seen = await seenBy(OFFICE);
    expect(TYPES).toHaveLength(12);
    expect(TYPES.filter((name) => !seen.getType(name))).toEqual([]);
    expect(Object.keys(seen.getMutationType()?.getFields() ?? {}).sort()).toEqual([...CHANGES].sort());
  });

  test.each(OTHERS)('and nothing of it is in %s', async (_, asker) => {
    const seen = await seenBy(asker);
    expect(TYPES.filter((name) => seen.getType(name))).toEqual([]);
    const roots = [seen.getQueryType(), seen.getMutationType()].filter((type) => isObjectType(type));
    const fields = roots.flatMap((type) => Object.keys(type.getFields()));
    expect(fields.filter((name) => READS.includes(name) || CHANGES.includes(name))).toEqual([]);
  });

  test.each(OTHERS)('and %s is told what a misspelt field is told', async (_, asker) => {
    for (const name of READS) {
      const said = await askAs(graph, asker, `{ ${name} { code } }`);
      const misspelt = await askAs(graph, asker, `{ ${name}z { code } }`);
      expect(refusalsOf(said)).toEqual([`GRAPHQL_VALIDATION_FAILED Cannot query field "${name}" on type "Query".`]);
      expect(said.text).toBe(misspelt.text.replace(`${name}z`, name));
    }
    for (const name of CHANGES) {
      const change = await askAs(graph, asker, `mutation { ${name}(input: { code: "ind" }) { code } }`);
      const other = await askAs(graph, asker, `mutation { ${name}z(input: { code: "ind" }) { code } }`);
      expect(change.text).toBe(other.text.replaceAll(`${name}z`, name));
      expect(change.data ?? null).toBeNull();
    }
  });

  it('and follows from the policy, which must say yes without a condition', () => {
    const administers = (cell: string) => administersGrants(smallPolicy(`programme.grants,${cell},no`), 'NGO/GUIDANCE');
    expect(['yes', 'own', 'consent', 'no'].map(administers)).toEqual([true, false, false, false]);
    expect(administersGrants(initialPolicy, 'PROGRAMME_OFFICE/NOTHING' as ViewKey)).toBe(false);
    expect(ASKERS.filter(([view]) => administersGrants(initialPolicy, view)).map(([view]) => view)).toEqual([
      ADMINISTRATION,
    ]);
  });
});

describe('the second lock says the same', () => {
  /** Reads under a view's login, as a snapshot does. */
  async function reading<Value>(
    view: ViewKey,
    organisation: string,
    read: (sql: postgres.TransactionSql) => Promise<Value>,
  ) {
    return asView(graph.database.views, roleName(view), organisation, read);
  }

  test.each(OTHERS)('%s reads the end of its own organisation’s rows, and no more', async (view, { organisation }) => {
    const read = (statement: string) => reading(view, organisation, (sql) => sql.unsafe(statement));
    expect((await read('select code, valid_until from app.organisation')).map(({ code }) => code)).toEqual([
      organisation,
    ]);
    const grants = await read('select organisation, purpose, valid_until from app.purpose_grant');
    expect(new Set(grants.map((grant) => grant.organisation))).toEqual(new Set([organisation]));
    for (const column of ['name', 'partner_kind', 'valid_from', 'revoked_at']) {
      await expect(read(`select ${column} from app.organisation`)).rejects.toMatchObject({ code: '42501' });
    }
    for (const all of [readRegister, readProcessingActivities] as ((query: never) => Promise<object[]>)[]) {
      await expect(reading(view, organisation, (sql) => all(sql.unsafe as never))).rejects.toMatchObject({
        code: '42501',
      });
    }
  });

  test.each(OTHERS)('%s reads the end of the versions of its own activity, and no more', async (view, asker) => {
    const read = (statement: string) => reading(view, asker.organisation, (sql) => sql.unsafe(statement));
    const own = await read('select uri, valid_until, ended_at from app.processing_activity');
    expect(own.map(({ uri }) => uri)).toEqual([activityOf(initialPolicy, view)]);
    for (const column of ['legal_basis', 'confidential', 'categories', 'partner_kind', 'purpose', 'valid_from']) {
      await expect(read(`select ${column} from app.processing_activity`)).rejects.toMatchObject({ code: '42501' });
    }
    const ended = read('update app.processing_activity set ended_at = null');
    await expect(ended).rejects.toMatchObject({ code: '42501' });
  });

  it('the administration reads them all, and changes none by itself', async () => {
    const read = (statement: string) => reading(ADMINISTRATION, 'programme-office', (sql) => sql.unsafe(statement));
    expect(await read('select * from app.organisation')).toHaveLength(18);
    expect(await read('select * from app.processing_activity')).toHaveLength(initialPolicy.columns.length);
    for (const change of [
      'update app.organisation set revoked_at = null',
      "insert into app.purpose_grant (organisation, purpose, valid_from) values ('ind', 'RETURN', now())",
      'delete from app.purpose_grant',
      'update app.processing_activity set ended_at = now()',
    ]) {
      await expect(read(change)).rejects.toMatchObject({ code: '42501' });
    }
  });
});

describe('everybody sees how long their own right lasts', () => {
  const ME = '{ me { organisationName participation { validUntil daysLeft warning } } }';
  const ends = (organisation: string | null, purpose: string | null) =>
    graph.change(`update app.organisation set valid_until = ${organisation} where code = 'wodc';
      update app.purpose_grant set valid_until = ${purpose} where organisation = 'wodc'`);
  const inDays = (days: number) =>
    `((now() at time zone 'Europe/Amsterdam')::date + ${days + 1})::timestamp at time zone 'Europe/Amsterdam'`;
  const me = async () => (await graph.ask({ organisation: 'wodc', query: ME })).data.me;

  test.each([
    ['without an end', null, null, null, false],
    ['the grant’s end', null, inDays(61), 61, false],
    ['the organisation’s end', inDays(60), null, 60, true],
    ['the end that comes first', inDays(30), inDays(10), 10, true],
    ['the end that comes first', inDays(0), inDays(10), 0, true],
    ['the end that somebody set to its activity', inDays(60), inDays(40), 20, true, `ended_at = ${inDays(20)}`],
    [
      'the last day of its activity',
      inDays(61),
      null,
      15,
      true,
      "(ended_at, valid_until) = (null, (now() at time zone 'Europe/Amsterdam')::date + 15)",
    ],
    [
      'the one that comes first of both',
      null,
      null,
      61,
      false,
      `(ended_at, valid_until) = (${inDays(61)}, '2199-01-01')`,
    ],
  ])('%s (case %#)', async (_, organisation, purpose, daysLeft, warning, activity = 'ended_at = null') => {
    await ends(organisation, purpose);
    await graph.change(`update app.processing_activity set valid_until = null`);
    await graph.change(`update app.processing_activity set ${activity} where partner_kind = 'RESEARCHER'`);
    expect(await me()).toMatchObject({
      organisationName: 'Wetenschappelijk Onderzoek- en Datacentrum',
      participation: {
        daysLeft,
        warning,
        validUntil: daysLeft === null ? null : expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      },
    });
  });

  it('in one statement more and in the same snapshot, however often it is asked for', async () => {
    await ends(null, null);
    await graph.change('update app.processing_activity set ended_at = null, valid_until = null');
    graph.statements.length = 0;
    await graph.ask({
      organisation: 'wodc',
      query: `{ a: me { participation { daysLeft } } b: me { organisation participation { warning } } }`,
    });
    expect(graph.statements).toHaveLength(2);
    graph.statements.length = 0;
    await graph.ask({ organisation: 'wodc', query: '{ me { organisation organisationName purpose } }' });
    expect(graph.statements).toHaveLength(1);
  });

  it('and the name that the register has, not that of the file it came from', async () => {
    await graph.change(`update app.organisation set name = 'Another name' where code = 'ngo-noorderlicht'`);
    const answer = await graph.ask({ organisation: 'ngo-noorderlicht', query: ME });
    expect(answer.data.me).toMatchObject({ organisationName: 'Another name' });
  });
});
