import { useWords } from '../language/language.js';
import { Table } from '../parts/table.js';
import type { Condition, Visibility, VisibilityCategory } from './visibility.js';

interface CategoriesProps {
  readonly visibility: Visibility;
  readonly found: readonly VisibilityCategory[];
  /** The one view that is looked at; all when empty. */
  readonly view: string;
  readonly nameOf: (view: string) => string;
}

const ORDER: readonly Exclude<Condition, 'no'>[] = ['yes', 'own', 'consent'];

/** Each category: what it covers, who may see it and on which condition, and its fields. */
export function Categories({ visibility, found, view, nameOf }: CategoriesProps) {
  const { visibility: words } = useWords();
  return (
    <Table
      caption={words.categories}
      rows={found}
      keyOf={({ category }) => category}
      columns={[
        {
          key: 'category',
          heading: words.category,
          names: true,
          cell: ({ category, covers }) => (
            <>
              <code>{category}</code>
              <p lang="en" className="hint">
                {covers}
              </p>
            </>
          ),
        },
        {
          key: 'may',
          wide: true,
          heading: words.may,
          cell: (one) => <Viewers visibility={visibility} category={one} view={view} nameOf={nameOf} />,
        },
        { key: 'fields', heading: words.fields, cell: ({ fields }) => <Fields fields={fields} /> },
      ]}
    />
  );
}

function Viewers({
  visibility,
  category,
  view,
  nameOf,
}: Omit<CategoriesProps, 'found'> & { readonly category: VisibilityCategory }) {
  const { visibility: words } = useWords();
  const viewers = visibility.columns
    .map((column, place) => ({ view: column.view, condition: category.conditions[place] ?? 'no' }))
    .filter((one) => view === '' || one.view === view);
  const groups = ORDER.map((condition) => ({
    condition,
    names: viewers.filter((one) => one.condition === condition).map((one) => nameOf(one.view)),
  })).filter(({ names }) => names.length > 0);
  if (groups.length === 0) return <>{words.nobody}</>;
  return (
    <dl className="viewers">
      {groups.map(({ condition, names }) => (
        <div key={condition}>
          <dt>
            <span className={`condition is-${condition}`}>{words[condition]}</span>
          </dt>
          <dd>{names.join('; ')}</dd>
        </div>
      ))}
    </dl>
  );
}

function Fields({ fields }: { readonly fields: readonly string[] }) {
  const { visibility: words } = useWords();
  return (
    <details>
      <summary>
        {words.fields} ({fields.length})
      </summary>
      <ul className="codes">
        {fields.map((field) => (
          <li key={field}>
            <code>{field}</code>
          </li>
        ))}
      </ul>
    </details>
  );
}
