/**
 * What stands in one place of one column. `kind` is
 * - `value`, `record`, `list`: there is something to show;
 * - `unknown`: the source has no value; `none`: an empty list;
 * - `withheld`: decided against, whether or not a value exists; `condition` says what is not met;
 * - `outside`: not in this partner's schema at all;
 * - `unlisted`: the partner's list does not hold this record;
 * - `away`: the case does not exist for this partner;
 * - `down`: the source did not answer.
 */
export function rootState(column) {
  if (column.found === null) return { kind: 'away' };
  return { kind: 'record', value: column.found, path: ['case'], column };
}

/** The state of a field below a record. What holds for a record holds for all below it. */
export function fieldState(above, typeName, field) {
  if (above.kind !== 'record') return above;
  const { column } = above;
  if (!column.schema.get(typeName)?.fields.some(({ name }) => name === field.name)) return { kind: 'outside' };
  const value = above.value[field.name];
  const path = [...above.path, field.name];
  const absence = column.absences(path);
  if (value === null || value === undefined) return absentState(absence);
  if (value.edges) {
    return {
      kind: 'list',
      items: value.edges.map(({ node }) => node),
      path: [...path, 'edges'],
      inEdge: ['node'],
      column,
      absence,
    };
  }
  if (Array.isArray(value) && field.kind === 'OBJECT')
    return { kind: 'list', items: value, path, inEdge: [], column, absence };
  if (field.kind === 'OBJECT') return { kind: 'record', value, path, column };
  if (Array.isArray(value) && value.length === 0) return { kind: 'unknown' };
  return { kind: 'value', value, stale: absence?.reason === 'STALE', provenance: above.value.provenance };
}

/** The state of one record of a list, by its index there. */
export function itemState(list, index) {
  if (list.kind !== 'list') return list;
  if (index !== undefined) {
    const path = [...list.path, index, ...list.inEdge];
    return { kind: 'record', value: list.items[index], path, column: list.column };
  }
  return list.absence ? absentState(list.absence) : { kind: 'unlisted' };
}

/** The state of a list when no column lists any record. */
export function emptyState(list) {
  if (list.kind !== 'list') return list;
  return list.absence ? absentState(list.absence) : { kind: 'none' };
}

function absentState(absence) {
  if (!absence) return { kind: 'unknown' };
  if (absence.reason === 'WITHHELD') return { kind: 'withheld', condition: absence.condition };
  return { kind: 'down' };
}

/** Whether two states look the same and may share one tall cell. */
export function sameState(one, other) {
  return one.kind === other.kind && one.condition === other.condition && TALL.has(one.kind);
}

const TALL = new Set(['withheld', 'outside', 'unlisted', 'away', 'down']);
