import { Button } from '@nl-design-system-candidate/button-react';
import { Paragraph } from '@nl-design-system-candidate/paragraph-react';
import { useWords } from '../language/language.js';
import { Card } from '../parts/card.js';
import type { Dossier } from '../views/dossier.js';
import { AbsenceSign } from './absence-sign.js';
import { ProvenanceOfRecord } from './provenance.js';
import type { Shown } from './shown.js';
import { codeInWords } from './value-words.js';

interface TimelineProps {
  readonly dossier: Dossier;
  readonly shown: Shown;
  readonly onMore: () => void;
}

/** What happened, in its order, each event with its source. */
export function Timeline({ dossier: { timeline }, shown, onMore }: TimelineProps) {
  const words = useWords();
  if (timeline === undefined) return null;
  const absence = shown.find(['case', 'timeline']) ?? shown.find(['case', 'timeline', 'edges']);
  const events = timeline?.edges?.flatMap(({ cursor, node }) => (node ? [{ cursor, ...node }] : [])) ?? [];
  return (
    <Card title={words.dossier.sections.timeline}>
      {absence && <AbsenceSign absence={absence} />}
      {events.length === 0 && !absence && <Paragraph className="hint">{words.dossier.none}</Paragraph>}
      <ol className="timeline">
        {events.map(({ cursor, at, kind, provenance }) => (
          <li key={cursor}>
            <time dateTime={at}>{words.day(at ?? '')}</time>
            <span className="event">{codeInWords('TimelineEventKind', kind ?? '', words)}</span>
            <ProvenanceOfRecord provenance={provenance} />
          </li>
        ))}
      </ol>
      {timeline?.pageInfo?.hasNextPage && (
        <Button purpose="secondary" onClick={onMore}>
          {words.dossier.moreEvents}
        </Button>
      )}
    </Card>
  );
}
