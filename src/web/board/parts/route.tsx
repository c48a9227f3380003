import { Link, type LinkProps } from '@nl-design-system-candidate/link-react';
import { type MouseEvent, useSyncExternalStore } from 'react';

/** The pages, each at an address of its own. A case stands in its address by its random id, and nothing else of anybody. */
export type Route =
  | { readonly page: 'cases' | 'visibility' | 'sources' | 'access' | 'results' | 'unknown' }
  | { readonly page: 'case'; readonly id: string };

/** The addresses of the pages that everybody finds in the navigation. */
export const ADDRESSES = {
  cases: '/board',
  visibility: '/visibility',
  sources: '/sources',
  access: '/access',
  results: '/results',
} as const;

/** The address of the page of one case. */
export function caseAddress(id: string): string {
  return `/board/cases/${encodeURIComponent(id)}`;
}

/** The page at an address. */
export function routeOf(path: string): Route {
  const [, id] = /^\/board\/cases\/([^/]+)$/.exec(path) ?? [];
  if (id) return { page: 'case', id: decodeURIComponent(id) };
  const known = Object.entries(ADDRESSES).find(([, address]) => address === path);
  return { page: (known?.[0] as keyof typeof ADDRESSES | undefined) ?? 'unknown' };
}

const listeners = new Set<() => void>();
let moved = false;

window.addEventListener('popstate', () => {
  moved = true;
});

/** Whether somebody went to this page from another of these, told once. */
export function tookMove(): boolean {
  const told = moved;
  moved = false;
  return told;
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('popstate', listener);
  };
}

/** The path of the address bar. */
export function usePath(): string {
  return useSyncExternalStore(listen, () => window.location.pathname);
}

/** Goes to another page without loading the document anew. */
export function goTo(address: string): void {
  window.history.pushState(null, '', address);
  moved = true;
  window.scrollTo(0, 0);
  for (const listener of listeners) listener();
}

/** A link to another of these pages; opened in a new tab it loads like any other. */
export function PageLink(props: LinkProps & { readonly href: string }) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    event.preventDefault();
    goTo(props.href);
  };
  return <Link {...props} onClick={follow} />;
}
