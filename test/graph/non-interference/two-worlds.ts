import { fillReadModels } from '../../../src/delivery/fill-read-models.js';
import type { TestGraph } from '../../support/graph.js';
import {
  addedTo,
  addPeople,
  addRows,
  type Change,
  changeValues,
  removedFrom,
  removePeople,
  removeRows,
  type Statement,
  valuesIn,
} from './changed-rows.js';
import {
  changeConsents,
  changeDeliveries,
  changeLog,
  changeMatchesAndWebhooks,
  changeOrder,
  changeOrganisations,
  changeOutbox,
  changeReachOfOthers,
  changeRectifications,
} from './changed-surroundings.js';
import type { Draw } from './draw.js';
import type { JudgedView } from './judged-views.js';
import { type GuardedTable, guardedOf, ofCases, type StoredTable, storedTables } from './stored-tables.js';

/** Ways in which two worlds differ; those that are likely to be wrong somewhere stand there more than once. */
const CHANGES: Readonly<Record<string, Change>> = {
  changeValues,
  changeMoreValues: changeValues,
  removeRows,
  addRows,
  addMoreRows: addRows,
  removePeople,
  addPeople,
  changeConsents,
  changeReachOfOthers,
  changeOrganisations,
  changeDeliveries,
  changeOutbox,
  changeRectifications,
  changeMatchesAndWebhooks,
  changeLog,
};

const LOG = 'audit.processing_record';

/** A second world: what was done to the first one, in order. */
export interface SecondWorld {
  /** Whether what sources keep by case is outdated there, and so read from their tables; it never is in the first world. */
  readonly isOutdated?: boolean;
  readonly changes: readonly { readonly name: string; readonly statements: readonly Statement[] }[];
}

/** The first world and, one at a time, a second one. Both lie in one database, so ids and moments are the same. */
export class TwoWorlds {
  private constructor(
    private readonly graph: TestGraph,
    readonly tables: readonly StoredTable[],
  ) {}

  static async of(graph: TestGraph): Promise<TwoWorlds> {
    const tables = await storedTables(graph.database);
    await graph.change([...settle(tables), ...tables.flatMap(({ name }) => keep(name))].join(';\n'));
    await fillReadModels(graph.database);
    return new TwoWorlds(graph, tables);
  }

  /** Draws a world that differs only in what the view denies, in one to three ways. */
  draw(view: JudgedView, draw: Draw): SecondWorld {
    const kinds = draw.several(1, 3, () => draw.pick(Object.keys(CHANGES)));
    // A new order first: it begins with the rows as they are.
    const ordered: [string, Change][] = draw.oneIn(3) ? [['changeOrder', changeOrder]] : [];
    const drawn = [...ordered, ...kinds.map((kind): [string, Change] => [kind, CHANGES[kind] as Change])];
    return {
      changes: drawn.map(([name, change]) => ({ name, statements: change(view, this.tables, draw) })),
      isOutdated: draw.oneIn(3),
    };
  }

  /** Worlds in which everything that the view denies is gone, or more, or different, or every row was stored in another turn. */
  everywhere(view: JudgedView, draw: Draw): SecondWorld[] {
    const inEach = (name: string, change: (table: GuardedTable) => Statement): SecondWorld => ({
      changes: guardedOf(this.tables).map((table) => ({ name: `${name} ${table.name}`, statements: [change(table)] })),
    });
    return [
      inEach('rows gone from', (table) => removedFrom(view, table)),
      inEach('rows added to', (table) => addedTo(view, table, draw)),
      inEach('values changed in', (table) => valuesIn(view, table, draw)),
      { changes: [{ name: 'changeOrder', statements: changeOrder(view, this.tables, draw) }] },
    ];
  }

  /** The fields behind which a second world differs, where it is a few and not all of them. */
  fieldsOf({ changes }: SecondWorld): ReadonlySet<string> {
    const few = changes
      .map(({ statements }) => new Set(statements.map(({ table }) => table)))
      .filter(({ size }) => size < 4);
    const names = new Set(few.flatMap((tables) => [...tables]));
    const columns = guardedOf(this.tables)
      .filter(({ name }) => names.has(name))
      .flatMap((table) => table.columns);
    return new Set(columns.map(({ name }) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())));
  }

  /** Makes the second world, asks there, and puts the first one back. */
  async during<Value>({ changes, isOutdated }: SecondWorld, ask: () => Promise<Value>): Promise<Value> {
    const statements = changes.flatMap((change) => change.statements);
    await this.#change(statements.map(({ sql }) => sql));
    try {
      if (!isOutdated) await fillReadModels(this.graph.database);
      return await ask();
    } finally {
      const touched = [...new Set(statements.map(({ table }) => table))];
      await this.#change(
        touched.map((name) => `delete from ${name}; insert into ${name} select * from kept."${name}"`),
      );
      await fillReadModels(this.graph.database);
    }
  }

  /** Keeps what the processing log holds now, as if it had been written long ago. */
  async keepLog(): Promise<void> {
    await this.#change([
      `update ${LOG} set start_time = '2025-05-03T08:00:00Z', end_time = '2025-05-03T08:00:01Z'`,
      ...keep(LOG),
    ]);
  }

  /** Puts the log back as it was kept: to ask for a report is logged as well, and would be in the next one. */
  async restoreLog(): Promise<void> {
    await this.#change([`delete from ${LOG}`, `insert into ${LOG} select * from kept."${LOG}"`]);
  }

  async #change(statements: readonly string[]): Promise<void> {
    // Sent at once they are one transaction. It waits for no read that somebody forgot to end.
    if (statements.length === 0) return;
    await this.graph.change([`set local lock_timeout = '10s'`, ...statements].join(';\n'));
  }
}

/** Ids and moments that are the same in every run, so that a seed replays to the byte; and one delivery an agency. */
function settle(tables: readonly StoredTable[]): string[] {
  const renamed = ofCases(tables).map(
    ({ name, caseColumn }) =>
      `update ${name} t set ${caseColumn} = s.fresh from settled s where t.${caseColumn} = s.old`,
  );
  const received = tables
    .filter(({ columns }) => columns.some(({ name }) => name === 'retrieved_at'))
    .map(({ name }) => `update ${name} set retrieved_at = '2024-05-02T06:00:00Z'`);
  return [
    `create temp table settled as select distinct on (case_id) case_id as old, md5(source_key)::uuid as fresh
      from app.record where agency = 'SHELTER' order by case_id, source_key`,
    ...renamed,
    'drop table settled',
    ...received,
    `insert into app.delivery (id, agency, organisation, file_name, started_at, ended_at, complete, state)
      select distinct md5(agency || organisation)::uuid, agency, organisation, 'a file', timestamptz '2025-05-01',
        timestamptz '2025-05-02', true, 'DONE' from app.record`,
    `insert into app.freshness (agency, ended_at) select distinct agency, timestamptz '2025-05-02' from app.record`,
    'create schema kept',
  ];
}

function keep(table: string): string[] {
  return [`create table kept."${table}" as table ${table}`];
}
