import type { TimelineEvent } from '../join/timeline.js';
import { BadUserInput } from '../model/errors.js';
import { pageSize } from './case-connection.js';
import type { TimelineArgs } from './cases.args.js';
import type { RequestContext } from './context.js';
import { listKey } from './cursor.js';

const USUAL_SIZE = 50;

/** A page of a case's events as a Relay connection. A cursor names the event it stands on by its date and kind. */
export function timelineConnection(
  caseId: string,
  events: readonly TimelineEvent[],
  { first, after }: TimelineArgs,
  context: RequestContext,
) {
  const { caller, cursors } = context;
  const list = listKey(['timeline', caller.view, caller.principal.organisation, caseId]);
  const size = pageSize(first, context.pageSize, USUAL_SIZE);
  const keys = positions(events);
  const start = after == null ? 0 : startAfter(keys, cursors.open(list, after).key);
  const edges = events.slice(start, start + size).map((node, index) => ({
    node,
    cursor: cursors.seal(list, { key: keys[start + index] as string, id: caseId }),
  }));
  return {
    edges,
    pageInfo: {
      hasNextPage: start + size < events.length,
      hasPreviousPage: start > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** The place of each event: its date, its kind, and its number among the equal ones. */
function positions(events: readonly TimelineEvent[]): string[] {
  const seen = new Map<string, number>();
  return events.map(({ at, kind }) => {
    const key = `${at} ${kind}`;
    const number = seen.get(key) ?? 0;
    seen.set(key, number + 1);
    return `${key} ${number}`;
  });
}

function startAfter(keys: readonly string[], key: string): number {
  const index = keys.indexOf(key);
  if (index < 0) throw new BadUserInput('The event of this cursor is no longer there. Begin again without it.');
  return index + 1;
}
