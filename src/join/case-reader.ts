import DataLoader from 'dataloader';
import type { Snapshot } from '../database/snapshot.js';
import type { SnapshotReader } from '../database/snapshot-reader.js';
import type { Agency } from '../model/agency.js';
import type { Caller } from '../model/caller.js';
import type { Category } from '../model/category.js';
import { KetenzichtError, NotParticipating, SourceUnavailable } from '../model/errors.js';
import type { TraceContext } from '../model/trace-context.js';
import type { Policy } from '../policy/policy.js';
import { consentOf } from '../policy/row-condition.js';
import type { SourcePart } from '../sources/source.js';
import type { JoinedRecord } from './absent.js';
import {
  AnsweredCase,
  askedHere,
  askedLive,
  type CasesRead,
  partedReads,
  placesOf,
  type ReadBeside,
} from './cases-read.js';
import { composeCase } from './compose-case.js';
import { grantedReads } from './granted-reads.js';
import { type Investigations, readInvestigations } from './investigation.js';
import type { KeyContext, KeyQuery, KeyRow } from './key-query.js';
import type { PageAnswer } from './page.js';
import { Parameters } from './parameters.js';
import type { ReadPlan } from './plan.js';
import { readLiveSources, readSources } from './read-sources.js';
import { servedCategories } from './served.js';
import type { CaseKey } from './table-read.js';

/** What a reader needs to know of its operation. */
export interface ReaderContext {
  readonly caller: Caller;
  readonly policy: Policy;
  readonly plan: ReadPlan;
  /** Opens the operation's snapshot under the caller's database role. */
  readonly openSnapshot: () => Promise<Snapshot>;
  /** Opens a snapshot for the caller's organisation under the role that reads V-numbers and nothing else. */
  readonly openKeys: () => Promise<Snapshot>;
  /** Agencies whose own systems are read: they cannot be searched. */
  readonly live: ReadonlySet<Agency>;
  /** The request's, which goes along to them. */
  readonly trace?: TraceContext;
}

/** SQLSTATE `query_canceled`: the statement's time was over. */
const TIMED_OUT = '57014';

