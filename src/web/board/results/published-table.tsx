import { Button } from '@nl-design-system-candidate/button-react';
import { Paragraph } from '@nl-design-system-candidate/paragraph-react';
import type { Municipality, PilotResultsQuery } from '../../../client/researcher/statistics/generated/graphql.js';
import { useAnswer } from '../ask/use-answer.js';
import { codeInWords } from '../cases/value-words.js';
import { useWords, type Words } from '../language/language.js';
import { Failure } from '../parts/failure.js';
import type { StatisticsDocuments } from '../views/view-documents.js';
import { Bars } from './bars.js';
import { asCsv, type CountedTable } from './counted.js';
import { save } from './save.js';

interface PublishedTableProps {
  readonly document: StatisticsDocuments['pilot'];
  readonly until: string;
  readonly municipality?: Municipality;
}

/** The table that the pilots publish, counted from the facts, and as a file. */
export function PublishedTable({ document, until, municipality }: PublishedTableProps) {
  const words = useWords();
  const { results: labels } = words;
  const asked = useAnswer(document, { until, municipality });
  const results = asked.answer?.data.pilotResults;
  const tables = results ? tablesOf(results, words) : [];
  const download = () => {
    const headings = [labels.what, labels.reason, labels.count, labels.share];
    save(`ketenzicht-${until}.csv`, asCsv(tables, headings, labels.suppressed));
  };
  return (
    <section aria-live="polite" aria-busy={asked.waiting}>
      {asked.failure && <Failure failure={asked.failure} again={asked.again} />}
      {!results && asked.waiting && <Paragraph>{words.waiting}</Paragraph>}
      {results && (
        <Paragraph className="hint">
          {results.countedUntil && labels.countedUntil(words.day(results.countedUntil))}{' '}
          {results.refreshedAt && labels.refreshed(words.moment(results.refreshedAt))}
        </Paragraph>
      )}
      {tables.map(({ title, rows }) => (
        <Bars key={title} caption={title} heading={labels.what} rows={rows} />
      ))}
      {results && (
        <Button purpose="secondary" onClick={download}>
          {labels.download}
        </Button>
      )}
    </section>
  );
}

function tablesOf(results: NonNullable<PilotResultsQuery['pilotResults']>, words: Words): CountedTable[] {
  const { results: labels } = words;
  return [
    {
      title: labels.totals,
      rows: [
        { label: labels.sheltered, count: results.sheltered },
        { label: labels.left, count: results.left },
      ],
    },
    {
      title: labels.reasons,
      rows: (results.reasons ?? []).map(({ outcome, count, share }) => ({
        label: codeInWords('CountedOutcome', outcome ?? '', words),
        count,
        share,
      })),
    },
    {
      title: labels.durability,
      rows: (results.durability ?? []).map(({ durability, count, share }) => ({
        label: codeInWords('Durability', durability ?? '', words),
        count,
        share,
      })),
    },
  ];
}
