import DataLoader from 'dataloader';
import type { SingleRead } from '../database/single-read.js';
import type { Snapshot } from '../database/snapshot.js';
import type { SnapshotReader } from '../database/snapshot-reader.js';
import type { Agency } from '../model/agency.js';
import type { Caller } from '../model/caller.js';
import type { Category } from '../model/category.js';
import { NotParticipating } from '../model/errors.js';
import type { TraceContext } from '../model/trace-context.js';
import type { Policy } from '../policy/policy.js';
import type { JoinedRecord } from './absent.js';
import {
  AnsweredCase,
  AnsweredTables,
  askedHere,
  askedLive,
  type CasesRead,
  holdsAll,
  type PartedReads,
  partedReads,
  placesOf,
  type ReadBeside,
} from './cases-read.js';
import { composeCase } from './compose-case.js';
import { grantedReads } from './granted-reads.js';
import { type Investigations, readInvestigations } from './investigation.js';
import type { KeyQuery, KeyRow } from './key-query.js';
import type { PageAnswer } from './page.js';
import { Parameters } from './parameters.js';
import type { ReadPlan } from './plan.js';
import { canReadTogether, readLiveSources, readSources } from './read-sources.js';
import { searchAndRead, unlessFailed } from './search-and-read.js';
import { namedCases, refuseSearch, refuseSlow, type SearchSetting, writeSearches } from './searches.js';
import { servedCategories } from './served.js';
import type { CaseKey } from './table-read.js';

/** What a reader needs to know of its operation. */
export interface ReaderContext {
  readonly caller: Caller;
  readonly policy: Policy;
  readonly plan: ReadPlan;
  /** Opens the operation's snapshot under the caller's database role. */
  readonly openSnapshot: () => Promise<Snapshot>;
  /** Opens a read of one statement under the same role; undefined, or absent, where there is none. */
  readonly openSingle?: () => SingleRead | undefined;
  /** Opens a snapshot for the caller's organisation under the role that reads V-numbers and nothing else. */
  readonly openKeys: () => Promise<Snapshot>;
  /** Agencies whose own systems are read: they cannot be searched. */
  readonly live: ReadonlySet<Agency>;
  /** The request's, which goes along to them. */
  readonly trace?: TraceContext;
}

/**
 * Reads cases for one operation: all its searches in one statement, then each source once, whatever the number of
 * cases. Made per request and never shared: a cache between callers would be a leak.
 */
export class CaseReader {
  /** Agencies that did not answer in this operation. */
  readonly unavailable = new Set<string>();
  /** Agencies that a search left out, because their systems are read live and cannot be searched. */
  readonly unsearched = new Set<string>();
  /** What was served of each case that was joined, for the logs. */
  readonly served = new Map<string, readonly Category[]>();
  readonly #context: ReaderContext;
  readonly #snapshots: Promise<Snapshot>[] = [];
  /** The snapshot that takes statements now; none after it was ended. */
  #open?: Promise<Snapshot>;
  #ended = false;
  #isAdmitted = false;
  #lastBeside: Promise<unknown> = Promise.resolve();
  #granted?: PartedReads;
  /** What was read beside the search, which said whether it is in reach. */
  #ahead?: ReadBeside['hosted'];
  readonly #searches: DataLoader<KeyQuery, unknown>;
  readonly #cases: DataLoader<CaseKey, JoinedRecord, string>;

  constructor(context: ReaderContext) {
    this.#context = context;
    this.#searches = new DataLoader((queries) => this.#search(queries), { cache: false });
    this.#cases = new DataLoader((keys) => this.#read(keys), { cacheKeyFn: (key) => key.id });
  }

