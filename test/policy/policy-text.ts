import { type Policy, parsePolicy } from '../../src/policy/policy.js';

/** A column of a made-up policy; what is left out is a usual value. */
export interface ColumnText {
  readonly basis?: string;
  readonly activity?: string;
  readonly from?: string;
  readonly until?: string;
  readonly byName?: 'yes' | '';
  /** Conditions by category; what is left out is `no`. */
  readonly cells: Readonly<Record<string, string>>;
}

/** The text of a policy with these columns, by view. The rows are the categories that any column names, and `extra`. */
export function policyText(
  version: string,
  columns: Readonly<Record<string, ColumnText>>,
  extra: readonly string[] = [],
): string {
  const all = Object.values(columns);
  const categories = [...new Set([...all.flatMap(({ cells }) => Object.keys(cells)), ...extra])];
  const row = (name: string, cell: (column: ColumnText) => string) => [name, 'what it covers', ...all.map(cell)].join();
  return [
    `# version: ${version}`,
    ['category', 'covers', ...Object.keys(columns)].join(),
    row('@legal-basis', ({ basis = 'public task' }) => basis),
    row('@processing-activity', ({ activity = 'https://example.org/activity/v1' }) => activity),
    row('@valid-from', ({ from = '2020-01-01' }) => from),
    row('@valid-until', ({ until = '' }) => until),
    row('@asked-by-name', ({ byName = '' }) => byName),
    ...categories.map((category) => row(category, ({ cells }) => cells[category] ?? 'no')),
    '',
  ].join('\n');
}

/** Such a policy, read. */
export function policyOf(...made: Parameters<typeof policyText>): Policy {
  return parsePolicy(policyText(...made));
}
