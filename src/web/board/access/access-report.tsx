import { Button } from '@nl-design-system-candidate/button-react';
import { Paragraph } from '@nl-design-system-candidate/paragraph-react';
import type { AccessReportQuery } from '../../../client/privacy-officer/subject-access/generated/graphql.js';
import { useLanguage, useWords } from '../language/language.js';
import { type Column, Table } from '../parts/table.js';

type Report = AccessReportQuery['accessReport'];
type Summary = Report['summaries'][number];
type Access = Report['accesses']['items'][number];

interface AccessReportProps {
  readonly report: Report;
  /** Asks for what comes after a cursor. */
  readonly onMore: (after: string) => void;
}

/** What the log tells of a person: by organisation and purpose, and each time. */
export function AccessReport({ report, onMore }: AccessReportProps) {
  const words = useWords();
  const summaryColumns = useSummaryColumns();
  const accessColumns = useAccessColumns();
  const { beganAt, endedAt } = report.period;
  const { items, hasNextPage, endCursor } = report.accesses;
  return (
    <section aria-live="polite">
      <Paragraph>
        {words.access.period(beganAt ? words.day(beganAt) : words.access.beginning, words.moment(endedAt))}
      </Paragraph>
      {report.summaries.length === 0 ? (
        <Paragraph>{words.access.none}</Paragraph>
      ) : (
        <>
          <Table
            caption={words.access.summaries}
            rows={report.summaries}
            keyOf={(one) => `${one.organisation} ${one.processingActivity} ${one.purpose}`}
            columns={summaryColumns}
          />
          <Table
            caption={words.access.accesses}
            rows={items}
            keyOf={(one, place) => `${one.at} ${place}`}
            columns={accessColumns}
          />
        </>
      )}
      {hasNextPage && endCursor && (
        <Button purpose="secondary" onClick={() => onMore(endCursor)}>
          {words.access.more}
        </Button>
      )}
    </section>
  );
}

function useSummaryColumns(): readonly Column<Summary>[] {
  const { words, language } = useLanguage();
  const seen = useSeen();
  const activity = (one: Summary) => (language === 'nl' ? one.activityNl : one.activityEn);
  return [
    { key: 'organisation', heading: words.access.organisation, names: true, cell: (one) => one.organisationName },
    {
      key: 'purpose',
      heading: words.access.purpose,
      cell: (one) => activity(one) ?? (one.purpose ? words.purposeName(one.purpose) : '–'),
    },
    { key: 'basis', heading: words.access.basis, cell: (one) => <span lang="en">{one.legalBasis ?? '–'}</span> },
    { key: 'seen', heading: words.access.saw, cell: (one) => seen(one.seen) },
    { key: 'times', heading: words.access.times, cell: (one) => words.number(one.times) },
    { key: 'first', heading: words.access.first, cell: (one) => words.moment(one.firstAt) },
    { key: 'last', heading: words.access.last, cell: (one) => words.moment(one.lastAt) },
  ];
}

function useAccessColumns(): readonly Column<Access>[] {
  const words = useWords();
  const seen = useSeen();
  return [
    { key: 'at', heading: words.access.at, names: true, cell: (one) => words.moment(one.at) },
    { key: 'organisation', heading: words.access.organisation, cell: (one) => one.organisationName },
    {
      key: 'purpose',
      heading: words.access.purpose,
      cell: (one) => (one.purpose ? words.purposeName(one.purpose) : '–'),
    },
    { key: 'seen', heading: words.access.saw, cell: (one) => seen(one.seen) },
  ];
}

function useSeen() {
  const { language } = useLanguage();
  return (seen: Access['seen']) => seen.map((one) => (language === 'nl' ? one.nameNl : one.nameEn)).join(', ') || '–';
}
