import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { viewKey } from '../../../model/purpose.js';
import { forgetKept } from '../parts/kept.js';
import type { ViewDocuments } from '../views/view-documents.js';
import { documentsOf } from '../views/views.js';
import { endSession, readSession, type Session, type SignedIn, takePersona } from './session.js';

/** What the pages know of who is signed in. */
export interface SessionState {
  /** Undefined until the server told it. */
  readonly session?: Session;
  /** What the view of the session can ask; undefined while it is loaded, and without a session. */
  readonly documents?: ViewDocuments;
  /** The session ended while somebody was at work; what they typed is still there. */
  readonly ended: boolean;
  /** The server did not tell the session. */
  readonly failed: boolean;
  /** Changes with each sign-in: what was asked before is asked anew. */
  readonly turn: number;
  readonly refresh: () => Promise<void>;
  readonly become: (organisation: string, purpose: string) => Promise<void>;
  readonly leave: () => Promise<void>;
  /** Notes that the server no longer knows the session. */
  readonly markEnded: () => void;
}

const SessionContext = createContext<SessionState | undefined>(undefined);

/** Holds the session for the pages in it. */
export function SessionHolder({ children }: { readonly children: ReactNode }) {
  const state = useSessionState();
  return <SessionContext.Provider value={state}>{children}</SessionContext.Provider>;
}

/** The session. */
export function useSession(): SessionState {
  const state = useContext(SessionContext);
  if (!state) throw new Error('a page stands outside the session');
  return state;
}

/** The session of a page that only those see who are signed in. */
export function useSignedIn(): SessionState & { readonly session: SignedIn; readonly documents: ViewDocuments } {
  const state = useSession();
  if (!state.session?.signedIn || !state.documents) throw new Error('this page is for those who are signed in');
  return { ...state, session: state.session, documents: state.documents };
}

function useSessionState(): SessionState {
  const [session, setSession] = useState<Session>();
  const [documents, setDocuments] = useState<ViewDocuments>();
  const [marks, setMarks] = useState({ ended: false, failed: false, turn: 0 });
  const refresh = useCallback(async () => {
    try {
      const told = await readSession();
      setDocuments(told.signedIn ? await documentsOf(viewKey(told.partnerKind, told.purpose)) : undefined);
      setSession(told);
      setMarks(({ turn }) => ({ ended: false, failed: false, turn: turn + 1 }));
    } catch {
      setMarks((before) => ({ ...before, failed: true }));
    }
  }, []);
  useEffect(() => void refresh(), [refresh]);
  return useMemo(
    () => ({
      session,
      documents,
      ...marks,
      refresh,
      become: async (organisation, purpose) => {
        await takePersona(organisation, purpose);
        await refresh();
      },
      leave: async () => {
        const onward = await endSession();
        forgetKept();
        if (onward) window.location.assign(onward);
        else await refresh();
      },
      markEnded: () => setMarks((before) => ({ ...before, ended: true })),
    }),
    [session, documents, marks, refresh],
  );
}
