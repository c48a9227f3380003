/** What a migration may not do to a table that a running service uses, and what to do instead. */
const RULES: readonly (readonly [RegExp, string])[] = [
  [
    /\bset not null\b/i,
    'SET NOT NULL reads the whole table under a lock: add a CHECK … NOT VALID, validate it, later drop it',
  ],
  [/\balter column\b.*\b(set data )?type\b/i, 'a column is not retyped in place: add another one'],
  [/\brename\b/i, 'nothing is renamed in place: the version before still uses the name'],
  [
    /\badd constraint\b(?!.*\bnot valid\b)(?!.*\busing index\b)/i,
    'a constraint is added NOT VALID and validated in a later migration',
  ],
  [/\badd column\b(?!.*\bdefault\b).*\bnot null\b/i, 'a new column is nullable or has a default'],
  [/\block table\b/i, 'no table is locked by name'],
];

/**
 * The faults of a migration that comes after the baseline. Tables that it makes itself are nobody's yet.
 * @param text SQL as drizzle writes it, statements between its breakpoints
 */
export function migrationFaults(text: string): string[] {
  const statements = text.split(/-->\s*statement-breakpoint|;\s*\n/).map((one) => one.replaceAll(/\s+/g, ' ').trim());
  const made = statements.flatMap((one) => /^create table (?:if not exists )?("[^ (]+|[^ (]+)/i.exec(one)?.[1] ?? []);
  const touching = statements.filter(
    (one) => !made.some((table) => new RegExp(`\\b(table|on) ${table}[ (]`, 'i').test(`${one} `)),
  );
  return touching.flatMap((one) => [
    ...RULES.filter(([form]) => form.test(one)).map(([, fault]) => fault),
    ...(/^create (unique )?index (?!if not exists)/i.test(one)
      ? ['an index on a table that exists is built beforehand, CONCURRENTLY; the migration says IF NOT EXISTS']
      : []),
  ]);
}
