import type { Category, Condition } from '../model/category.js';
import type { RowCondition } from '../model/grant.js';
import type { GuardedTable } from '../model/guarded-table.js';
import type { Source, SourcePart } from '../sources/source.js';
import { blankRecord, type JoinedRecord } from './absent.js';
import type { Demand } from './demand.js';
import { marksNeedConsent } from './investigation.js';
import { PROVENANCE_COLUMNS } from './provenance.js';
import { caseShape, personGroups, type Shape } from './shape.js';
import type { TableRead } from './table-read.js';

/** What a view says of a table: the conditions that its rows must meet, or null when it is denied. */
export type TableConditions = (table: GuardedTable) => readonly RowCondition[] | null;

/** What a view says of one category. */
export type CategoryCondition = (category: Category) => Condition;

/** A shape with what is read for it. */
export interface ShapeRead {
  readonly shape: Shape;
  readonly tables: readonly TableRead[];
  readonly nested: readonly ShapeRead[];
  /** The tables whose rows make records of a list: its own, and those nested one to one. */
  readonly keyed: readonly TableRead[];
  /** A record of it without values, to be copied: it has room for all of them, so that no record grows while it is made. */
  readonly blank: JoinedRecord;
}

/** A group of person facts with the tables that state them. */
export interface PersonRead {
  readonly tables: readonly TableRead[];
  /** The fields that were asked for, each once. */
  readonly fields: readonly string[];
}

/** One source's share of an operation, in the order of the grant that will be asked for. */
export interface SourceRead {
  readonly source: Source;
  readonly tables: readonly TableRead[];
}

/** What an operation reads, decided once and before anything is read. */
export interface ReadPlan {
  readonly demand: Demand;
  readonly sources: readonly SourceRead[];
  readonly case: ShapeRead;
  /** The case's own fields, without its edges. */
  readonly ownCase: ShapeRead;
  readonly person: readonly PersonRead[];
  /** A person without values. */
  readonly blankPerson: JoinedRecord;
  /** Whether the key statement has to say if consent stands. */
  readonly needsConsent: boolean;
  readonly vNumber: Condition;
  /** Whether the marks of values under investigation are read, and if some of them need consent. */
  readonly marks: { readonly needConsent: boolean } | null;
}

/** Decides what an operation reads in a view: only columns that are asked for and permitted, plus the keys that join them. */
export function planReads(
  demand: Demand,
  sources: readonly Source[],
  conditionsOf: TableConditions,
  conditionOf: CategoryCondition,
): ReadPlan {
  const places = new Map<string, TableRead[]>();
  const read = tableReader(places, conditionsOf);
  const plan = {
    case: shapeRead(caseShape, demand, read, conditionsOf),
    person: personGroups.map((group) => personReads(group, demand, read)),
  };
  const ownCase = { ...plan.case, nested: [], blank: blankOf(plan.case.tables, []) };
  const blankPerson = blankRecord([...plan.person.flatMap(({ fields }) => fields), 'vNumber', 'provenance']);
  const vNumber = demand.asks('Person', 'vNumber') ? conditionOf('person.v_number') : 'no';
  const tables = [...places.values()].flat();
  const asksMarks = demand.asks('Case', 'underInvestigation');
  const marks = asksMarks ? { needConsent: marksNeedConsent(sources, conditionsOf) } : null;
  return {
    ...plan,
    ownCase,
    blankPerson,
    demand,
    sources: sources
      .map((source) => ({ source, tables: places.get(source.agency) ?? [] }))
      .filter((share) => share.tables.length > 0),
    vNumber,
    marks,
    needsConsent:
      vNumber === 'consent' ||
      marks?.needConsent === true ||
      tables.some((table) => table.conditions.includes('consent')),
  };
}

type Reader = (part: SourcePart, columns: readonly string[], fields: readonly string[]) => TableRead | null;

/** Makes the reads of tables, each with its place in its source and among all; null for one that is denied. */
function tableReader(places: Map<string, TableRead[]>, conditionsOf: TableConditions): Reader {
  let slots = 0;
  return (part, columns, fields) => {
    const conditions = conditionsOf(part);
    if (!conditions) return null;
    const of = places.get(part.agency) ?? [];
    places.set(part.agency, of);
    const made = { ...tableRead(part, columns, fields), conditions, place: of.length, slot: slots };
    slots += 1;
    of.push(made);
    return made;
  };
}

