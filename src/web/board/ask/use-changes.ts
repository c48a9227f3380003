import { useEffect, useRef, useState } from 'react';
import { useSession } from '../session/session-context.js';
import type { ChangeEvent } from '../views/view-documents.js';
import { type Connection, watchChanges } from './changes.js';

/** What a page does with what it is told. */
export interface ChangeUse {
  /** The cases to be told of; all in reach when absent. */
  readonly ids?: readonly string[];
  readonly onChange: (change: ChangeEvent) => void;
  readonly onGap: () => void;
}

/** Tells of changes while the page stands. @returns how the connection stands */
export function useChanges({ ids, onChange, onGap }: ChangeUse): Connection {
  const { session, documents, turn, ended, markEnded } = useSession();
  const [connection, setConnection] = useState<Connection>('connecting');
  const use = useRef({ onChange, onGap, markEnded });
  use.current = { onChange, onGap, markEnded };
  const document = documents?.cases?.changed;
  const purpose = session?.signedIn ? session.purpose : undefined;
  const written = JSON.stringify(ids ?? null);
  // Each sign-in opens a connection of its own.
  useEffect(() => {
    if (!document || !purpose || ended) return;
    const leaving = new AbortController();
    const told = (JSON.parse(written) as string[] | null) ?? undefined;
    const watcher = {
      onChange: (change: ChangeEvent) => use.current.onChange(change),
      onGap: () => use.current.onGap(),
      onConnection: (now: Connection) => !leaving.signal.aborted && setConnection(now),
      onEnded: () => use.current.markEnded(),
    };
    void watchChanges({ document, variables: { ids: told }, purpose }, watcher, leaving.signal);
    return () => leaving.abort();
  }, [document, purpose, written, turn, ended]);
  return ended ? 'ended' : connection;
}
