import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { isDate } from '../../model/partial-date.js';
import type { SourcePart } from '../source.js';
import { askableFields, MOST_ROWS } from './document.js';
import { rowSchema } from './row-schema.js';
import { SourceFailure } from './source-failure.js';
import type { LiveQuery } from './transport.js';

/** A row as an agency's own system gave it, checked: its keys, and the fields that were asked for. */
export type LiveRow = Readonly<Record<string, unknown>>;

/** What was given that was not asked for, or not in the form of the document. */
export type Dropped = 'person' | 'part' | 'field' | 'row' | 'duplicate';

/** The rows of a person by part. A part that was not given, or not as it should be, is not in it. */
export type LivePerson = ReadonlyMap<string, readonly LiveRow[]>;

/** An answer of which nothing is left but what was asked for. */
export interface CheckedAnswer {
  /** By V-number; a person that the agency does not know is not in it. */
  readonly persons: ReadonlyMap<string, LivePerson>;
  readonly dropped: Readonly<Partial<Record<Dropped, number>>>;
}

/** @throws SourceFailure `GARBAGE` for what is no answer at all, or holds one person over and over */
export type AnswerCheck = (answer: unknown, query: LiveQuery) => CheckedAnswer;

/** Records of one person at most, whose parts are put together: an API that gives each part by itself needs a few. */
const MOST_RECORDS = 100;

const KEYS = new Set(['sourceKey', 'recordKey', 'recordedAt']);

/**
 * Checks answers against the schemas of the agency's OpenAPI document. People who were not asked for, parts and fields
 * that were not, and rows of a wrong form are dropped and counted. Where a row had to be dropped, its whole part of that
 * person counts as not given: fewer rows than there are would be a wrong answer.
 */
export function answerCheck(parts: Readonly<Record<string, SourcePart>>): AnswerCheck {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, validateFormats: true });
  ajv.addFormat('date', { type: 'string', validate: (text: string) => isDate(text) && !text.startsWith('0000') });
  ajv.addFormat('date-time', { type: 'string', validate: isMoment });
  const rows = new Map(
    Object.values(parts).map((part) => {
      const { required: _, ...schema } = rowSchema(part, askableFields(part)) as { required?: unknown };
      return [part.name, ajv.compile({ ...schema, required: ['sourceKey', 'recordKey'] })] as const;
    }),
  );
  return (answer, query) => new Check(query, rows).of(answer);
}

function isMoment(text: string): boolean {
  return (
    isDate(text.slice(0, 10)) &&
    /T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(text) &&
    !Number.isNaN(Date.parse(text))
  );
}

class Check {
  readonly #query: LiveQuery;
  readonly #validators: ReadonlyMap<string, ValidateFunction>;
  readonly #asked: ReadonlySet<string>;
  readonly #dropped: Partial<Record<Dropped, number>> = {};

  constructor(query: LiveQuery, validators: ReadonlyMap<string, ValidateFunction>) {
    this.#query = query;
    this.#validators = validators;
    this.#asked = new Set(query.vNumbers);
  }

  of(answer: unknown): CheckedAnswer {
    const records = isObject(answer) ? answer.records : undefined;
    if (!Array.isArray(records)) throw new SourceFailure('GARBAGE');
    const given = new Map<string, unknown[]>();
    for (const record of records) {
      const vNumber = isObject(record) ? record.vNumber : undefined;
      if (typeof vNumber !== 'string' || !this.#asked.has(vNumber)) this.#drop('person');
      else addTo(given, vNumber, record);
    }
    const persons = new Map([...given].map(([vNumber, person]) => [vNumber, this.#person(person)]));
    return { persons, dropped: this.#dropped };
  }

  /** A person who stands there twice is one person. */
  #person(records: readonly unknown[]): LivePerson {
    const objects = records.filter(isObject);
    for (const record of objects) {
      for (const name of Object.keys(record)) {
        if (name !== 'vNumber' && !Object.hasOwn(this.#query.parts, name)) this.#drop('part');
      }
    }
    const parts = new Map<string, readonly LiveRow[]>();
    for (const [name, fields] of Object.entries(this.#query.parts)) {
      const given = objects.filter((record) => Object.hasOwn(record, name)).map((record) => record[name]);
      const rows = given.length === 0 ? undefined : this.#rows(name, fields, given);
      if (rows) parts.set(name, rows);
    }
    return parts;
  }

  #rows(part: string, fields: readonly string[], given: readonly unknown[]): readonly LiveRow[] | undefined {
    const lists = given.filter(Array.isArray) as unknown[][];
    const all = lists.flat();
    if (lists.length < given.length || all.length > MOST_ROWS) {
      this.#drop('row', Math.max(all.length, 1));
      return undefined;
    }
    const rows = all.map((row) => this.#row(part, fields, row));
    const good = rows.filter((row) => row !== undefined);
    this.#drop('row', rows.length - good.length);
    return good.length < rows.length ? undefined : this.#once(good);
  }

  #row(part: string, fields: readonly string[], row: unknown): LiveRow | undefined {
    if (!isObject(row)) return undefined;
    const strange = Object.keys(row).filter((name) => !KEYS.has(name) && !fields.includes(name));
    this.#drop('field', strange.length);
    const wanted = ['sourceKey', 'recordKey', ...fields];
    if (wanted.some((field) => !Object.hasOwn(row, field))) return undefined;
    const asked: LiveRow = Object.fromEntries(wanted.map((field) => [field, row[field]]));
    const picked = { ...asked, recordedAt: row.recordedAt ?? null };
    return this.#validators.get(part)?.(picked) ? picked : undefined;
  }

  #once(rows: readonly LiveRow[]): readonly LiveRow[] {
    const byKey = new Map<string, LiveRow>();
    for (const row of rows) {
      const key = JSON.stringify([row.sourceKey, row.recordKey]);
      if (byKey.has(key)) this.#drop('duplicate');
      else byKey.set(key, row);
    }
    return [...byKey.values()];
  }

  #drop(what: Dropped, count = 1): void {
    if (count > 0) this.#dropped[what] = (this.#dropped[what] ?? 0) + count;
  }
}

/** In place: a list that is copied for each record costs the square of their number, and no limit of time interrupts it. */
function addTo(given: Map<string, unknown[]>, vNumber: string, record: unknown): void {
  const records = given.get(vNumber) ?? [];
  if (records.length === MOST_RECORDS) throw new SourceFailure('GARBAGE');
  records.push(record);
  given.set(vNumber, records);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
