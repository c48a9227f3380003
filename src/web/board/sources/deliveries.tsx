import { Button } from '@nl-design-system-candidate/button-react';
import { Heading } from '@nl-design-system-candidate/heading-react';
import { Paragraph } from '@nl-design-system-candidate/paragraph-react';
import { useState } from 'react';
import type { DeliveriesQuery } from '../../../client/municipality/case-coordination/generated/graphql.js';
import { useAnswer } from '../ask/use-answer.js';
import { codeInWords } from '../cases/value-words.js';
import { useWords } from '../language/language.js';
import { Failure } from '../parts/failure.js';
import { type Column, Table } from '../parts/table.js';
import type { CaseDocuments } from '../views/view-documents.js';

type Connection = NonNullable<DeliveriesQuery['deliveries']>;
type Delivery = NonNullable<NonNullable<Connection['edges']>[number]['node']>;

/** What one's own organisation delivered, and which rows were rejected and why. */
export function Deliveries({ document }: { readonly document: CaseDocuments['deliveries'] }) {
  const words = useWords();
  const [after, setAfter] = useState<string>();
  const asked = useAnswer(document, { first: 10, after });
  const columns = useColumns();
  const connection = asked.answer?.data.deliveries;
  const deliveries = connection?.edges?.flatMap(({ node }) => node ?? []);
  const end = connection?.pageInfo.hasNextPage ? connection.pageInfo.endCursor : undefined;
  return (
    <section aria-labelledby="deliveries">
      <Heading level={2} appearance="level-3" id="deliveries">
        {words.sources.deliveries}
      </Heading>
      <Paragraph className="hint">{words.sources.deliveriesHint}</Paragraph>
      {asked.failure && <Failure failure={asked.failure} again={asked.again} />}
      {!deliveries && asked.waiting && <Paragraph>{words.waiting}</Paragraph>}
      {deliveries?.length === 0 && <Paragraph>{words.sources.noDeliveries}</Paragraph>}
      {deliveries && deliveries.length > 0 && (
        <Table
          caption={words.sources.latestDeliveries}
          rows={deliveries}
          keyOf={({ id }, place) => id ?? String(place)}
          columns={columns}
        />
      )}
      {end && (
        <Button purpose="secondary" onClick={() => setAfter(end)}>
          {words.sources.more}
        </Button>
      )}
    </section>
  );
}

function useColumns(): readonly Column<Delivery>[] {
  const words = useWords();
  return [
    {
      key: 'started',
      heading: words.sources.started,
      names: true,
      cell: ({ startedAt }) => (startedAt ? words.moment(startedAt) : '–'),
    },
    {
      key: 'source',
      heading: words.sources.source,
      cell: ({ source }) => (source ? codeInWords('Source', source, words) : '–'),
    },
    {
      key: 'mode',
      heading: words.sources.mode,
      cell: ({ mode }) => (mode ? codeInWords('DeliveryMode', mode, words) : '–'),
    },
    {
      key: 'state',
      heading: words.sources.state,
      cell: ({ state, failure }) => (
        <>
          {state && codeInWords('DeliveryState', state, words)}
          {failure && <p className="wrong">{failure}</p>}
        </>
      ),
    },
    {
      key: 'rows',
      heading: words.sources.rows,
      cell: (one) => words.sources.counts(one.received ?? 0, one.new ?? 0, one.changed ?? 0),
    },
    { key: 'rejected', heading: words.sources.reason, cell: (one) => <Rejected delivery={one} /> },
  ];
}

function Rejected({ delivery: { rejected, rejectedRows } }: { readonly delivery: Delivery }) {
  const { sources: words } = useWords();
  if (!rejected) return <>{words.noneRejected}</>;
  return (
    <details>
      <summary>{words.rejectedRows(rejected)}</summary>
      <dl className="facts">
        {rejectedRows?.map(({ place, reason }) => (
          <div key={`${place} ${reason}`} className="fact">
            <dt>
              {words.place} {place ?? '–'}
            </dt>
            <dd lang="en">{reason}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
