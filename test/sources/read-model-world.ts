import { expect } from '@jest/globals';
import { readPolicy } from '../../src/cli/policy-file.js';
import type { Database } from '../../src/database/database.js';
import { openSnapshot } from '../../src/database/snapshot.js';
import { fillReadModels } from '../../src/delivery/fill-read-models.js';
import { storeRecords } from '../../src/delivery/store.js';
import type { Grant } from '../../src/model/grant.js';
import type { ViewKey } from '../../src/model/purpose.js';
import { issueGrant } from '../../src/policy/grant.js';
import { activityOf, type Policy } from '../../src/policy/policy.js';
import { roleName } from '../../src/policy/role-name.js';
import { allParts, readModels, sources } from '../../src/sources/index.js';
import { casesOf, type JointRow, jointSelect } from '../../src/sources/joint-select.js';
import { keptColumns } from '../../src/sources/read-model.js';
import { type ReadFrom, type Source, tableOf } from '../../src/sources/source.js';
import { fillTable } from '../policy/guarded-rows.js';
import { type TestDatabase, testDatabase, withoutCases } from '../support/database.js';
import { WORLD } from '../support/world.js';

/** Who asks: a view, and an organisation that has cases. */
export type Asker = readonly [view: ViewKey, organisation: string];

/** Views that see cases, each by an organisation that has some. */
export const ASKERS: readonly Asker[] = [
  ['MUNICIPALITY/CASE_COORDINATION', 'amsterdam'],
  ['NGO/GUIDANCE', 'ngo-de-haven'],
  ['IND/RESIDENCE_DECISION', 'ind'],
  ['DTV/RETURN', 'dtv'],
  ['AVIM/SUPERVISION', 'avim'],
];

/** Every part that a source keeps by case. */
export const keptParts = allParts.filter((part) => readModels.some(({ parts }) => parts.includes(part)));

/** A world in which every table that is kept by case has rows. */
export class KeptWorld {
  readonly #opened: TestDatabase;
  readonly #policy: Policy;

  private constructor(opened: TestDatabase, policy: Policy) {
    this.#opened = opened;
    this.#policy = policy;
  }

  /** Opens a database of its own; without cases before `make`. */
  static async open(): Promise<KeptWorld> {
    return new KeptWorld(await testDatabase(), await readPolicy());
  }

  get database(): Database {
    return this.#opened.database;
  }

  /** Drops it. */
  close(): Promise<void> {
    return this.#opened.close();
  }

  /** All cases, in one order. */
  async cases(): Promise<string[]> {
    const rows = await this.database.admin<{ id: string }[]>`select id from app.case_key order by id`;
    return rows.map(({ id }) => id);
  }

  /** What a source answers an asker on cases, under the asker's login. */
  async read(source: Source, asker: Asker, ids: readonly string[], from: ReadFrom) {
    const grant = this.#grantOf(source, asker);
    const select = grant && source.select?.(grant, casesOf(ids), from);
    if (!select) return undefined;
    const [view, organisation] = asker;
    const asking = { organisation, purpose: view.split('/')[1] as 'RETURN', activity: activityOf(this.#policy, view) };
    const options = { role: roleName(view), ...asking, statementTimeoutMs: 5_000 };
    const snapshot = await openSnapshot(this.database.views, options);
    try {
      const joint = jointSelect([select], casesOf(ids));
      const [reading] = joint.take(await snapshot.query<JointRow>(joint.text(), [ids]), ids.length);
      return reading;
    } finally {
      await snapshot.end();
    }
  }

  /** The cases in an organisation's reach. */
  async reachOf(organisation: string): Promise<Set<string>> {
    const rows = await this.database.admin<{ id: string }[]>`
      select case_id as id from app.reach where organisation = ${organisation}`;
    return new Set(rows.map(({ id }) => id));
  }

  /** Holds both ways to read every source against each other. @returns how many cases were read from read models */
  async compareWays(): Promise<number> {
    const ids = await this.cases();
    let compared = 0;
    for (const asker of ASKERS) {
      for (const source of sources) {
        const kept = await this.read(source, asker, ids, 'READ_MODEL');
        const tables = await this.read(source, asker, ids, 'TABLES');
        for (const [place, id] of ids.entries()) {
          if (kept?.outdated?.has(place) !== false) continue;
          expect([source.agency, asker[0], id, kept.rows[place]]).toEqual([
            source.agency,
            asker[0],
            id,
            tables?.rows[place],
          ]);
          compared += 1;
        }
      }
    }
    return compared;
  }

  /** How many rows of read models are current, and whether what is not current is empty. */
  async state() {
    const counts = readModels.map(({ table, parts, shape }) => {
      const values = parts.map((part) => `"${part.table}"`).join(', ');
      return `select count(*) filter (where made_as = '${shape}')::int as current,
        count(*) filter (where made_as is null and num_nonnulls(${values}) > 0)::int as left_behind from ${table}`;
    });
    const [row] = await this.database.admin.unsafe<{ current: number; left: number }[]>(
      `select sum(current)::int as current, sum(left_behind)::int as left from (${counts.join(' union all ')}) t`,
    );
    return row;
  }

  /** All that read models hold, as one text. */
  async everythingKept(): Promise<string> {
    const texts = readModels.map(({ table }) => `select t::text as text from ${table} t`);
    const rows = await this.database.admin.unsafe<{ text: string }[]>(texts.join(' union all '));
    return rows.map(({ text }) => text).join('\n');
  }

  /** Takes all cases away. */
  empty(): Promise<void> {
    return withoutCases(this.#opened);
  }

  /** The world of the tests, and rows of one of its cases in the tables that it leaves empty. */
  async make(): Promise<void> {
    await this.empty();
    await storeRecords(this.database, WORLD);
    const [first = ''] = await this.cases();
    await this.database.admin.begin(async (sql) => {
      for (const part of keptParts) {
        const rows = await sql.unsafe(`select from ${tableOf(part)} limit 1`);
        if (rows.length === 0) await fillTable(sql, part, first);
      }
    });
    await fillReadModels(this.database);
  }

  #grantOf({ agency, parts }: Source, [view, organisation]: Asker): Grant | null {
    const [partnerKind, purpose] = view.split('/') as ['IND', 'RESIDENCE_DECISION'];
    const asked = Object.values(parts).map((table) => ({ table, columns: keptColumns(table) }));
    return issueGrant(this.#policy, { organisation, partnerKind, client: 'test' }, purpose, agency, asked);
  }
}
