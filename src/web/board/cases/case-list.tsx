import { DataBadge } from '@nl-design-system-candidate/data-badge-react';
import { Paragraph } from '@nl-design-system-candidate/paragraph-react';
import { useWords } from '../language/language.js';
import { caseAddress, PageLink } from '../parts/route.js';
import { type Column, Table } from '../parts/table.js';
import { nameOf } from './person-name.js';
import type { ShownCase } from './use-list-changes.js';
import { codeInWords, inName } from './value-words.js';

interface CaseListProps {
  readonly cases?: readonly ShownCase[];
  readonly waiting: boolean;
  readonly total?: number;
}

/** One page of the list. */
export function CaseList({ cases, waiting, total }: CaseListProps) {
  const words = useWords();
  const columns = useColumns();
  if (!cases) return waiting ? <Paragraph>{words.waiting}</Paragraph> : null;
  if (cases.length === 0) return <Paragraph>{words.cases.none}</Paragraph>;
  return (
    <div aria-busy={waiting}>
      <Paragraph className="hint">{words.cases.count(cases.length, total ?? cases.length)}</Paragraph>
      <Table
        caption={words.cases.list}
        rows={cases}
        keyOf={({ listed }) => listed.id}
        classOf={({ changed }) => (changed ? 'changed' : undefined)}
        columns={columns}
      />
    </div>
  );
}

function useColumns(): readonly Column<ShownCase>[] {
  const words = useWords();
  const { unknown } = words.dossier;
  const day = (date: string | null) => (date ? words.day(date) : '–');
  const place = ({ listed: { municipality } }: ShownCase) => (municipality ? inName(municipality) : unknown);
  const state = ({ listed: { status } }: ShownCase) =>
    status ? <DataBadge>{codeInWords('CaseStatus', status, words)}</DataBadge> : unknown;
  return [
    { key: 'person', heading: words.cases.person, names: true, cell: (one) => <CaseLink shown={one} /> },
    { key: 'status', heading: words.cases.status, cell: state },
    { key: 'municipality', heading: words.cases.municipality, cell: place },
    { key: 'arrived', heading: words.cases.arrived, cell: ({ listed }) => day(listed.arrivedAt) },
    { key: 'left', heading: words.cases.left, cell: ({ listed }) => day(listed.leftAt) },
  ];
}

function CaseLink({ shown: { listed, changed } }: { readonly shown: ShownCase }) {
  const words = useWords();
  return (
    <>
      <PageLink href={caseAddress(listed.id)}>{nameOf(listed.person, words)}</PageLink>
      {changed && <span className="mark">{words.cases.changedNow}</span>}
    </>
  );
}
