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
        { key: 'what', heading: words.what, names: true, cell: (change) => <What change={change} /> },
        { key: 'why', heading: words.why, wide: true, cell: (change) => <Why change={change} /> },
      ]}
    />
  );
}

function What({ change }: { readonly change: VisibilityChange }) {
  const { visibility: words } = useWords();
  return (
    <>
      <code>{change.category}</code>
      <p className="hint" lang="en">
        {inShort(change.before)} <span aria-hidden="true">→</span> <span className="spoken">{words.after}: </span>
        {inShort(change.after)}
      </p>
    </>
  );
}

function Why({ change }: { readonly change: VisibilityChange }) {
  const { visibility: words } = useWords();
  return (
    <>
      <span lang="en">{change.why}</span>
      <p className="hint">
        {words.decidedBy}: <span lang="en">{change.decidedBy}</span>
      </p>
    </>
  );
}

/** A cell of the policy; of the address of an activity, its name and version. */
function inShort(cell: string): string {
  return cell.replace(/^.*\/processing-activities\//, '') || '–';
}
