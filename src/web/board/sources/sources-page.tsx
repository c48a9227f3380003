import { Button } from '@nl-design-system-candidate/button-react';
import { Paragraph } from '@nl-design-system-candidate/paragraph-react';
import type { SourcesQuery } from '../../../client/municipality/case-coordination/generated/graphql.js';
import { useAnswer } from '../ask/use-answer.js';
import { codeInWords } from '../cases/value-words.js';
import { useWords } from '../language/language.js';
import { Failure } from '../parts/failure.js';
import { PageHeading } from '../parts/page-heading.js';
import { type Column, Table } from '../parts/table.js';
import { useSignedIn } from '../session/session-context.js';
import { Deliveries } from './deliveries.js';

type SourceStatus = SourcesQuery['sources'][number];

/** Whether the sources answer and how fresh they are, and what became of one's own deliveries. */
export function SourcesPage() {
  const words = useWords();
  const { documents } = useSignedIn();
  const asked = useAnswer(documents.sources, {});
  const columns = useColumns();
  return (
    <>
      <PageHeading title={words.page.sources} />
      <Paragraph purpose="lead">{words.sources.intro}</Paragraph>
      <Button purpose="secondary" onClick={asked.again}>
        {words.sources.refresh}
      </Button>
      {asked.failure && <Failure failure={asked.failure} again={asked.again} />}
      {asked.answer ? (
        <div aria-live="polite" aria-busy={asked.waiting}>
          <Table
            caption={words.sources.list}
            rows={asked.answer.data.sources}
            keyOf={({ source }) => source}
            columns={columns}
          />
        </div>
      ) : (
        asked.waiting && <Paragraph>{words.waiting}</Paragraph>
      )}
      {documents.cases && <Deliveries document={documents.cases.deliveries} />}
    </>
  );
}

function useColumns(): readonly Column<SourceStatus>[] {
  const words = useWords();
  const moment = (at: string | null) => (at ? words.moment(at) : words.sources.never);
  return [
    {
      key: 'source',
      heading: words.sources.source,
      names: true,
      cell: (one) => codeInWords('Source', one.source, words),
    },
    {
      key: 'state',
      heading: words.sources.state,
      cell: ({ available }) => (
        <span className={available ? 'sign is-ok' : 'sign is-down'}>
          {available ? words.sources.available : words.sources.unavailable}
        </span>
      ),
    },
    { key: 'kind', heading: words.sources.kind, cell: (one) => codeInWords('SourceKind', one.kind, words) },
    { key: 'delivered', heading: words.sources.delivered, cell: (one) => moment(one.lastDeliveredAt) },
    {
      key: 'answered',
      heading: words.sources.answered,
      cell: (one) => (one.kind === 'HOSTED' ? '–' : moment(one.lastAnsweredAt)),
    },
  ];
}
