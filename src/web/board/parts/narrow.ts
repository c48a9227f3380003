import { useSyncExternalStore } from 'react';

const query = window.matchMedia('(max-width: 47.99rem)');

function listen(listener: () => void): () => void {
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

/** Whether the window is too narrow for a table. */
export function useNarrow(): boolean {
  return useSyncExternalStore(listen, () => query.matches);
}
