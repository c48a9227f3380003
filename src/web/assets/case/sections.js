import { dateInWords, describe, inWords } from '../both/words.js';
import { align } from './align.js';
import { emptyState, fieldState, itemState, rootState } from './states.js';
import { conflictField, sourceInWords, valueInWords } from './values.js';
import { widest } from './view-schema.js';

/**
 * The whole comparison as data: sections of rows, and in each row a state for each column. The fields come from the
 * views' own schemas laid over each other; a new field appears here by itself.
 * @param columns from `readColumn`
 * @param names a Map of organisation codes to names
 */
export function sectionsOf(columns, names) {
  const context = { schema: widest(columns.map(({ schema }) => schema)), names };
  const roots = columns.map(rootState);
  const fields = context.schema.get('Case').fields.filter(({ needed }) => !needed);
  const sections = fields
    .filter(({ kind, type }) => kind === 'OBJECT' && type !== 'Provenance')
    .map((field) => sectionOf(context, field, roots));
  const person = sections.findIndex(({ name }) => name === 'person');
  const conflicts = sections.findIndex(({ name }) => name === 'conflicts');
  if (conflicts > person) sections.splice(person + 1, 0, ...sections.splice(conflicts, 1));
  const own = fields.filter(({ kind, type, name }) => name !== 'id' && (kind !== 'OBJECT' || type === 'Provenance'));
  return [titled({ name: 'case' }, rowsOfFields(context, 'Case', own, roots), 'Case', 'casus'), ...sections];
}

function sectionOf(context, field, roots) {
  const states = roots.map((root) => fieldState(root, 'Case', field));
  if (field.name === 'timeline') return titled(field, timelineRows(context, states));
  if (field.name === 'conflicts') return titled(field, conflictRows(context, states));
  const rows = field.list ? listRows(context, field, states) : recordRows(context, field.type, states);
  return titled(field, rows);
}

function titled({ name, description }, rows, title = inWords(name), dutch = describe(description).dutch) {
  return { name, title, dutch, hint: describe(description).text, rows };
}

function recordRows(context, typeName, states, prefix = '') {
  return rowsOfFields(context, typeName, context.schema.get(typeName).fields, states, prefix);
}

function rowsOfFields(context, typeName, fields, states, prefix = '') {
  return fields.flatMap((field) => {
    const cells = states.map((state) => fieldState(state, typeName, field));
    if (field.type === 'Provenance') return [provenanceRow(context, field, cells)];
    if (field.kind === 'OBJECT' && field.list) return listRows(context, field, cells);
    if (field.kind === 'OBJECT') return recordRows(context, field.type, cells, `${inWords(field.name)}: `);
    return [fieldRow(context, field, cells, prefix)];
  });
}

function fieldRow({ names }, field, cells, prefix) {
  const label = prefix ? `${prefix}${inWords(field.name).toLowerCase()}` : inWords(field.name);
  const shown = cells.map((cell) => {
    if (cell.kind !== 'value') return cell;
    return { ...cell, text: valueInWords(field, cell.value, names), origin: originOf(cell.provenance, names) };
  });
  const { text: hint, dutch } = describe(field.description);
  return { kind: 'field', name: field.name, label, dutch, hint, cells: shown };
}

function originOf(provenance, names) {
  const all = [provenance].flat().filter(Boolean);
  const lines = all.map(
    (one) =>
      `${sourceInWords(one, names)}, recorded ${one.recordedAt ? dateInWords(one.recordedAt) : 'on an unknown day'}`,
  );
  return [...new Set(lines)].join('; ');
}

/** A list of provenances (the person's) tells each source once. */
function provenanceRow({ names }, field, cells) {
  const told = cells.map((cell) => {
    if (cell.kind !== 'record' && cell.kind !== 'list') return cell;
    const all = cell.kind === 'list' ? cell.items : [cell.value];
    if (all.length === 0) return { kind: 'none' };
    const distinct = new Map(all.map((one) => [JSON.stringify([one.deliveredBy, one.recordedAt]), one]));
    const entries = [...distinct.values()].map((one) => ({ ...one, who: sourceInWords(one, names) }));
    return { kind: 'provenance', entries };
  });
  return {
    kind: 'provenance',
    name: field.name,
    label: 'Provenance',
    dutch: describe(field.description).dutch,
    cells: told,
  };
}