  /**
   * Whether the organisation may ask anything at all at this moment; for what is answered without a search.
   * @throws NotParticipating when its participation has ended, is revoked or is not yet begun
   */
  async admit(): Promise<void> {
    if (this.#isAdmitted) return;
    const snapshot = await (this.#snapshots[0] ?? this.#current());
    if (await snapshot.participates) return;
    throw new NotParticipating();
  }

  /**
   * Reads something that is no case, for an organisation that may ask. In a snapshot of its own: how the sources are
   * is asked for most when one of them fails, and that ends the snapshot of the searches. One after the other, each
   * ended at once: an operation that asks a hundred times must not hold every connection and wait for one more.
   */
  async beside<Value>(read: (snapshot: SnapshotReader) => Promise<Value>): Promise<Value> {
    const done = this.#lastBeside.then(() => this.#readBeside(read));
    this.#lastBeside = done.catch(() => undefined);
    return done;
  }

  /** The cases that a search finds, joined. */
  async cases(query: KeyQuery): Promise<JoinedRecord[]> {
    return this.join((await this.#searches.load(query)) as readonly KeyRow[]);
  }

  /** What a search answers, as it is. */
  async find(query: KeyQuery): Promise<unknown> {
    return this.#searches.load(query);
  }

  /** The rows of a page search; join them with `join`. */
  async page(query: KeyQuery): Promise<PageAnswer> {
    return (await this.#searches.load(query)) as PageAnswer;
  }

  /** The joined cases of search rows, in their order. */
  async join(rows: readonly KeyRow[]): Promise<JoinedRecord[]> {
    return Promise.all(
      rows.map(([id, consented, vNumber]) => this.#cases.load({ id, consented: consented === true, vNumber })),
    );
  }

  /** A case that was found in reach, as an agency's own system is asked for it. */
  askedLive(key: CaseKey) {
    return askedLive([key], this.#context.openKeys, this.#context.trace);
  }

  /** Notes for the logs what is served of a case, beside what was noted of it before. */
  serve(caseId: string, categories: readonly Category[]): void {
    const before = this.served.get(caseId) ?? [];
    if (before.length === 0) this.served.set(caseId, categories);
    else if (categories.length > 0) this.served.set(caseId, [...new Set([...before, ...categories])].sort());
  }

  /**
   * Ends the operation's snapshots; never fails and need not be awaited before the answer goes out. An answer may go
   * out while a search of it still waits for its turn, because another part was refused: none opens after this.
   */
  async end(): Promise<void> {
    this.#ended = true;
    await Promise.allSettled(this.#snapshots.map(async (snapshot) => (await snapshot).end()));
  }

  async #readBeside<Value>(read: (snapshot: SnapshotReader) => Promise<Value>): Promise<Value> {
    const snapshot = await this.#snapshot();
    try {
      const [value] = await Promise.all([read(snapshot), this.admit()]).catch(refuseSlow);
      return value;
    } finally {
      void snapshot.end();
    }
  }

  #snapshot(): Promise<Snapshot> {
    if (this.#ended) return Promise.reject(new Error('the operation has been answered'));
    const opened = this.#context.openSnapshot();
    this.#snapshots.push(opened);
    return opened;
  }

  #current(): Promise<Snapshot> {
    this.#open ??= this.#snapshot();
    return this.#open;
  }

  /**
   * Hands over the snapshot that takes statements. Whoever waited for it beside this one may have ended it just before:
   * so nothing is awaited between seeing that it is open and sending.
   */
  async #sending<Value>(send: (snapshot: Snapshot) => Promise<Value>): Promise<Value> {
    const current = this.#current();
    const snapshot = await current;
    return this.#open === current ? send(snapshot) : this.#sending(send);
  }

  /**
   * Where all searches name their cases, the sources are read in the same statement. Row-level security keeps what is out
   * of reach, and such an answer takes as long as any other. A source that is not in this database has no such guard: it
   * is told of a case when the search has found it, not before.
   */
  async #search(queries: readonly KeyQuery[]): Promise<unknown[]> {
    const ids = namedCases(queries);
    if (ids && canReadTogether(this.#reads().hosted)) {
      const single = this.#single();
      const answers = single
        ? await this.#searchAndReadOnce(single, queries, ids)
        : await this.#sending((snapshot) => this.#searchAndRead(snapshot, queries, ids));
      if (answers) return answers;
    }
    return this.#sending((snapshot) => this.#searchFirst(snapshot, queries));
  }

  async #searchFirst(snapshot: Snapshot, queries: readonly KeyQuery[]): Promise<unknown[]> {
    const parameters = new Parameters();
    const { expression, answersOf } = writeSearches(queries, this.#setting(), parameters);
    const answered = snapshot.query<{ found: unknown }>(`select ${expression} as found`, parameters.values);
    const [, [row]] = await Promise.all([this.admit(), answered.catch(refuseSearch)]);
    return answersOf(row?.found);
  }

  /** Where all that is asked fits into one statement, and no snapshot is open beside it. */
  #single(): SingleRead | undefined {
    if (this.#context.plan.marks || this.#open || this.#ended) return undefined;
    return this.#context.openSingle?.();
  }

  /** Undefined where the statement fails: which part of it does, is seen when they are asked one by one. */
  async #searchAndReadOnce(single: SingleRead, queries: readonly KeyQuery[], ids: readonly string[]) {
    const { reading, answersOf } = this.#together(single, queries, ids);
    return unlessFailed(async () => {
      const { found, ...read } = await reading;
      if (!(await single.participates)) throw new NotParticipating();
      this.#isAdmitted = true;
      this.#ahead = { ...read, marks: NO_MARKS, places: placesOf(ids) };
      return answersOf(found);
    });
  }

  async #searchAndRead(snapshot: Snapshot, queries: readonly KeyQuery[], ids: readonly string[]) {
    const marks = this.#marks(snapshot, ids);
    const { reading, answersOf } = this.#together(snapshot, queries, ids);
    this.#endOpen(snapshot);
    return unlessFailed(async () => {
      const [, { found, ...read }, marked] = await Promise.all([this.admit(), reading, marks]);
      this.#ahead = { ...read, marks: marked, places: placesOf(ids) };
      return answersOf(found);
    });
  }

  #together(reader: SnapshotReader, queries: readonly KeyQuery[], ids: readonly string[]) {
    const { trace } = this.#context;
    return searchAndRead(reader, { queries, ids }, { ...this.#setting(), reads: this.#reads().hosted, trace });
  }

  #setting(): SearchSetting {
    const { caller, plan, live } = this.#context;
    return { caller, plan, live, leftOut: this.unsearched };
  }

  async #read(keys: readonly CaseKey[]): Promise<JoinedRecord[]> {
    const { plan, caller } = this.#context;
    const ids = keys.map(({ id }) => id);
    const ahead = this.#ahead && holdsAll(this.#ahead, ids) ? this.#ahead : undefined;
    const [live, hosted] = await Promise.all([
      this.#readLive(keys),
      ahead ?? this.#sending((snapshot) => this.#readHosted(snapshot, ids)),
    ]);
    for (const agency of [...hosted.unavailable, ...live.unavailable]) this.unavailable.add(agency);
    const tables = new AnsweredTables({ hosted, live });
    return keys.map((key) => {
      const input = new AnsweredCase(key, caller, tables);
      this.serve(key.id, servedCategories(plan, input));
      return composeCase(plan, input);
    });
  }

  /** Sends the reads of the sources here, and behind them the end of the snapshot, so that all travel together. */
  async #readHosted(snapshot: Snapshot, ids: readonly string[]): Promise<ReadBeside['hosted']> {
    // Before the sources: one that fails ends the snapshot for whatever was sent after it.
    const marks = this.#marks(snapshot, ids);
    const asked = askedHere(ids, this.#context.trace);
    const answers = readSources(this.#reads().hosted, asked, snapshot, () => this.#snapshot());
    this.#endOpen(snapshot);
    const [read, found] = await Promise.all([answers, marks]);
    return { ...read, marks: found, places: placesOf(ids) };
  }

  #marks(snapshot: Snapshot, ids: readonly string[]): Promise<Investigations> | Investigations {
    const { plan, caller, policy } = this.#context;
    return plan.marks ? readInvestigations(snapshot, ids, { policy, view: caller.view }) : NO_MARKS;
  }

  #endOpen(snapshot: Snapshot): void {
    this.#open = undefined;
    void snapshot.end();
  }

  #reads(): PartedReads {
    const { plan, caller, policy } = this.#context;
    this.#granted ??= partedReads(grantedReads(plan, caller, policy));
    return this.#granted;
  }

  /** Asks the agencies' own systems about cases that a search found: nothing of ours is held open meanwhile. */
  async #readLive(keys: readonly CaseKey[]): Promise<CasesRead> {
    const { openKeys, trace } = this.#context;
    const { live } = this.#reads();
    if (live.length === 0) return NONE_LIVE;
    const read = await readLiveSources(live, askedLive(keys, openKeys, trace));
    return { ...read, places: placesOf(keys.map(({ id }) => id)) };
  }
}

const NO_MARKS: Investigations = new Map();
const NONE_LIVE: CasesRead = { answers: new Map(), unavailable: new Set(), places: new Map() };
