import { BadUserInput } from '../model/errors.js';
import { inCurrentFile, TIE_BREAKERS } from '../sources/row-order.js';
import { type SourcePart, tableOf } from '../sources/source.js';
import { type KeyContext, refuseUnsearchable } from './key-query.js';
import type { Parameters } from './parameters.js';
import type { TableConditions } from './plan.js';
import { caseShapes, personGroups, type Shape } from './shape.js';

/** A condition on one field: one of these values, or a range of dates (both ends included), or a truth value. */
export interface FieldFilter {
  readonly in?: readonly (string | number)[] | null;
  readonly from?: string | null;
  readonly until?: string | null;
  readonly is?: boolean | null;
}

/** Conditions by field, or by edge and then field, as the schema's `CaseFilter` nests them. */
export type CaseFilterValue = Readonly<Record<string, unknown>>;

/**
 * Fields of the case itself, over the row of reach, which repeats them under the right of the case index: filter and order
 * then go along one index.
 */
const CASE_FIELDS: Readonly<Record<string, string>> = {
  status: 'r.status',
  municipality: 'r.municipality',
  arrivedAt: 'r.arrived_at',
  leftAt: 'r.left_at',
};

/** A day that is not known lies in no range. */
const UNKNOWN_DAY = "'-infinity'::date";

/** What a filter is written with. */
type FilterContext = Pick<KeyContext, 'parameters' | 'unsearchable'>;

/**
 * Writes a filter as SQL over `r` (reach), to be and-ed. It runs under the partner's role: a row that the caller may not
 * read cannot match, neither for nor against. Conditions on one edge must be met by one and the same record.
 * @throws BadUserInput when a list or an object of conditions is empty; SourceUnavailable when only a source that is read
 * live could meet a condition
 */
export function compileFilter(filter: CaseFilterValue, context: FilterContext, permits: TableConditions): string[] {
  return given(filter).flatMap(([name, value]) => {
    const column = CASE_FIELDS[name];
    if (!column) return edgeFilter(name, value as CaseFilterValue, context, permits);
    return caseFilter(column, value as FieldFilter, context.parameters);
  });
}

function caseFilter(column: string, value: FieldFilter, parameters: Parameters): string[] {
  const isOpen = value.until != null && value.from == null;
  return [...(isOpen ? [`${column} <> ${UNKNOWN_DAY}`] : []), ...predicates(column, false, value, parameters)];
}

function edgeFilter(edge: string, filter: CaseFilterValue, context: FilterContext, permits: TableConditions): string[] {
  const fields = given(filter) as [string, FieldFilter][];
  if (fields.length === 0) throw new BadUserInput('A filter on an edge is empty: leave it out or name a condition.');
  if (edge === 'person') return fields.map(([field, value]) => personFilter(field, value, context, permits));
  const shape = caseShapes.find((candidate) => candidate.edge === edge);
  if (!shape) throw new BadUserInput('There is no such filter.');
  return [recordFilter(shape, fields, context, permits)];
}

/** One record must meet all conditions; a record can lie in several tables, joined by its keys. */
function recordFilter(
  shape: Shape,
  fields: readonly [string, FieldFilter][],
  { parameters, unsearchable }: FilterContext,
  permits: TableConditions,
): string {
  const used = shape.parts.filter((part) => permits(part) && fields.some(([field]) => part.fields[field]));
  const conditions = used.map((part, index) =>
    fields
      .filter(([field]) => part.fields[field])
      .flatMap(([field, value]) => fieldPredicates(part, `t${index}`, field, value, parameters)),
  );
  const [base, ...others] = used;
  if (!base || fields.some(([field]) => !used.some((part) => part.fields[field]))) {
    throw new BadUserInput('There is no such filter.');
  }
  if (used.some(unsearchable)) refuseUnsearchable();
  if (shape.as === 'latest')
    return used.map((part, index) => latestRow(part, `t${index}`, conditions[index])).join(' and ');
  const joins = others.map((part, index) => join(part, `t${index + 1}`));
  return `exists (select 1 from ${tableOf(base)} t0 ${joins.join(' ')} where t0.case_id = r.case_id and ${conditions.flat().join(' and ')})`;
}

