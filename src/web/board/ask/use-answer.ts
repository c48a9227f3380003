import { useEffect, useState } from 'react';
import type { Answer } from '../../../client/answer.js';
import { NotUnderstood, RequestFailed } from '../../../client/failures.js';
import { useSession } from '../session/session-context.js';
import { ask, type TypedDocument } from './ask.js';

/** Where a question stands. */
export interface Asked<Data> {
  /** The latest answer; gone as soon as the session has ended or another one began. */
  readonly answer?: Answer<Data>;
  readonly failure?: RequestFailed;
  readonly waiting: boolean;
  /** Asks anew; what was answered stays until the new answer comes. */
  readonly again: () => void;
}

/**
 * Asks a question of the view, and again whenever it changes. Nothing is asked without a document.
 * @param variables compared by value
 */
export function useAnswer<Data, Variables>(
  document: TypedDocument<Data, Variables> | undefined,
  variables: Variables,
): Asked<Data> {
  const { session, turn, ended, markEnded } = useSession();
  const purpose = session?.signedIn ? session.purpose : undefined;
  const [round, setRound] = useState(0);
  const [state, setState] = useState<Omit<Asked<Data>, 'again'> & { turn?: number }>({ waiting: true });
  const written = JSON.stringify(variables);
  // A round or a sign-in asks the same question anew.
  useEffect(() => {
    if (!document || !purpose) return;
    const leaving = new AbortController();
    setState((before) => ({ ...before, failure: undefined, waiting: true }));
    ask({ document, variables: JSON.parse(written) as Variables, purpose, signal: leaving.signal }).then(
      (answer) => !leaving.signal.aborted && setState({ answer, waiting: false, turn }),
      (error) => {
        if (leaving.signal.aborted) return;
        const failure = error instanceof RequestFailed ? error : new NotUnderstood('NOT_UNDERSTOOD', String(error));
        if (failure.code === 'UNAUTHENTICATED') markEnded();
        setState({ failure, waiting: false, turn });
      },
    );
    return () => leaving.abort();
  }, [document, written, purpose, round, turn]);
  const current = !ended && state.turn === turn;
  return {
    answer: current ? state.answer : undefined,
    failure: current ? state.failure : undefined,
    waiting: state.waiting,
    again: () => setRound((before) => before + 1),
  };
}
