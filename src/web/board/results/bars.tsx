import { useWords } from '../language/language.js';
import { type Column, Table } from '../parts/table.js';
import type { Counted } from './counted.js';

interface BarsProps {
  readonly caption: string;
  /** What the rows are, as a heading. */
  readonly heading: string;
  readonly rows: readonly Counted[];
}

/** Numbers with a drawing of each: the drawing says nothing that the number does not. */
export function Bars({ caption, heading, rows }: BarsProps) {
  const words = useWords();
  const { results: labels } = words;
  const largest = Math.max(1, ...rows.map(({ count }) => count ?? 0));
  const columns: Column<Counted>[] = [
    { key: 'label', heading, names: true, cell: ({ label }) => label },
    { key: 'bar', heading: labels.bar, wide: true, cell: ({ count }) => <Bar count={count} largest={largest} /> },
    { key: 'count', heading: labels.count, cell: ({ count }) => <Count count={count} /> },
  ];
  const shares = rows.some(({ share }) => typeof share === 'number');
  const days = rows.some(({ medianDays }) => typeof medianDays === 'number');
  if (shares) columns.push({ key: 'share', heading: labels.share, cell: ({ share }) => percent(share, words.number) });
  if (days) columns.push({ key: 'days', heading: labels.medianDays, cell: ({ medianDays }) => medianDays ?? '–' });
  return <Table caption={caption} rows={rows} keyOf={({ label }) => label} columns={columns} />;
}

function Bar({ count, largest }: { readonly count: number | null; readonly largest: number }) {
  if (count === null) {
    return (
      <svg className="bar is-suppressed" aria-hidden="true" focusable="false">
        <rect width="100%" height="100%" />
      </svg>
    );
  }
  return (
    <svg className="bar" aria-hidden="true" focusable="false">
      <rect width={`${(100 * count) / largest}%`} height="100%" />
    </svg>
  );
}

function Count({ count }: { readonly count: number | null }) {
  const words = useWords();
  if (count === null) return <span className="sign is-withheld">{words.results.suppressed}</span>;
  return <>{words.number(count)}</>;
}

function percent(share: number | null | undefined, number: (value: number) => string): string {
  return typeof share === 'number' ? `${number(Math.round(share * 100))}%` : '–';
}