function listRows(context, field, lists) {
  const slots = align(lists.map(({ items }) => items));
  if (slots.length === 0) {
    const cells = lists.map(emptyState);
    return [
      { kind: 'field', name: field.name, label: inWords(field.name), dutch: describe(field.description).dutch, cells },
    ];
  }
  const one = inWords(field.type);
  return slots.flatMap((slot, place) => {
    const states = lists.map((list, column) => itemState(list, slot[column]));
    const cells = states.map((state) => (state.kind === 'record' ? { kind: 'blank' } : state));
    const heading = {
      kind: 'record',
      label: slots.length === 1 ? one : `${one} ${place + 1} of ${slots.length}`,
      cells,
    };
    return [heading, ...recordRows(context, field.type, states)];
  });
}

function timelineRows({ schema, names }, lists) {
  const slots = align(lists.map(({ items }) => items?.map(({ at, kind }) => ({ at, kind }))));
  const events = slots.map((slot) => {
    const column = slot.findIndex((index) => index !== undefined);
    return { slot, ...lists[column].items[slot[column]] };
  });
  events.sort((one, other) => (one.at < other.at ? -1 : Number(one.at > other.at)));
  if (events.length === 0)
    return [{ kind: 'field', name: 'timeline', label: 'Events', dutch: '', cells: lists.map(emptyState) }];
  const kinds = schema.get('TimelineEventKind').values;
  return events.map(({ slot, at, kind }) => {
    const { text: hint, dutch } = describe(kinds.find(({ name }) => name === kind)?.description);
    const cells = lists.map((list, column) => eventState(list, slot[column], kind, names));
    return { kind: 'event', name: kind, at: dateInWords(at), label: inWords(kind), dutch, hint, cells };
  });
}

function eventState(list, index, kind, names) {
  if (list.kind !== 'list') return list;
  if (index !== undefined) {
    const { provenance } = list.items[index];
    return {
      kind: 'value',
      text: provenance ? sourceInWords(provenance, names) : 'Shown',
      origin: originOf(provenance, names),
    };
  }
  return hasValue(list.column.schema, 'TimelineEventKind', kind)
    ? itemState({ ...list, absence: list.absence ?? list.column.absences(list.path.slice(0, -1)) })
    : { kind: 'outside' };
}

function conflictRows({ schema, names }, lists) {
  const fields = new Set(lists.flatMap(({ items }) => items?.map(({ field }) => field) ?? []));
  if (fields.size === 0)
    return [{ kind: 'field', name: 'conflicts', label: 'Conflicts', dutch: '', cells: lists.map(emptyState) }];
  const values = schema.get('ConflictField').values;
  return [...fields].map((field) => {
    const { dutch } = describe(values.find(({ name }) => name === field)?.description);
    const cells = lists.map((list) => conflictState(list, field, names));
    return { kind: 'conflict', name: field, label: inWords(field), dutch, hint: '', cells };
  });
}

function conflictState(list, name, names) {
  if (list.kind !== 'list') return list;
  const found = list.items.find(({ field }) => field === name);
  if (found) {
    const statements = found.values.map(({ values, sourceLevel, provenance }) => ({
      text: valueInWords(conflictField(name), values, names),
      who: provenance ? sourceInWords(provenance, names) : 'a source',
      level: sourceLevel,
    }));
    return { kind: 'conflict', statements };
  }
  return hasValue(list.column.schema, 'ConflictField', name) ? { kind: 'none' } : { kind: 'outside' };
}

function hasValue(schema, enumName, value) {
  return schema.get(enumName)?.values.some(({ name }) => name === value) ?? false;
}