/** SQLSTATEs that say a source's tables are not there: undefined table, invalid schema, undefined column. */
const SOURCE_GONE = new Set(['42P01', '3F000', '42703']);

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
  #lastBeside: Promise<unknown> = Promise.resolve();
  /** What was read before the search said whether it is in reach. */
  #ahead?: Promise<ReadBeside['hosted']>;
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
      const [value] = await Promise.all([read(snapshot), this.admit()]);
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

  async #search(queries: readonly KeyQuery[]): Promise<unknown[]> {
    const snapshot = await this.#current();
    const refusals = queries.map((query) => this.#refusal(query));
    const parameters = new Parameters();
    const context = this.#keyContext(parameters, this.unsearched);
    const columns = queries.flatMap((query, index) => (refusals[index] ? [] : [`${query.sql(context)} as q${index}`]));
    const answered = snapshot.query<Record<string, unknown>>(`select ${columns.join(', ')}`, parameters.values);
    this.#readAhead(queries);
    const [, [row]] = await Promise.all([this.admit(), answered.catch(refuseSearch)]);
    return queries.map((_, index) => refusals[index] ?? row?.[`q${index}`]);
  }

  /** Why a search cannot be made because of a live source; the others of the operation go on. */
  #refusal(query: KeyQuery): Error | undefined {
    if (this.#context.live.size === 0) return undefined;
    try {
      query.sql(this.#keyContext(new Parameters(), new Set()));
      return undefined;
    } catch (error) {
      if (error instanceof SourceUnavailable) return error;
      throw error;
    }
  }

  /** @param leftOut takes the agencies that a search leaves out */
  #keyContext(parameters: Parameters, leftOut: Set<string>): KeyContext {
    const { caller, live } = this.#context;
    const unsearchable = ({ agency }: SourcePart) => {
      if (live.has(agency)) leftOut.add(agency);
      return live.has(agency);
    };
    return keyContext(parameters, caller, { facts: (caseId) => this.#facts(caseId), unsearchable });
  }

  /** What a search says of each case it finds, as far as the operation needs it. */
  #facts(caseId: string): string {
    const { plan, caller } = this.#context;
    const consented = plan.needsConsent ? consentOf(caseId, caller.principal.partnerKind) : 'null';
    const vNumber =
      plan.vNumber === 'no'
        ? 'null'
        : // An alias of its own: under that of the search, `caseId` would mean this table and every row would match.
          `(select own_v.v_number from app.case_v_number own_v where own_v.case_id = ${caseId})`;
    return `${consented} as consented, ${vNumber} as v_number`;
  }

  /**
   * Where a search is for cases whose ids it names, their sources are read in the same round trip. Row-level security
   * keeps what is out of reach, and such an answer takes as long as any other. A source that is not in this database
   * has no such guard: it is told of a case when the search has found it, not before.
   */
  #readAhead(queries: readonly KeyQuery[]): void {
    const ids = new Set(queries.flatMap((query) => query.ids ?? []));
    if (ids.size === 0 || queries.some((query) => !query.ids)) return;
    this.#ahead = this.#readHosted([...ids]);
    // Its failure is told to who joins the cases; when there are none in reach, it is nobody's.
    this.#ahead.catch(() => undefined);
  }

  async #read(keys: readonly CaseKey[]): Promise<JoinedRecord[]> {
    const { plan, caller } = this.#context;
    const ahead = await this.#ahead;
    const isRead = ahead && keys.every(({ id }) => ahead.places.has(id));
    const [live, hosted] = await Promise.all([
      this.#readLive(keys),
      isRead ? ahead : this.#readHosted(keys.map(({ id }) => id)),
    ]);
    for (const agency of [...hosted.unavailable, ...live.unavailable]) this.unavailable.add(agency);
    return keys.map((key) => {
      const input = new AnsweredCase(key, caller, { hosted, live });
      this.serve(key.id, servedCategories(plan, input));
      return composeCase(plan, input);
    });
  }

  /** Sends the reads of the sources here, and behind them the end of the snapshot, so that all travel together. */
  async #readHosted(ids: readonly string[]): Promise<ReadBeside['hosted']> {
    const { plan, caller, policy } = this.#context;
    const snapshot = await this.#current();
    // Before the sources: one that fails ends the snapshot for whatever was sent after it.
    const marks = plan.marks ? readInvestigations(snapshot, ids, { policy, view: caller.view }) : NO_MARKS;
    const reads = partedReads(grantedReads(plan, caller, policy)).hosted;
    const answers = readSources(reads, askedHere(ids, this.#context.trace), snapshot, () => this.#snapshot());
    this.#open = undefined;
    void snapshot.end();
    const [read, found] = await Promise.all([answers, marks]);
    return { ...read, marks: found, places: placesOf(ids) };
  }

  /** Asks the agencies' own systems about cases that a search found: nothing of ours is held open meanwhile. */
  async #readLive(keys: readonly CaseKey[]): Promise<CasesRead> {
    const { plan, caller, policy, openKeys, trace } = this.#context;
    const reads = partedReads(grantedReads(plan, caller, policy)).live;
    const read = await readLiveSources(reads, askedLive(keys, openKeys, trace));
    return { ...read, places: placesOf(keys.map(({ id }) => id)) };
  }
}

/** What searches are written with. The organisation is bound when a search names it: PostgreSQL refuses a value without use. */
function keyContext(
  parameters: Parameters,
  { principal }: Caller,
  given: Pick<KeyContext, 'facts' | 'unsearchable'>,
): KeyContext {
  let organisation: string | undefined;
  return {
    parameters,
    ...given,
    get organisation() {
      organisation ??= `${parameters.bind(principal.organisation)}::text`;
      return organisation;
    },
  };
}

const NO_MARKS: Investigations = new Map();

/** A search that needs a source which is not there cannot be answered; anything else is our own failure. */
function refuseSearch(error: unknown): never {
  const { code } = error as { code?: string };
  if (code === TIMED_OUT)
    throw new KetenzichtError('UNAVAILABLE', 'This search takes too long now. Narrow it, or ask later.', error);
  if (code && SOURCE_GONE.has(code)) {
    throw new SourceUnavailable(
      'A source that this search needs does not answer. Search by something else, or later.',
      error,
    );
  }
  throw error;
}
