import type postgres from 'postgres';

/** The tables of the two logs. */
export type LogTable = 'processing_record' | 'audit_record';

/** The months of which lines stand, the oldest first. Looked up one by one: a `distinct` would read every line. */
export async function monthsOf(sql: postgres.Sql, table: LogTable): Promise<string[]> {
  const months: string[] = [];
  for (let before = '-infinity'; ; ) {
    const [next] = await sql<{ month: string }[]>`
      select r.month::text as month from ${sql('audit')}.${sql(table)} r
      where r.month > ${before}::date order by r.month limit 1`;
    if (!next) return months;
    months.push(next.month);
    before = next.month;
  }
}
