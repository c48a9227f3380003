import type { FieldAbsence } from '../model/absence.js';
import type { SourceRow } from '../sources/source.js';
import { type JoinedRecord, markAbsent } from './absent.js';
import type { ShapeRead } from './plan.js';
import { provenanceOf } from './provenance.js';
import {
  type CaseInput,
  copyFields,
  fileKey,
  possibleAbsence,
  rowKey,
  staleness,
  type TableRead,
} from './table-read.js';

/** A joined value, or null with the reason when rows may have been kept from the caller. */
export interface Composed {
  readonly value: JoinedRecord | JoinedRecord[] | null;
  readonly absence?: FieldAbsence;
}

/** The row that a nested shape hangs on. */
interface Anchor {
  readonly read: TableRead;
  readonly row: SourceRow;
}

/** Puts the edges of a shape on a record: each joined from its own tables, each absent with its own reason. */
export function composeEdges(reads: readonly ShapeRead[], record: JoinedRecord, input: CaseInput, anchor?: Anchor) {
  for (const read of reads) {
    const { value, absence } =
      read.shape.as === 'list' ? composeList(read, input, anchor) : composeLatest(read, input, anchor);
    record[read.shape.edge] = value;
    const told = absence ?? staleness(read.tables, input);
    if (told) markAbsent(record, [read.shape.edge], told);
  }
}

/** One record: each table gives its latest row. */
export function composeLatest(read: ShapeRead, input: CaseInput, anchor?: Anchor): Composed {
  const record: JoinedRecord = { ...read.blank };
  const found: TableRead[] = [];
  let base: Anchor | undefined;
  for (const table of read.tables) {
    const row = rowsOf(table, input, read, anchor).at(-1);
    if (!row) continue;
    base ??= { read: table, row };
    found.push(table);
    copyFields(table, row, record);
  }
  if (!base) return nothing(read, input);
  finish(read, record, base, input, (table) => found.includes(table));
  return { value: record };
}

/** A record per record key; a table's row joins the record of its key, or makes one where the base has none. */
export function composeList(read: ShapeRead, input: CaseInput, anchor?: Anchor): Composed {
  const [only] = read.tables;
  if (read.tables.length === 1 && only && read.nested.length === 0) return composeSingle(read, only, input, anchor);
  const records = new Map<string, { record: JoinedRecord; base: Anchor; tables: Set<TableRead> }>();
  for (const table of read.keyed) {
    for (const row of rowsOf(table, input, read, anchor)) {
      const key = rowKey(table, row);
      const known = records.get(key) ?? { record: { ...read.blank }, base: { read: table, row }, tables: new Set() };
      records.set(key, known);
      known.tables.add(table);
      if (read.tables.includes(table)) copyFields(table, row, known.record);
    }
  }
  if (records.size === 0) return nothing(read, input, []);
  const value = [...records.values()].map(({ record, base, tables }) => {
    finish(read, record, base, input, (table) => tables.has(table));
    return record;
  });
  return { value };
}

/** The common case: one table, nothing nested, so that no key has to be compared. */
function composeSingle(read: ShapeRead, table: TableRead, input: CaseInput, anchor?: Anchor): Composed {
  const rows = rowsOf(table, input, read, anchor);
  if (rows.length === 0) return nothing(read, input, []);
  const withProvenance = table.at.retrieved_at !== undefined;
  const value = rows.map((row) => {
    const record: JoinedRecord = { ...read.blank };
    copyFields(table, row, record);
    if (withProvenance) record.provenance = provenanceOf(table, row);
    return record;
  });
  return { value };
}

/** Provenance, nested edges, and the reasons for fields of tables that gave this record no row. */
function finish(
  read: ShapeRead,
  record: JoinedRecord,
  base: Anchor,
  input: CaseInput,
  hasRow: (table: TableRead) => boolean,
): void {
  if (base.read.at.retrieved_at !== undefined) record.provenance = provenanceOf(base.read, base.row);
  for (const table of read.tables) {
    if (hasRow(table)) continue;
    const absence = possibleAbsence(table, input);
    if (!absence || isOwnRecord(absence, base, input)) continue;
    markAbsent(
      record,
      table.fields.map(([field]) => field),
      absence,
    );
  }
  composeEdges(read.nested, record, input, base);
}

/** A record of the partner's own organisation withholds nothing under `own`: a missing row is just not there. */
function isOwnRecord(absence: FieldAbsence, base: Anchor, input: CaseInput): boolean {
  return absence.condition === 'OWN' && base.row[base.read.at.organisation as number] === input.organisation;
}

/** No row at all: an empty value where the base would have shown one, null with the reason where it may not. */
function nothing(read: ShapeRead, input: CaseInput, empty: [] | null = null): Composed {
  for (const table of read.keyed) {
    const absence = possibleAbsence(table, input);
    if (absence) return { value: null, absence };
    if (table === read.tables[0]) break;
  }
  return { value: empty };
}

function rowsOf(table: TableRead, input: CaseInput, read: ShapeRead, anchor?: Anchor): readonly SourceRow[] {
  const rows = input.rows(table);
  if (!anchor || rows.length === 0) return rows;
  const keyOf = read.shape.as === 'latest' ? rowKey : fileKey;
  const wanted = keyOf(anchor.read, anchor.row);
  return rows.filter((row) => keyOf(table, row) === wanted);
}
