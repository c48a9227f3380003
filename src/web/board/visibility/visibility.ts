/** Who sees what, as `GET /visibility.json` tells it. */
export interface Visibility {
  readonly version: string;
  readonly columns: readonly VisibilityColumn[];
  readonly categories: readonly VisibilityCategory[];
  readonly changes: readonly VisibilityChange[];
}

/** A partner with one purpose. */
export interface VisibilityColumn {
  readonly view: string;
  readonly legalBasis: string;
  readonly processingActivity: string;
  readonly validFrom: string;
  readonly validUntil?: string;
}

/** A category of data with its fields; `conditions` has one entry a column, in their order. */
export interface VisibilityCategory {
  readonly category: string;
  readonly covers: string;
  readonly conditions: readonly Condition[];
  readonly fields: readonly string[];
}

/** Whether, and when, a column sees a category. */
export type Condition = 'yes' | 'own' | 'consent' | 'no';

/** A change of the policy, and who decided it. */
export interface VisibilityChange {
  readonly version: string;
  readonly view: string;
  readonly category: string;
  readonly before: string;
  readonly after: string;
  readonly why: string;
  readonly decidedBy: string;
}

/** Asks who sees what. It is public: no session is needed. @throws Error when it is not answered */
export async function readVisibility(): Promise<Visibility> {
  const response = await fetch('/visibility.json', { headers: { accept: 'application/json' } });
  if (!response.ok) throw new Error('no visibility was told');
  return (await response.json()) as Visibility;
}

/** The categories that a search finds, for one view or for all; of a view only what it sees. */
export function findCategories(
  { columns, categories }: Visibility,
  search: string,
  view: string,
  nameOf: (view: string) => string,
): VisibilityCategory[] {
  const wanted = search.trim().toLowerCase();
  const place = columns.findIndex((column) => column.view === view);
  return categories.filter((one) => {
    if (place >= 0 && one.conditions[place] === 'no') return false;
    const viewers = columns.filter((_, index) => one.conditions[index] !== 'no').map((column) => column.view);
    const texts = [one.category, one.covers, ...one.fields, ...viewers, ...viewers.map(nameOf)];
    return texts.some((text) => text.toLowerCase().includes(wanted));
  });
}
