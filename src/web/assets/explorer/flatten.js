import { absencesOf } from '../both/absences.js';

/** What tells about paging, and not about anything that was asked for. */
const PAGING = new Set(['pageInfo', 'cursor', '__typename']);

/**
 * An answer as one table. Where it holds one list or connection, each item is a row, with the values beside the list
 * repeated; else the whole answer is one row. Lists inside a row are columns with a number, such as `documents.0.kind`.
 * What is missing for a reason says so in its cell (`WITHHELD: CONSENT`); what a source does not know is null.
 * @param answer `{ data, extensions }`
 * @returns `{ columns, rows }`; a row is a Map from column to value
 */
export function tableOf(answer) {
  const absences = absencesOf(answer);
  const { beside, lists } = split(answer.data ?? {});
  const [only] = lists;
  const rows =
    lists.length === 1
      ? only.items.map((item, place) => new Map([...rowOf(beside, absences), ...itemRow(only, item, place, absences)]))
      : [rowOf([{ value: answer.data ?? {}, path: [] }], absences)];
  const columns = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  return { columns, rows };
}

/** The lists of objects that stand nowhere inside another one, and what stands beside them. */
function split(value, path = []) {
  const found = { beside: [], lists: [] };
  for (const [name, each] of Object.entries(value)) {
    if (PAGING.has(name)) continue;
    const here = [...path, name];
    if (isRecords(each)) found.lists.push({ items: each, path: here, isEdges: name === 'edges' });
    else if (isRecord(each)) {
      const inner = split(each, here);
      found.beside.push(...inner.beside);
      found.lists.push(...inner.lists);
    } else found.beside.push({ value: each, path: here });
  }
  return found;
}

function itemRow({ path, isEdges }, item, place, absences) {
  const at = [...path, place, ...(isEdges ? ['node'] : [])];
  const record = isEdges ? item.node : item;
  const skip = at.length;
  return new Map(cellsOf(record, at, absences).map(([each, value]) => [each.slice(skip).join('.') || 'node', value]));
}

function rowOf(values, absences) {
  const cells = values.flatMap(({ value, path }) => cellsOf(value, path, absences));
  return new Map(cells.map(([path, value]) => [path.join('.'), value]));
}

/** `[path, value]` of each single value below a place. */
function cellsOf(value, path, absences) {
  const absence = absences(path);
  if (absence && absence.reason !== 'STALE' && isNothing(value)) return [[path, absenceInWords(absence)]];
  if (isRecord(value)) {
    const names = Object.keys(value).filter((name) => !PAGING.has(name));
    return names.flatMap((name) => cellsOf(value[name], [...path, name], absences));
  }
  if (!isRecords(value)) return [[path, Array.isArray(value) ? value.join('; ') : value]];
  return value.flatMap((each, place) => cellsOf(each, [...path, place], absences));
}

function absenceInWords({ reason, condition }) {
  return condition ? `${reason}: ${condition}` : reason;
}

const isNothing = (value) => value === null || (Array.isArray(value) && value.length === 0);
const isRecord = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isRecords = (value) => Array.isArray(value) && value.some(isRecord);
