import { useWords } from '../language/language.js';
import { Table } from '../parts/table.js';
import type { VisibilityChange } from './visibility.js';

interface HistoryProps {
  readonly changes: readonly VisibilityChange[];
  readonly nameOf: (view: string) => string;
}

/** What the policy opened or changed, version by version, why, and who decided it. */
export function History({ changes, nameOf }: HistoryProps) {
  const { visibility: words } = useWords();
  if (changes.length === 0) return null;
  return (
    <Table
      caption={words.history}
      rows={changes}
      keyOf={({ version, view, category }, place) => `${version} ${view} ${category} ${place}`}
      columns={[
        { key: 'version', heading: words.versionHeading, cell: ({ version }) => version },
        { key: 'view', heading: words.partner, cell: ({ view }) => nameOf(view) },
        { key: 'what', heading: words.what, names: true, cell: ({ category }) => <code>{category}</code> },
        { key: 'before', heading: words.before, cell: ({ before }) => <span lang="en">{before || '–'}</span> },
        { key: 'after', heading: words.after, cell: ({ after }) => <span lang="en">{after || '–'}</span> },
        { key: 'why', heading: words.why, cell: ({ why }) => <span lang="en">{why}</span> },
        { key: 'by', heading: words.decidedBy, cell: ({ decidedBy }) => <span lang="en">{decidedBy}</span> },
      ]}
    />
  );
}
