import { useWords } from '../language/language.js';
import { Table } from '../parts/table.js';
import type { VisibilityColumn } from './visibility.js';

interface BasisProps {
  readonly columns: readonly VisibilityColumn[];
  readonly nameOf: (view: string) => string;
}

/** On what basis each partner asks, and as which processing activity. */
export function Basis({ columns, nameOf }: BasisProps) {
  const words = useWords();
  const { visibility: labels } = words;
  return (
    <Table
      caption={labels.basis}
      rows={columns}
      keyOf={({ view }) => view}
      columns={[
        { key: 'view', heading: labels.partner, names: true, cell: ({ view }) => nameOf(view) },
        { key: 'basis', heading: labels.basis, cell: ({ legalBasis }) => <span lang="en">{legalBasis}</span> },
        {
          key: 'activity',
          heading: labels.activity,
          cell: ({ processingActivity }) => (
            <code>{processingActivity.replace(/^.*\/processing-activities\//, '')}</code>
          ),
        },
        { key: 'from', heading: labels.validFrom, cell: ({ validFrom }) => words.day(validFrom) },
        {
          key: 'until',
          heading: labels.validUntil,
          cell: ({ validUntil }) => (validUntil ? words.day(validUntil) : labels.openEnded),
        },
      ]}
    />
  );
}
