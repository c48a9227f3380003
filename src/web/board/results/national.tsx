import { useAnswer } from '../ask/use-answer.js';
import { codeInWords } from '../cases/value-words.js';
import { useWords } from '../language/language.js';
import { Failure } from '../parts/failure.js';
import type { StatisticsDocuments } from '../views/view-documents.js';
import { Bars } from './bars.js';

interface NationalProps {
  readonly document: NonNullable<StatisticsDocuments['national']>;
  readonly until: string;
}

/** The exact numbers of the whole country, for the programme office alone. */
export function National({ document, until }: NationalProps) {
  const words = useWords();
  const { results: labels } = words;
  const asked = useAnswer(document, { until });
  const national = asked.answer?.data.pilotResults?.national;
  if (asked.failure) return <Failure failure={asked.failure} again={asked.again} />;
  if (!national) return null;
  const rows = [
    { label: labels.sheltered, count: national.sheltered },
    { label: labels.left, count: national.left },
    ...(national.reasons ?? []).map(({ reason, count }) => ({
      label: codeInWords('CountedOutcome', reason ?? '', words),
      count,
    })),
  ];
  return <Bars caption={labels.national} heading={labels.what} rows={rows} />;
}
