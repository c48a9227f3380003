import { Button } from '@nl-design-system-candidate/button-react';
import { Paragraph } from '@nl-design-system-candidate/paragraph-react';
import { AccessPage } from './access/access-page.js';
import { BoardPage } from './cases/board-page.js';
import { CasePage } from './cases/case-page.js';
import { useWords } from './language/language.js';
import { Notice } from './parts/notice.js';
import { PageHeading } from './parts/page-heading.js';
import type { Route } from './parts/route.js';
import { ResultsPage } from './results/results-page.js';
import { type SessionState, useSession } from './session/session-context.js';
import { SignIn } from './session/sign-in.js';
import { SourcesPage } from './sources/sources-page.js';
import { VisibilityPage } from './visibility/visibility-page.js';

/** The page of an address, or why it cannot be shown to whoever is there. */
export function Page({ route }: { readonly route: Route }) {
  const words = useWords();
  const state = useSession();
  if (route.page === 'visibility') return <VisibilityPage />;
  if (route.page === 'unknown') return <PageHeading title={words.page.unknown} />;
  if (!state.session) return <Beginning state={state} title={words.page[route.page]} />;
  if (!state.session.signedIn) return <SignInFirst state={state} title={words.page[route.page]} />;
  return <PageOf route={route} state={state} />;
}

function PageOf({ route, state }: { readonly route: Route; readonly state: SessionState }) {
  const words = useWords();
  const { documents } = state;
  if (route.page === 'cases' && documents?.cases) return <BoardPage />;
  if (route.page === 'case' && documents?.cases) return <CasePage id={route.id} />;
  if (route.page === 'sources' && documents) return <SourcesPage />;
  if (route.page === 'results' && documents?.statistics) return <ResultsPage />;
  if (route.page === 'access' && documents?.accessReport) return <AccessPage />;
  return (
    <>
      <PageHeading title={words.page[route.page]} />
      <Paragraph>{words.session.noAccess}</Paragraph>
    </>
  );
}

function Beginning({ state, title }: { readonly state: SessionState; readonly title: string }) {
  const words = useWords();
  return (
    <>
      <PageHeading title={title} />
      {state.failed ? (
        <Notice kind="error" urgent>
          <Paragraph>{words.session.failed}</Paragraph>
          <Button purpose="secondary" onClick={() => void state.refresh()}>
            {words.failure.tryAgain}
          </Button>
        </Notice>
      ) : (
        <Paragraph>{words.session.loading}</Paragraph>
      )}
    </>
  );
}

function SignInFirst({ state, title }: { readonly state: SessionState; readonly title: string }) {
  const words = useWords();
  return (
    <>
      <PageHeading title={title} />
      <Paragraph>{words.session.signInFirst}</Paragraph>
      {state.session?.demo && <Paragraph className="hint">{words.session.personaHint}</Paragraph>}
      {state.session && <SignIn session={state.session} />}
    </>
  );
}
