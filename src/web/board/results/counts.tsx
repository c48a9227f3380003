import { useState } from 'react';
import type {
  Municipality,
  Population,
  StatisticsInput,
} from '../../../client/researcher/statistics/generated/graphql.js';
import { useAnswer } from '../ask/use-answer.js';
import { inName } from '../cases/value-words.js';
import { useWords } from '../language/language.js';
import { Failure } from '../parts/failure.js';
import { Select } from '../parts/form.js';
import type { StatisticsDocuments } from '../views/view-documents.js';
import { Bars } from './bars.js';

interface CountsProps {
  readonly document: StatisticsDocuments['counts'];
  readonly until: string;
  readonly municipality?: Municipality;
}

/** How many came, left or were there, quarter by quarter. */
export function CountsOverTime({ document, until, municipality }: CountsProps) {
  const { results: words } = useWords();
  return (
    <Counts
      document={document}
      caption={words.overTime}
      heading={words.period}
      input={{
        until: firstOf(until),
        groupBy: ['PERIOD'],
        grain: 'QUARTER',
        filter: municipality ? { municipality: [municipality] } : undefined,
      }}
    />
  );
}

/** The same by municipality, until the day. */
export function CountsOfMunicipalities({ document, until }: Omit<CountsProps, 'municipality'>) {
  const { results: words } = useWords();
  const input: StatisticsInput = { until: firstOf(until), groupBy: ['MUNICIPALITY'] };
  return <Counts document={document} caption={words.byMunicipality} heading={words.municipality} input={input} />;
}

interface CountsOfInput {
  readonly document: StatisticsDocuments['counts'];
  readonly caption: string;
  readonly heading: string;
  readonly input: StatisticsInput;
}

function Counts({ document, caption, heading, input }: CountsOfInput) {
  const { results: words } = useWords();
  const [population, setPopulation] = useState<Population>('LEFT');
  const asked = useAnswer(document, { input: { ...input, population } });
  const rows = asked.answer?.data.statistics?.rows?.map(({ period, municipality, count, share, medianDays }) => ({
    label: period ?? (municipality ? inName(municipality) : '–'),
    count,
    share,
    medianDays,
  }));
  return (
    <section aria-live="polite" aria-busy={asked.waiting}>
      <Select
        label={`${words.population} (${caption})`}
        value={population}
        options={Object.entries(words.populations)}
        onChange={(chosen) => setPopulation(chosen as Population)}
      />
      {asked.failure && <Failure failure={asked.failure} again={asked.again} />}
      {rows && <Bars caption={caption} heading={heading} rows={rows} />}
    </section>
  );
}

/** Statistics count whole months. */
function firstOf(day: string): string {
  return `${day.slice(0, 8)}01`;
}
