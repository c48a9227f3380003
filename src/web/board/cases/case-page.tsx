import { DataBadge } from '@nl-design-system-candidate/data-badge-react';
import { Paragraph } from '@nl-design-system-candidate/paragraph-react';
import { useState } from 'react';
import type { Answer } from '../../../client/answer.js';
import { useAnswer } from '../ask/use-answer.js';
import { useChanges } from '../ask/use-changes.js';
import { useWords } from '../language/language.js';
import { Failure } from '../parts/failure.js';
import { PageHeading } from '../parts/page-heading.js';
import { ADDRESSES, PageLink } from '../parts/route.js';
import { useSignedIn } from '../session/session-context.js';
import type { Dossier } from '../views/dossier.js';
import { absencesByPlace } from './absences.js';
import { CaseFacts } from './case-facts.js';
import { Conflicts, Investigations } from './differences.js';
import { Live } from './live.js';
import { marksOf } from './marks.js';
import { Missing } from './missing.js';
import { nameOf } from './person-name.js';
import { SectionOfCase } from './section.js';
import { SECTIONS } from './sections.js';
import { Timeline } from './timeline.js';
import { codeInWords } from './value-words.js';

/** Events of the timeline that are asked for at first. */
const EVENTS = 50;

/** All that the view has of one case, with where it comes from, and what is missing and why. */
export function CasePage({ id }: { readonly id: string }) {
  const words = useWords();
  const { documents } = useSignedIn();
  const [events, setEvents] = useState(EVENTS);
  const [announcement, setAnnouncement] = useState('');
  const asked = useAnswer(documents.cases?.page, { id, events });
  const connection = useChanges({
    ids: [id],
    onChange: ({ kind }) => {
      setAnnouncement(kind === 'LEFT' ? words.dossier.gone : words.dossier.updated);
      asked.again();
    },
    onGap: asked.again,
  });
  const dossier = asked.answer?.data.case;
  return (
    <>
      <Paragraph>
        <PageLink href={ADDRESSES.cases}>{words.dossier.back}</PageLink>
      </Paragraph>
      <PageHeading title={dossier ? nameOf(dossier.person, words) : words.page.case} />
      <Live connection={connection} />
      <p role="status" className={announcement ? 'elsewhere' : undefined}>
        {announcement}
      </p>
      {asked.failure && <Failure failure={asked.failure} again={asked.again} />}
      {asked.answer ? (
        <CaseAnswer answer={asked.answer} onMoreEvents={() => setEvents(events + EVENTS)} />
      ) : (
        asked.waiting && <Paragraph>{words.waiting}</Paragraph>
      )}
    </>
  );
}

interface CaseAnswerProps {
  readonly answer: Answer<{ readonly case?: Dossier | null }>;
  readonly onMoreEvents: () => void;
}

function CaseAnswer({ answer, onMoreEvents }: CaseAnswerProps) {
  const words = useWords();
  const dossier = answer.data.case;
  if (!dossier) {
    return (
      <Paragraph>
        {words.dossier.notFound}. {words.dossier.notFoundHint}
      </Paragraph>
    );
  }
  const shown = { find: absencesByPlace(answer.absences), marks: marksOf(dossier) };
  return (
    <>
      {dossier.status && (
        <Paragraph>
          <DataBadge>{codeInWords('CaseStatus', dossier.status, words)}</DataBadge>
        </Paragraph>
      )}
      <Missing absences={answer.absences} unavailable={answer.unavailable} />
      <div className="dossier">
        <CaseFacts dossier={dossier} shown={shown} />
        {SECTIONS.map((section) => (
          <SectionOfCase key={section.name} section={section} dossier={dossier} shown={shown} />
        ))}
        <Conflicts dossier={dossier} />
        <Investigations dossier={dossier} />
        <Timeline dossier={dossier} shown={shown} onMore={onMoreEvents} />
      </div>
    </>
  );
}
