import { Paragraph } from '@nl-design-system-candidate/paragraph-react';
import { useEffect, useState } from 'react';
import { useWords, type Words } from '../language/language.js';
import { Select, TextField } from '../parts/form.js';
import { Notice } from '../parts/notice.js';
import { PageHeading } from '../parts/page-heading.js';
import { Basis } from './basis.js';
import { Categories } from './categories.js';
import { History } from './history.js';
import { findCategories, readVisibility, type Visibility } from './visibility.js';

/** Who may see what, on what basis, and how that came about. Everybody may read it. */
export function VisibilityPage() {
  const words = useWords();
  const [visibility, setVisibility] = useState<Visibility>();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    readVisibility().then(setVisibility, () => setFailed(true));
  }, []);
  return (
    <>
      <PageHeading title={words.page.visibility} />
      <Paragraph purpose="lead">{words.visibility.intro}</Paragraph>
      {failed && (
        <Notice kind="error" urgent>
          <Paragraph>{words.visibility.failed}</Paragraph>
        </Notice>
      )}
      {visibility ? <Searchable visibility={visibility} /> : !failed && <Paragraph>{words.waiting}</Paragraph>}
    </>
  );
}

function Searchable({ visibility }: { readonly visibility: Visibility }) {
  const words = useWords();
  const [search, setSearch] = useState('');
  const [view, setView] = useState('');
  const nameOf = (one: string) => viewInWords(one, words);
  const found = findCategories(visibility, search, view, nameOf);
  return (
    <>
      <search className="choices">
        <div className="fields">
          <TextField label={words.visibility.search} type="search" value={search} onChange={setSearch} />
          <Select
            label={words.visibility.partner}
            value={view}
            options={[
              ['', words.visibility.all],
              ...visibility.columns.map((one) => [one.view, nameOf(one.view)] as const),
            ]}
            onChange={setView}
          />
        </div>
      </search>
      <p role="status">{words.visibility.shown(found.length)}</p>
      <Paragraph className="hint">
        {words.visibility.version(visibility.version)} {words.visibility.legend}
      </Paragraph>
      {found.length === 0 ? (
        <Paragraph>{words.visibility.none}</Paragraph>
      ) : (
        <Categories visibility={visibility} found={found} view={view} nameOf={nameOf} />
      )}
      <Basis columns={visibility.columns.filter((one) => view === '' || one.view === view)} nameOf={nameOf} />
      <History changes={visibility.changes.filter((one) => view === '' || one.view === view)} nameOf={nameOf} />
    </>
  );
}

/** `IND/RESIDENCE_DECISION` as people read it. */
function viewInWords(view: string, words: Words): string {
  const [kind = '', purpose = ''] = view.split('/');
  const kinds: Readonly<Record<string, string>> = words.codes.PartnerKind;
  return `${kinds[kind] ?? kind}: ${words.purposeName(purpose).toLowerCase()}`;
}
