import type { SnapshotReader } from '../database/snapshot-reader.js';
import type { Agency } from '../model/agency.js';
import type { Grant } from '../model/grant.js';
import { checkGrant, grantedTables } from './granted-tables.js';
import { casesOf, type JointRow, jointSelect } from './joint-select.js';
import { isKept, readModelRows } from './read-model-rows.js';
import type {
  AskedCases,
  Cases,
  ReadFrom,
  ReadModel,
  Source,
  SourcePart,
  SourceReading,
  SourceSelect,
} from './source.js';
import { type Answer, NO_ROWS, tableExpressions, takeTableRows } from './table-rows.js';

/**
 * A source of kind *hosted*: what the agency delivered, in its own PostgreSQL schema of this database.
 * The second lock is the partner's database role, under which the snapshot runs.
 */
export function hostedSource(
  agency: Agency,
  parts: Readonly<Record<string, SourcePart>>,
  readModel: ReadModel,
): Source {
  const made = new WeakMap<Grant, Map<string, SourceSelect>>();
  const select = (grant: Grant, cases: Cases, from: ReadFrom): SourceSelect => {
    checkGrant(grant, agency);
    const ofGrant = made.get(grant) ?? new Map<string, SourceSelect>();
    made.set(grant, ofGrant);
    const form = `${cases} ${from}`;
    const known = ofGrant.get(form) ?? selectOf({ grant, cases, from }, parts, readModel);
    ofGrant.set(form, known);
    return known;
  };
  return {
    agency,
    kind: 'HOSTED',
    parts,
    readModel,
    select,
    async read(grant: Grant, { ids }: AskedCases, snapshot: SnapshotReader): Promise<SourceReading> {
      const cases = casesOf(ids);
      const joint = jointSelect([select(grant, cases, 'TABLES')], cases);
      const [reading] = joint.take(await snapshot.query<JointRow>(joint.text(), [ids]), ids.length);
      if (!reading) throw new Error('a source that was read says nothing');
      return reading;
    },
  };
}

interface Asked {
  readonly grant: Grant;
  readonly cases: Cases;
  readonly from: ReadFrom;
}

/** The read model first, where it has what is granted, and then each table that it does not have. */
function selectOf(
  { grant, cases, from }: Asked,
  parts: Readonly<Record<string, SourcePart>>,
  model: ReadModel,
): SourceSelect {
  const tables = grantedTables(grant, parts).map((table, place) => ({ ...table, place }));
  const kept = from === 'READ_MODEL' ? tables.filter((table) => isKept(table, model)) : [];
  const others = tables.filter((table) => !kept.includes(table));
  const keptRows = kept.length > 0 ? readModelRows(model, kept) : undefined;
  return {
    ofAll: tableExpressions(others, cases),
    ofEach: keptRows?.expression,
    take({ ofAll, ofEach }, count) {
      const rows: Answer = Array.from({ length: count }, () => new Array(tables.length).fill(NO_ROWS));
      takeTableRows(ofAll, others, cases, rows);
      return keptRows ? { rows, outdated: keptRows.take(ofEach, rows) } : { rows };
    },
  };
}
