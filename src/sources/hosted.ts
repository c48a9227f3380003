import type { SnapshotReader } from '../database/snapshot-reader.js';
import type { Agency } from '../model/agency.js';
import type { Grant } from '../model/grant.js';
import { checkGrant, grantedTables } from './granted-tables.js';
import { isKept, readModelExpressions, readModelRows } from './read-model-rows.js';
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
      const { expressions, take } = select(grant, casesOf(ids), 'TABLES');
      const [row] = await snapshot.query<Row>(`select ${columnsOf(expressions, 'answer').join(', ')}`, [ids]);
      return take(valuesOf(row, 'answer', expressions.length), ids.length);
    },
  };
}

/** One case is read by other expressions than several: a third less work. */
export function casesOf(ids: readonly string[]): Cases {
  return ids.length === 1 ? 'ONE' : 'MANY';
}

type Row = Readonly<Record<string, unknown>>;

/** The columns of a select that these expressions are. @param name by which `valuesOf` finds them in its row */
export function columnsOf(expressions: readonly string[], name: string): string[] {
  return expressions.map((expression, place) => `${expression} as ${name}_${place}`);
}

/** What so many expressions under this name answered. */
export function valuesOf(row: Row | undefined, name: string, count: number): unknown[] {
  return Array.from({ length: count }, (_, place) => row?.[`${name}_${place}`]);
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
  const keptRows = readModelRows(kept);
  const expressions = [...readModelExpressions(model, kept, cases), ...tableExpressions(others, cases)];
  return {
    expressions,
    take(values, count) {
      const rows: Answer = Array.from({ length: count }, () => new Array(tables.length).fill(NO_ROWS));
      takeTableRows(values.slice(kept.length > 0 ? 1 : 0), others, cases, rows);
      return kept.length > 0 ? { rows, outdated: keptRows.take(values[0], cases, rows) } : { rows };
    },
  };
}
