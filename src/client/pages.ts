import type { Answer } from './answer.js';
import { requireCursorVariable } from './cursor-variable.js';
import { NotUnderstood } from './failures.js';

/** One page of a list. */
export interface Page<Data> extends Answer<Data> {
  /** Behind this page: where to go on from once its work is done. What was given as `after` when the page is empty. */
  readonly cursor: string | null;
}

type Variables = Readonly<Record<string, unknown>>;

interface PageInfo {
  readonly hasNextPage: boolean;
  readonly endCursor: string | null;
}

/**
 * Asks for one page after the other, each when the one before was taken.
 * @throws TypeError for an operation that takes no `$after` or does not ask for `pageInfo`, and what `ask` throws
 */
export async function* pagesOf<Data>(
  ask: (variables: Variables) => Promise<Answer<Data>>,
  query: string,
  variables: Variables,
): AsyncGenerator<Page<Data>, void, undefined> {
  requireCursorVariable(query);
  let after = (variables.after ?? null) as string | null;
  for (let hasNext = true; hasNext; ) {
    const answer = await ask({ ...variables, after });
    const info = pageInfoIn(answer.data);
    const cursor: string | null = info?.endCursor ?? after;
    hasNext = info?.hasNextPage ?? false;
    if (hasNext && cursor === after) {
      throw new NotUnderstood('NOT_UNDERSTOOD', 'The server says that there is more, and not where.', answer);
    }
    yield { ...answer, cursor };
    after = cursor;
  }
}

/** Where a page stands; null when the whole list is absent. */
function pageInfoIn(data: unknown): PageInfo | null {
  const lists = Object.values(data as object).filter(isList);
  const [list, other] = lists as (null | { readonly pageInfo?: Partial<PageInfo> })[];
  if (list === null && other === undefined) return null;
  const { hasNextPage, endCursor } = list?.pageInfo ?? {};
  if (other !== undefined || typeof hasNextPage !== 'boolean' || endCursor === undefined) {
    throw new TypeError('Pages are of one list with `edges` and `pageInfo { hasNextPage endCursor }`.');
  }
  return { hasNextPage, endCursor };
}

function isList(value: unknown): boolean {
  return value === null || (typeof value === 'object' && ('edges' in value || 'pageInfo' in value));
}