/** Where an answer shows one record, each table gives its latest row: that one must meet the conditions, no older one. */
function latestRow(part: SourcePart, alias: string, conditions: readonly string[] = []): string {
  const table = tableOf(part);
  const place = (row: string) =>
    `(coalesce(${row}."${part.orderColumn}", '-infinity'), ${TIE_BREAKERS.map((column) => `${row}.${column}`).join(', ')})`;
  const later = `select 1 from ${table} l where l.case_id = ${alias}.case_id and ${place('l')} > ${place(alias)}${inCurrentFile(part, 'l')}`;
  const where = [`${alias}.case_id = r.case_id`, ...conditions, `not exists (${later})`];
  return `exists (select 1 from ${table} ${alias} where ${where.join(' and ')}${inCurrentFile(part, alias)})`;
}

/** A fact about the person is met when any agency that the caller may read, and that can be searched, states it. */
function personFilter(field: string, value: FieldFilter, context: FilterContext, permits: TableConditions): string {
  const { parameters, unsearchable } = context;
  const parts = personGroups.flat().filter((part) => part.fields[field] && permits(part));
  if (field === 'vNumber') {
    const where = predicates('t0.v_number', false, value, parameters);
    return `exists (select 1 from app.case_v_number t0 where t0.case_id = r.case_id and ${where.join(' and ')})`;
  }
  if (parts.length === 0) throw new BadUserInput('There is no such filter.');
  const searched = parts.filter((part) => !unsearchable(part));
  if (searched.length === 0) refuseUnsearchable();
  const stated = searched.map((part) => {
    const where = fieldPredicates(part, 't0', field, value, parameters);
    return `exists (select 1 from ${tableOf(part)} t0 where t0.case_id = r.case_id and ${where.join(' and ')})`;
  });
  return `(${stated.join(' or ')})`;
}

function fieldPredicates(part: SourcePart, alias: string, field: string, value: FieldFilter, parameters: Parameters) {
  return predicates(`${alias}."${part.fields[field]}"`, field === 'nationalities', value, parameters);
}

function predicates(column: string, isArray: boolean, filter: FieldFilter, parameters: Parameters): string[] {
  const sql: string[] = [];
  if (filter.in != null) sql.push(oneOf(column, isArray, filter.in, parameters));
  if (filter.from != null) sql.push(`${column} >= ${parameters.bind(filter.from)}::date`);
  if (filter.until != null) sql.push(`${column} <= ${parameters.bind(filter.until)}::date`);
  if (filter.is != null) sql.push(`${column} = ${parameters.bind(filter.is)}::boolean`);
  if (sql.length === 0) throw new BadUserInput('A condition is empty: leave it out or give a value.');
  return sql;
}

/** An empty list would mean nothing or everything, as one reads it: it is refused. */
function oneOf(column: string, isArray: boolean, values: readonly (string | number)[], parameters: Parameters) {
  if (values.length === 0)
    throw new BadUserInput('A list of values is empty: leave the condition out or name a value.');
  const numbers = values.every((value) => typeof value === 'number');
  const bound = parameters.bind(values as readonly string[]);
  if (isArray) return `${column} && ${bound}::text[]`;
  return `${column} = any(${bound}::${numbers ? 'int' : 'text'}[])`;
}

function join(part: SourcePart, alias: string): string {
  const keys = ['delivered_by', 'source_key', 'record_key'].map((key) => `${alias}.${key} = t0.${key}`).join(' and ');
  return `join ${tableOf(part)} ${alias} on ${keys}`;
}

function given(filter: CaseFilterValue): [string, unknown][] {
  return Object.entries(filter).filter(([, value]) => value !== null && value !== undefined);
}
