import DataLoader from 'dataloader';
import type { Snapshot } from '../database/snapshot.js';
import type { Caller } from '../model/caller.js';
import { Forbidden, SourceUnavailable } from '../model/errors.js';
import { issueGrant } from '../policy/grant.js';
import type { Policy } from '../policy/policy.js';
import { consentOf } from '../policy/row-condition.js';
import type { SourceRow } from '../sources/source.js';
import type { JoinedRecord } from './absent.js';
import { composeCase } from './compose-case.js';
import type { KeyQuery, KeyRow } from './key-query.js';
import type { PageAnswer } from './page.js';
import { Parameters } from './parameters.js';
import type { ReadPlan } from './plan.js';
import { type GrantedRead, readSources, type SourceAnswers } from './read-sources.js';
import type { CaseInput, CaseKey, TableRead } from './table-read.js';

/** What a reader needs to know of its operation. */
export interface ReaderContext {
  readonly caller: Caller;
  readonly policy: Policy;
  readonly plan: ReadPlan;
  /** Opens the operation's snapshot under the caller's database role. */
  readonly openSnapshot: () => Promise<Snapshot>;
}

/** SQLSTATEs that say a source's tables are not there: undefined table, invalid schema, undefined column. */
const SOURCE_GONE = new Set(['42P01', '3F000', '42703']);

/**
 * Reads cases for one operation: all its searches in one statement, then each source once, whatever the number of
 * cases. Made per request and never shared: a cache between callers would be a leak.
 */
export class CaseReader {
  /** Agencies that did not answer in this operation. */
  readonly unavailable = new Set<string>();
  readonly #context: ReaderContext;
  readonly #snapshots: Promise<Snapshot>[] = [];
  readonly #searches: DataLoader<KeyQuery, unknown>;
  readonly #cases: DataLoader<CaseKey, JoinedRecord, string>;

  constructor(context: ReaderContext) {
    this.#context = context;
    this.#searches = new DataLoader((queries) => this.#search(queries), { cache: false });
    this.#cases = new DataLoader((keys) => this.#read(keys), { cacheKeyFn: (key) => key.id });
  }

  /**
   * Whether the organisation may ask anything at all at this moment; for what is answered without a search.
   * @throws Forbidden when its participation has ended, is revoked or is not yet begun
   */
  async admit(): Promise<void> {
    const snapshot = await (this.#snapshots[0] ?? this.#snapshot());
    if (await snapshot.participates) return;
    throw new Forbidden('The participation of your organisation has ended or is not yet begun.');
  }

  /** The cases that a search finds, joined. */
  async cases(query: KeyQuery): Promise<JoinedRecord[]> {
    return this.join((await this.#searches.load(query)) as readonly KeyRow[]);
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

  /** Ends the operation's snapshots; never fails and need not be awaited before the answer goes out. */
  async end(): Promise<void> {
    await Promise.allSettled(this.#snapshots.map(async (snapshot) => (await snapshot).end()));
  }

  async #snapshot(): Promise<Snapshot> {
    const opened = this.#context.openSnapshot();
    this.#snapshots.push(opened);
    return opened;
  }

  async #search(queries: readonly KeyQuery[]): Promise<unknown[]> {
    const snapshot = await (this.#snapshots[0] ?? this.#snapshot());
    const parameters = new Parameters();
    const organisation = `${parameters.bind(this.#context.caller.principal.organisation)}::text`;
    const facts = (caseId: string) => this.#facts(caseId);
    const columns = queries.map((query, index) => `${query.sql({ parameters, organisation, facts })} as q${index}`);
    const answered = snapshot.query<Record<string, unknown>>(`select ${columns.join(', ')}`, parameters.values);
    const [, [row]] = await Promise.all([this.admit(), answered.catch(refuseSearch)]);
    return queries.map((_, index) => row?.[`q${index}`]);
  }

  /** What a search says of each case it finds, as far as the operation needs it. */
  #facts(caseId: string): string {
    const { plan, caller } = this.#context;
    const consented = plan.needsConsent ? consentOf(caseId, caller.principal.partnerKind) : 'null';
    const vNumber =
      plan.vNumber === 'no' ? 'null' : `(select v.v_number from app.case_v_number v where v.case_id = ${caseId})`;
    return `${consented} as consented, ${vNumber} as v_number`;
  }

  async #read(keys: readonly CaseKey[]): Promise<JoinedRecord[]> {
    const { plan, caller } = this.#context;
    const reads = this.#grants();
    const snapshot = await (this.#snapshots[0] ?? this.#snapshot());
    const ids = keys.map((key) => key.id);
    const answers = await readSources(reads, ids, snapshot, () => this.#snapshot());
    for (const agency of answers.unavailable) this.unavailable.add(agency);
    return keys.map((key, index) => composeCase(plan, caseInput(key, index, caller, answers)));
  }

  #grants(): GrantedRead[] {
    const { plan, caller, policy } = this.#context;
    return plan.sources.flatMap((read) => {
      const asked = read.tables.map(({ part, columns }) => ({ table: part, columns }));
      const grant = issueGrant(policy, caller.principal, caller.purpose, read.source.agency, asked);
      return grant ? [{ read, grant }] : [];
    });
  }
}

function caseInput(key: CaseKey, index: number, caller: Caller, { answers, unavailable }: SourceAnswers): CaseInput {
  const none: readonly SourceRow[] = [];
  return {
    key,
    organisation: caller.principal.organisation,
    unavailable,
    rows: (read: TableRead) => answers.get(read.part.agency)?.[index]?.[read.place] ?? none,
  };
}

/** A search that needs a source which is not there cannot be answered; anything else is our own failure. */
function refuseSearch(error: unknown): never {
  const { code } = error as { code?: string };
  if (code && SOURCE_GONE.has(code)) {
    throw new SourceUnavailable(
      'A source that this search needs does not answer. Search by something else, or later.',
      error,
    );
  }
  throw error;
}