function shapeRead(shape: Shape, demand: Demand, read: Reader, permits: TableConditions, joined = false): ShapeRead {
  const nested = (shape.nested ?? [])
    .map((inner) => shapeRead(inner, demand, read, permits, shape !== caseShape))
    .filter((inner) => inner.tables.length > 0 || inner.nested.length > 0);
  const asked = shape.parts
    .map((part) => ({ part, fields: askedFields(part, shape.type, demand), conditions: permits(part) }))
    .filter(({ conditions }) => conditions !== null);
  if (
    !isTouched(
      shape,
      demand,
      nested,
      asked.some(({ fields }) => fields.length > 0),
    )
  ) {
    return { shape, tables: [], nested, keyed: keyedTables([], nested), blank: blankOf([], nested) };
  }
  // The base is read even when none of its fields is asked for: its rows decide how many records there are.
  const needed = asked.filter(({ part, fields }) => part === shape.parts[0] || fields.length > 0);
  const keys = keyColumns(shape, demand, {
    joined: joined || needed.length > 1 || (nested.length > 0 && shape !== caseShape),
    own: needed.some(({ conditions }) => conditions?.includes('own')),
  });
  const tables = needed.flatMap(({ part, fields }) => read(part, keys, fields) ?? []);
  return { shape, tables, nested, keyed: keyedTables(tables, nested), blank: blankOf(tables, nested) };
}

function keyedTables(tables: readonly TableRead[], nested: readonly ShapeRead[]): readonly TableRead[] {
  return [...tables, ...nested.filter(({ shape }) => shape.as === 'latest').flatMap((inner) => inner.tables)];
}

function blankOf(tables: readonly TableRead[], nested: readonly ShapeRead[]): JoinedRecord {
  const fields = tables.flatMap((table) => table.fields.map(([field]) => field));
  const provenance = tables.some(({ at }) => at.retrieved_at !== undefined) ? ['provenance'] : [];
  return blankRecord([...fields, ...provenance, ...nested.map(({ shape }) => shape.edge)]);
}

function isTouched(shape: Shape, demand: Demand, nested: readonly ShapeRead[], wanted: boolean): boolean {
  if (wanted || demand.asks(shape.type, 'provenance')) return true;
  return shape !== caseShape && (nested.length > 0 || demand.touches(shape.type));
}

function keyColumns(shape: Shape, demand: Demand, needs: { joined: boolean; own: boolean }): string[] {
  return [
    ...(needs.joined ? ['delivered_by', 'source_key', 'record_key'] : []),
    ...(needs.own ? ['organisation'] : []),
    ...(demand.asks(shape.type, 'provenance') ? PROVENANCE_COLUMNS : []),
  ];
}

function personReads(group: readonly SourcePart[], demand: Demand, read: Reader): PersonRead {
  const tables = group.flatMap((part) => {
    const fields = askedFields(part, 'Person', demand);
    if (fields.length === 0) return [];
    const ranking = ['source_level'].filter((column) => part.columns.includes(column));
    const provenance = demand.asks('Person', 'provenance') ? PROVENANCE_COLUMNS : [];
    const made = read(part, [...ranking, ...provenance], fields);
    return made ? [made] : [];
  });
  return { tables, fields: [...new Set(tables.flatMap((table) => table.fields.map(([field]) => field)))] };
}

function askedFields(part: SourcePart, type: string, demand: Demand): string[] {
  return Object.keys(part.fields).filter((field) => demand.asks(type, field));
}

function tableRead(part: SourcePart, keyColumns: readonly string[], fields: readonly string[]) {
  const wanted = [...keyColumns, ...fields.map((field) => part.fields[field] as string)];
  const columns = wanted.length > 0 ? [...new Set(wanted)] : ['record_key'];
  const at = Object.fromEntries(columns.map((column, index) => [column, index]));
  const asked = fields.map((field) => [field, at[part.fields[field] as string] as number] as const);
  return { part, columns, at, fields: asked, placeOf: Object.fromEntries(asked) };
}
