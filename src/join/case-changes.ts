/** What became of rows of a case. */
export type RowChange = 'ADDED' | 'CHANGED' | 'REMOVED';

/** One row of the outbox, before it has its position: whose rows of which table changed, and no value of them. */
export interface NotedChange {
  readonly caseId: string;
  /** The table, such as `shelter.stay`; `app.reach` and `app.consent` stand for a right that began or ended. */
  readonly part: string;
  /** Whose rows they are (condition `own`); for a right, whose right. */
  readonly organisation: string;
  readonly kind: RowChange;
}

/** Rows of one owner in one case, told by their number and by a sum over their hashes. */
export interface HashedRows {
  readonly caseId: string;
  readonly organisation: string;
  readonly count: number;
  /** A whole number in decimal digits. */
  readonly sum: string;
}

/** Reach: a case begins or ceases to exist for an organisation. */
export const REACH_PART = 'app.reach';
/** A consent begins or ceases to stand for an organisation. */
export const CONSENT_PART = 'app.consent';
const INDEX_PART = 'app.case_index';

/**
 * SQL columns of `HashedRows` over rows `t` of a source's table, to be grouped by 1 and 2. When a row was received is
 * no part of what it says. A sum, because rows are taken away and written in several statements and in any order.
 */
export const HASHED_ROWS = `t.case_id as "caseId", t.organisation, count(*)::int as count,
  sum(hashtextextended((to_jsonb(t) - 'retrieved_at')::text, 0))::text as sum`;

interface Rows {
  readonly key: Omit<NotedChange, 'kind'>;
  gone: number;
  come: number;
  /** What came less what went: zero where the rows say the same as before. */
  difference: bigint;
}

/**
 * What one transaction changes, gathered until it is written into the outbox. Rows that are taken away and come again
 * as they were are no change: an agency that repeats itself tells nobody anything.
 */
export class CaseChanges {
  readonly #rows = new Map<string, Rows>();
  readonly #noted = new Map<string, NotedChange>();

  /** Notes rows as they were, before they went or changed. */
  gone(part: string, found: readonly HashedRows[]): void {
    for (const { count, sum, ...key } of found) {
      const rows = this.#of({ ...key, part });
      rows.gone += count;
      rows.difference -= BigInt(sum);
    }
  }

  /** Notes rows as they are, after they came or changed. */
  come(part: string, found: readonly HashedRows[]): void {
    for (const { count, sum, ...key } of found) {
      const rows = this.#of({ ...key, part });
      rows.come += count;
      rows.difference += BigInt(sum);
    }
  }

  /** Notes a change that is known to be one. A right that ends and begins again in one transaction has not changed. */
  note(change: NotedChange): void {
    const key = keyOf(change);
    const before = this.#noted.get(key);
    const isRight = change.part === REACH_PART || change.part === CONSENT_PART;
    if (!before || before.kind === change.kind) this.#noted.set(key, change);
    else if (isRight) this.#noted.delete(key);
    else this.#noted.set(key, { ...change, kind: 'CHANGED' });
  }

  /**
   * All changes. Of a case that is new, only for whom it now exists: to them all of it is new, and nobody else is told.
   */
  all(): NotedChange[] {
    const noted = [...this.#noted.values()];
    const begun = new Set(
      noted.filter(({ part, kind }) => part === INDEX_PART && kind === 'ADDED').map(({ caseId }) => caseId),
    );
    const rows = [...this.#rows.values()].flatMap((found) => changeOf(found) ?? []);
    return [...noted, ...rows].filter(({ caseId, part }) => !begun.has(caseId) || part === REACH_PART);
  }

  #of(key: Rows['key']): Rows {
    const known = this.#rows.get(keyOf(key)) ?? { key, gone: 0, come: 0, difference: 0n };
    this.#rows.set(keyOf(key), known);
    return known;
  }
}

function changeOf({ key, gone, come, difference }: Rows): NotedChange | null {
  if (gone === come && difference === 0n) return null;
  if (gone === 0) return { ...key, kind: 'ADDED' };
  return { ...key, kind: come === 0 ? 'REMOVED' : 'CHANGED' };
}

function keyOf({ caseId, part, organisation }: Omit<NotedChange, 'kind'>): string {
  return `${caseId}\u0000${part}\u0000${organisation}`;
}
