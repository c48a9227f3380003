import { Button } from '@nl-design-system-candidate/button-react';
import { Paragraph } from '@nl-design-system-candidate/paragraph-react';
import { useAnswer } from '../ask/use-answer.js';
import { useChanges } from '../ask/use-changes.js';
import { useWords } from '../language/language.js';
import { Failure } from '../parts/failure.js';
import { useKept } from '../parts/kept.js';
import { PageHeading } from '../parts/page-heading.js';
import { useSignedIn } from '../session/session-context.js';
import { CaseList } from './case-list.js';
import { ALL_CASES, type ListChoice, listVariables } from './list-choice.js';
import { ListForm } from './list-form.js';
import { Live } from './live.js';
import { OwnView } from './own-view.js';
import { useListChanges } from './use-list-changes.js';

interface Place {
  readonly choice: ListChoice;
  /** Cursors of the pages that were gone through, the last one of the page that is shown. */
  readonly cursors: readonly string[];
}

/** The cases in reach: choose, page through, and see changes as they happen. */
export function BoardPage() {
  const words = useWords();
  const { session, documents } = useSignedIn();
  const [place, setPlace] = useKept<Place>(`list ${session.organisation}/${session.purpose}`, {
    choice: ALL_CASES,
    cursors: [],
  });
  const me = useAnswer(documents.me, {});
  const variables = listVariables(place.choice, place.cursors.at(-1));
  const asked = useAnswer(documents.cases?.list, variables);
  const changes = useListChanges(asked);
  const connection = useChanges({ onChange: changes.take, onGap: asked.again });
  const readsVNumbers = me.answer?.data.me.readable.some(({ category }) => category === 'person.v_number') ?? false;
  return (
    <>
      <PageHeading title={words.page.cases} />
      <Paragraph purpose="lead">{words.cases.intro}</Paragraph>
      <OwnView answer={me.answer?.data} />
      <ListForm readsVNumbers={readsVNumbers} onShow={(choice) => setPlace({ choice, cursors: [] })} />
      <Live connection={connection} />
      <p role="status" className={changes.elsewhere > 0 ? 'elsewhere' : undefined}>
        {changes.announcement}
        {changes.elsewhere > 0 && <span>{words.cases.newCases(changes.elsewhere)}</span>}
      </p>
      {changes.elsewhere > 0 && (
        <Button purpose="secondary" onClick={asked.again}>
          {words.cases.refresh}
        </Button>
      )}
      {asked.failure && <Failure failure={asked.failure} again={asked.again} />}
      <CaseList cases={changes.cases} waiting={asked.waiting} total={asked.answer?.data.cases.totalCount} />
      <Pages
        page={place.cursors.length + 1}
        next={asked.answer?.data.cases.pageInfo.hasNextPage ? asked.answer.data.cases.pageInfo.endCursor : null}
        onNext={(cursor) => setPlace({ ...place, cursors: [...place.cursors, cursor] })}
        onBack={() => setPlace({ ...place, cursors: place.cursors.slice(0, -1) })}
      />
    </>
  );
}

interface PagesProps {
  readonly page: number;
  readonly next: string | null;
  readonly onNext: (cursor: string) => void;
  readonly onBack: () => void;
}

function Pages({ page, next, onNext, onBack }: PagesProps) {
  const { cases: words } = useWords();
  if (page === 1 && !next) return null;
  return (
    <nav className="actions" aria-label={words.pageNumber(page)}>
      <Button purpose="secondary" disabled={page === 1} onClick={onBack}>
        {words.previous}
      </Button>
      <span>{words.pageNumber(page)}</span>
      <Button purpose="secondary" disabled={!next} onClick={() => next && onNext(next)}>
        {words.next}
      </Button>
    </nav>
  );
}
