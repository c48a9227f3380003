import type postgres from 'postgres';
import type { Agency } from '../../model/agency.js';
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
}

/** The last copies of one agency's answers: sealed, with an age limit, and holding only what was granted and asked for. */
export interface LastCopies {
  /** Adds what was answered now; over-age parts go. @throws the driver's error */
  keep(cases: readonly CopiedCase[]): Promise<void>;
  /** What is kept of these cases and is not over age, by case id. @param places V-numbers by case id; @throws the driver's error */
  read(places: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, readonly CopiedPart[]>>;
  /** Deletes what is over age. @throws the driver's error */
  purge(): Promise<void>;
}

/** Different sets of fields that are kept of one part: as many as there are partners who ask for it. */
const MOST_OF_PART = 7;
const HOUR_MS = 3_600_000;

/** What the copies of an agency are opened with. */
export interface CopySetting {
  readonly database: postgres.Sql;
  readonly secret: Uint8Array;
  /** Age limit; with 0 nothing is kept, and `purge` deletes everything. */
  readonly hours: number;
}

/** Opens the last copies of an agency, in `app.source_copy`. */
export function lastCopies(agency: Agency, setting: CopySetting): LastCopies {
  return new SealedCopies(agency, setting);
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

  async read(places: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, readonly CopiedPart[]>> {
    const { database } = this.#setting;
    const ids = [...places.keys()];
    const rows = await database.unsafe<{ id: string; content: Uint8Array }[]>(SELECT, [this.#agency, ids]);
    const oldest = this.#oldest();
    return new Map(
      rows.map(({ id, content }) => {
        const text = this.#box.open({ agency: this.#agency, caseId: id, vNumber: places.get(id) ?? '' }, content);
        const parts = text === undefined ? [] : (JSON.parse(text) as CopiedPart[]);
        return [id, parts.filter(({ at }) => at >= oldest)];
      }),
    );
  }

  async keep(cases: readonly CopiedCase[]): Promise<void> {
    if (this.#setting.hours === 0 || cases.length === 0) return;
    const before = await this.read(new Map(cases.map(({ caseId, vNumber }) => [caseId, vNumber])));
    const kept = cases.map(({ caseId, vNumber, parts }) => {
      const old = (before.get(caseId) ?? []).filter((one) => !parts.some((part) => covers(part, one)));
      const merged = mostOfEachPart([...parts, ...old]);
      const content = this.#box.seal({ agency: this.#agency, caseId, vNumber }, JSON.stringify(merged));
      return { caseId, at: merged.map(({ at }) => at).sort()[0] ?? this.#oldest(), content: content.toString('hex') };
    });
    await this.#setting.database.unsafe(UPSERT, [
      this.#agency,
      kept.map(({ caseId }) => caseId),
      kept.map(({ at }) => at),
      kept.map(({ content }) => content),
    ]);
  }

  async purge(): Promise<void> {
    await this.#setting.database.unsafe(PURGE, [this.#agency, this.#oldest()]);
  }

  #oldest(): string {
    return new Date(Date.now() - this.#setting.hours * HOUR_MS).toISOString();
  }
}

/** The part that holds these fields, all of one moment; the newest where there are several. */
export function copyOf(kept: readonly CopiedPart[], part: string, fields: readonly string[]): CopiedPart | undefined {
  return kept
    .filter((copy) => copy.part === part && fields.every((field) => copy.fields.includes(field)))
    .sort((one, other) => other.at.localeCompare(one.at))[0];
}

function covers(one: CopiedPart, other: CopiedPart): boolean {
  return one.part === other.part && other.fields.every((field) => one.fields.includes(field));
}

function mostOfEachPart(parts: readonly CopiedPart[]): CopiedPart[] {
  const counts = new Map<string, number>();
  return parts.filter(({ part }) => {
    const count = (counts.get(part) ?? 0) + 1;
    counts.set(part, count);
    return count <= MOST_OF_PART;
  });
}

const SELECT = 'select case_id as id, content from app.source_copy where agency = $1 and case_id = any($2::uuid[])';

/** `retrieved_at` is that of the oldest part: by it the whole copy goes, so that no part outlives its age. */
const UPSERT = `insert into app.source_copy (agency, case_id, retrieved_at, content)
  select $1, k.id, k.at, decode(k.content, 'hex') from unnest($2::uuid[], $3::timestamptz[], $4::text[]) k (id, at, content)
  on conflict (agency, case_id) do update set retrieved_at = excluded.retrieved_at, content = excluded.content`;

const PURGE = 'delete from app.source_copy where agency = $1 and retrieved_at < $2::timestamptz';
