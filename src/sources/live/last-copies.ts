import type postgres from 'postgres';
import { inTransaction } from '../../database/transaction.js';
import type { Agency } from '../../model/agency.js';
import type { Grant } from '../../model/grant.js';
import type { LiveRow } from './check-answer.js';
import { type CopyBox, copyBox } from './sealed-copy.js';

/** What an agency gave of one part of a person in one answer: rows of one moment, with the fields asked for then. */
export interface CopiedPart {
  readonly part: string;
  readonly fields: readonly string[];
  /** Moment of the answer (ISO 8601, UTC). */
  readonly at: string;
  readonly rows: readonly LiveRow[];
}

/** A case as it is kept: whose, and by which number it was asked. */
export interface CopiedCase {
  readonly caseId: string;
  readonly vNumber: string;
  readonly parts: readonly CopiedPart[];
  /** Parts that were asked for and not given: what was given of them before is no copy any more. */
  readonly withheld: readonly string[];
}

/** V-numbers by case id: the cases that are meant, and the number that each was asked by. */
export type CopyPlaces = ReadonlyMap<string, string>;

/**
 * Whose a copy is: an organisation in a view. The agency decides by asker what it gives, so what it gave one of them is
 * never a copy for another, also not for the same organisation with another purpose.
 */
export type CopyAsker = string & { readonly __brand: 'CopyAsker' };

/** The asker that a grant was issued for. */
export function copyAsker({ principal, view }: Grant): CopyAsker {
  return `${view} ${principal.organisation}` as CopyAsker;
}

/** The last copies of one agency's answers: sealed, with an age limit, and holding only what was granted and asked for. */
export interface LastCopies {
  /** Adds what this asker was answered now; over-age parts go. @throws the driver's error */
  keep(asker: CopyAsker, cases: readonly CopiedCase[]): Promise<void>;
  /** What this asker was given of these cases and is not over age, by case id. @throws the driver's error */
  read(asker: CopyAsker, places: CopyPlaces): Promise<ReadonlyMap<string, readonly CopiedPart[]>>;
  /** Deletes what this asker was given of these cases. @throws the driver's error */
  forget(asker: CopyAsker, places: CopyPlaces): Promise<void>;
  /** Deletes what is over age. @throws the driver's error */
  purge(): Promise<void>;
}

/** Different sets of fields that are kept of one part for one asker. */
const MOST_OF_PART = 7;
/** Longer rows are not kept: every copy of a case is opened for each, so no answer may make that slow. Characters. */
const LONGEST_ROWS = 32_000;
const HOUR_MS = 3_600_000;

/** What the copies of an agency are opened with. */
export interface CopySetting {
  readonly database: postgres.Sql;
  readonly secret: Uint8Array;
  /** Age limit; with 0 nothing is kept, and `purge` deletes everything. */
  readonly hours: number;
  /** The clock, for tests. */
  readonly now?: () => Date;
}

/** Opens the last copies of an agency, in `app.source_copy`. */
export function lastCopies(agency: Agency, setting: CopySetting): LastCopies {
  return new SealedCopies(agency, setting);
}

/** A part as it is sealed. Its rows stay a text until they are wanted: a case holds those of all askers. */
interface StoredPart extends Omit<CopiedPart, 'rows'> {
  readonly asker: CopyAsker;
  readonly rows: string;
}

class SealedCopies implements LastCopies {
  readonly #agency: Agency;
  readonly #setting: CopySetting;
  readonly #box: CopyBox;

  constructor(agency: Agency, setting: CopySetting) {
    this.#agency = agency;
    this.#setting = setting;
    this.#box = copyBox(setting.secret);
  }

  async read(asker: CopyAsker, places: CopyPlaces): Promise<ReadonlyMap<string, readonly CopiedPart[]>> {
    const opened = await this.#opened(this.#setting.database, SELECT, places);
    return new Map(
      [...opened].map(([id, parts]) => {
        const own = parts.filter((part) => part.asker === asker);
        return [id, own.map(({ part, fields, at, rows }) => ({ part, fields, at, rows: JSON.parse(rows) }))];
      }),
    );
  }

