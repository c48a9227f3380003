/** What the log calls the deletion of a month of its own after its term; `retention/run-retention.ts` writes it. */
const DELETION = '"action":"retention audit-log"';
const MONTH = /^\d{4}-\d{2}$/;

/** The months whose deletion a line of the audit log tells of, with the lines they had. Mostly none. */
export function deletionIn(body: string): [month: string, lines: bigint][] {
  if (!body.includes(DELETION)) return [];
  const { action, counts } = JSON.parse(body) as { action?: unknown; counts?: Readonly<Record<string, number>> };
  if (action !== 'retention audit-log') return [];
  return Object.entries(counts ?? {}).flatMap(([month, lines]): [string, bigint][] =>
    MONTH.test(month) ? [[month, BigInt(lines)]] : [],
  );
}
