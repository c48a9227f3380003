import type { Snapshot } from '../database/snapshot.js';
import type { Caller } from '../model/caller.js';
import type { TraceContext } from '../model/trace-context.js';
import { type AskedCases, isLive, type Lapse, type SourceReading, type SourceRow } from '../sources/source.js';
import type { Investigations } from './investigation.js';
import { type GrantedRead, isOutdated, type SourceAnswers } from './read-sources.js';
import type { CaseInput, CaseKey, TableRead } from './table-read.js';
import { readVNumbers } from './v-numbers.js';

/** What sources answered, and where each case stands in it. */
export interface CasesRead extends SourceAnswers {
  readonly places: ReadonlyMap<string, number>;
}

/** What the sources here and the agencies' own systems answered on some cases. */
export interface ReadBeside {
  readonly hosted: CasesRead & { readonly marks: Investigations };
  readonly live: CasesRead;
}

const NO_ROWS: readonly SourceRow[] = [];
const NO_MARKS: CaseInput['marks'] = [];

/** The place of each case in an answer. */
export function placesOf(ids: readonly string[]): ReadonlyMap<string, number> {
  return new Map(ids.map((id, place) => [id, place]));
}

/** Whether all of these cases were read, and none where what a source keeps of it is outdated. */
export function holdsAll(read: CasesRead, ids: readonly string[]): boolean {
  return ids.every((id) => {
    const place = read.places.get(id);
    return place !== undefined && !isOutdated(read, place);
  });
}

/** Cases as hosted sources are asked for them: row-level security keeps what is out of reach or without consent. */
export function askedHere(ids: readonly string[], trace?: TraceContext): AskedCases {
  return { ids, consented: new Set(), trace, vNumbers: async () => new Map() };
}

/**
 * Cases as live sources are asked for them: found by a search, so in reach; which of them consent was read with it.
 * @param openKeys opens a snapshot under the role of the keys (`v-numbers.ts`)
 */
export function askedLive(
  keys: readonly CaseKey[],
  openKeys: () => Promise<Snapshot>,
  trace?: TraceContext,
): AskedCases {
  const ids = keys.map(({ id }) => id);
  let vNumbers: ReturnType<AskedCases['vNumbers']> | undefined;
  return {
    ids,
    consented: new Set(keys.filter(({ consented }) => consented).map(({ id }) => id)),
    trace,
    vNumbers: () => {
      vNumbers ??= readVNumbers(openKeys, ids);
      return vNumbers;
    },
  };
}

/** Reads of sources, by where their source is. */
export type PartedReads = Readonly<Record<'hosted' | 'live', readonly GrantedRead[]>>;

const parted = new WeakMap<readonly GrantedRead[], PartedReads>();

/** The reads of sources in this database, and of the agencies' own systems; parted once for a list that is kept. */
export function partedReads(reads: readonly GrantedRead[]): PartedReads {
  const known = parted.get(reads) ?? {
    hosted: reads.filter(({ read }) => !isLive(read.source)),
    live: reads.filter(({ read }) => isLive(read.source)),
  };
  parted.set(reads, known);
  return known;
}

/** The tables of an operation, as they were answered for all its cases: looked up once, and not for each of them. */
export class AnsweredTables {
  readonly read: ReadBeside;
  readonly #slots: AnsweredTable[] = [];

  constructor(read: ReadBeside) {
    this.read = read;
  }

  /** What was answered for a table. */
  of(read: TableRead): AnsweredTable {
    const known = this.#slots[read.slot];
    if (known) return known;
    const { agency } = read.part;
    const ofLive = this.read.live.answers.get(agency);
    const table = { isLive: ofLive !== undefined, answer: ofLive ?? this.read.hosted.answers.get(agency) };
    this.#slots[read.slot] = table;
    return table;
  }
}

interface AnsweredTable {
  /** Whether its agency's own system answered. */
  readonly isLive: boolean;
  /** Absent where its source did not answer. */
  readonly answer: SourceReading | undefined;
}

/** Everything that one case is composed from. */
export class AnsweredCase implements CaseInput {
  readonly key: CaseKey;
  readonly organisation: string;
  readonly marks: CaseInput['marks'];
  readonly #tables: AnsweredTables;
  readonly #hostedPlace: number;
  readonly #livePlace: number;

  /** @throws Error when the sources were not asked for this case */
  constructor(key: CaseKey, { principal }: Caller, tables: AnsweredTables) {
    const { hosted, live } = tables.read;
    this.key = key;
    this.organisation = principal.organisation;
    this.marks = hosted.marks.get(key.id) ?? NO_MARKS;
    this.#tables = tables;
    this.#hostedPlace = placeOf(hosted, key);
    // Where no source is read live, none was asked for any case.
    this.#livePlace = live.answers.size > 0 ? placeOf(live, key) : 0;
  }

  rows(read: TableRead): readonly SourceRow[] {
    const { answer, isLive } = this.#tables.of(read);
    return answer?.rows[isLive ? this.#livePlace : this.#hostedPlace]?.[read.place] ?? NO_ROWS;
  }

  lapse(read: TableRead): Lapse | undefined {
    const { answer, isLive } = this.#tables.of(read);
    if (!answer) return 'UNAVAILABLE';
    return answer.lapses?.[isLive ? this.#livePlace : this.#hostedPlace]?.[read.place];
  }
}

function placeOf({ places }: CasesRead, { id }: CaseKey): number {
  const place = places.get(id);
  if (place === undefined) throw new Error('a case was found that was not read');
  return place;
}