  async keep(asker: CopyAsker, cases: readonly CopiedCase[]): Promise<void> {
    if (this.#setting.hours === 0 || cases.length === 0) return;
    const byId = new Map(cases.map((one) => [one.caseId, one]));
    await this.#rewrite(new Map(cases.map(({ caseId, vNumber }) => [caseId, vNumber])), (id, before) => {
      const { parts = [], withheld = [] } = byId.get(id) ?? {};
      const isOver = (old: StoredPart) =>
        old.asker === asker && (withheld.includes(old.part) || parts.some((part) => covers(part, old)));
      const now = parts.map((part) => ({ ...part, asker, rows: JSON.stringify(part.rows) }));
      return mostOfEachPart([...now, ...before.filter((old) => !isOver(old))]);
    });
  }

  async forget(asker: CopyAsker, places: CopyPlaces): Promise<void> {
    if (this.#setting.hours === 0) return;
    await this.#rewrite(places, (_, before) => before.filter((old) => old.asker !== asker));
  }

  async purge(): Promise<void> {
    await this.#setting.database.unsafe(PURGE, [this.#agency, this.#oldest()]);
  }

  /** Holds the rows meanwhile: what one answer takes away is not written back by another that read it before. */
  async #rewrite(
    places: CopyPlaces,
    change: (id: string, before: readonly StoredPart[]) => readonly StoredPart[],
  ): Promise<void> {
    await inTransaction(this.#setting.database, async (sql) => {
      const before = await this.#opened(sql, `${SELECT} order by case_id for update`, places);
      const after = [...places].map(([id, vNumber]) => ({ id, vNumber, parts: change(id, before.get(id) ?? []) }));
      const kept = after
        .filter(({ parts }) => parts.length > 0)
        .map(({ id, vNumber, parts }) => {
          const content = this.#box.seal({ agency: this.#agency, caseId: id, vNumber }, JSON.stringify(parts));
          return { id, at: parts.map(({ at }) => at).sort()[0] ?? '', content: content.toString('hex') };
        });
      const gone = after.filter(({ parts }) => parts.length === 0).map(({ id }) => id);
      await sql.unsafe(DELETE, [this.#agency, gone]);
      const columns = [kept.map(({ id }) => id), kept.map(({ at }) => at), kept.map(({ content }) => content)];
      await sql.unsafe(UPSERT, [this.#agency, ...columns]);
    });
  }

  /** What is kept of these cases and is not over age, of all askers. */
  async #opened(sql: Asking, text: string, places: CopyPlaces): Promise<Map<string, readonly StoredPart[]>> {
    const rows = await sql.unsafe<{ id: string; content: Uint8Array }[]>(text, [this.#agency, [...places.keys()]]);
    const oldest = this.#oldest();
    return new Map(
      rows.map(({ id, content }) => {
        const place = { agency: this.#agency, caseId: id, vNumber: places.get(id) ?? '' };
        const parts = JSON.parse(this.#box.open(place, content) ?? '[]') as StoredPart[];
        return [id, parts.filter(({ at }) => at >= oldest)];
      }),
    );
  }

  #oldest(): string {
    const now = (this.#setting.now?.() ?? new Date()).getTime();
    return new Date(now - this.#setting.hours * HOUR_MS).toISOString();
  }
}

type Asking = Pick<postgres.Sql, 'unsafe'>;

/** The part that holds these fields, all of one moment; the newest where there are several. */
export function copyOf(kept: readonly CopiedPart[], part: string, fields: readonly string[]): CopiedPart | undefined {
  return kept
    .filter((copy) => copy.part === part && fields.every((field) => copy.fields.includes(field)))
    .sort((one, other) => other.at.localeCompare(one.at))[0];
}

function covers(one: CopiedPart, other: StoredPart): boolean {
  return one.part === other.part && other.fields.every((field) => one.fields.includes(field));
}

/** Of each asker's copies of a part the newest few: one asker's many do not drive out another's. */
function mostOfEachPart(parts: readonly StoredPart[]): StoredPart[] {
  const counts = new Map<string, number>();
  return parts.filter(({ asker, part, rows }) => {
    if (rows.length > LONGEST_ROWS) return false;
    const key = `${asker} ${part}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count <= MOST_OF_PART;
  });
}

const SELECT = 'select case_id as id, content from app.source_copy where agency = $1 and case_id = any($2::uuid[])';

/** `retrieved_at` is that of the oldest part: by it the whole copy goes, so that no part outlives its age. */
const UPSERT = `insert into app.source_copy (agency, case_id, retrieved_at, content)
  select $1, k.id, k.at, decode(k.content, 'hex') from unnest($2::uuid[], $3::timestamptz[], $4::text[]) k (id, at, content)
  on conflict (agency, case_id) do update set retrieved_at = excluded.retrieved_at, content = excluded.content`;

const DELETE = 'delete from app.source_copy where agency = $1 and case_id = any($2::uuid[])';

const PURGE = 'delete from app.source_copy where agency = $1 and retrieved_at < $2::timestamptz';
