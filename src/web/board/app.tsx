import { Link } from '@nl-design-system-candidate/link-react';
import { SkipLink } from '@nl-design-system-candidate/skip-link-react';
import { useWords } from './language/language.js';
import { Page } from './page.js';
import { Display } from './parts/display.js';
import { ADDRESSES, PageLink, type Route, routeOf, usePath } from './parts/route.js';
import { SessionBar } from './session/session-bar.js';
import { type SessionState, useSession } from './session/session-context.js';
import { SessionEnded } from './session/session-ended.js';

/** All of a page: what stands around it, and the page that belongs to the address. */
export function App() {
  const words = useWords();
  const state = useSession();
  const route = routeOf(usePath());
  return (
    <>
      <SkipLink href="#content">{words.skip}</SkipLink>
      <header className="top">
        <div className="top-line">
          <PageLink href={ADDRESSES.cases} className="product">
            {words.product}
          </PageLink>
          {state.session?.demo && <span className="demo-sign">{words.demo}</span>}
          <Display />
        </div>
        <Navigation state={state} route={route} />
        {state.session?.signedIn && !state.ended && <SessionBar session={state.session} />}
      </header>
      <main id="content" tabIndex={-1}>
        {state.ended && state.session?.signedIn && <SessionEnded session={state.session} />}
        <Page key={route.page === 'case' ? route.id : route.page} route={route} />
      </main>
      <footer className="bottom">{state.session?.demo && <Link href="/">{words.page.home}</Link>}</footer>
    </>
  );
}

function Navigation({ state, route }: { readonly state: SessionState; readonly route: Route }) {
  const words = useWords();
  const current = route.page === 'case' ? 'cases' : route.page;
  return (
    <nav aria-label={words.pages}>
      <ul className="pages">
        {pagesFor(state).map((page) => (
          <li key={page}>
            <PageLink href={ADDRESSES[page]} current={page === current ? 'page' : undefined}>
              {words.page[page]}
            </PageLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The pages that exist for whoever is signed in; who may see what is public. */
function pagesFor({ session, documents }: SessionState): (keyof typeof ADDRESSES)[] {
  if (!session?.signedIn || !documents) return ['cases', 'visibility'];
  return [
    ...(documents.cases ? (['cases'] as const) : []),
    ...(documents.statistics ? (['results'] as const) : []),
    ...(documents.accessReport ? (['access'] as const) : []),
    'visibility',
    'sources',
  ];
}
