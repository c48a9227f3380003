import type postgres from 'postgres';

/** Both logs' tables, as the login that writes them finds them; nothing is written. */
const WRITABLE = `
  select not pg_is_in_recovery() and current_setting('transaction_read_only') = 'off'
    and has_table_privilege('audit.audit_record', 'insert') and has_table_privilege('audit.processing_record', 'insert')
    as writable`;

/** Whether the logs could be written now; without them nothing is answered. @throws the driver's error */
export async function logsWritable(log: postgres.Sql): Promise<boolean> {
  const [row] = await log.unsafe<{ writable: boolean }[]>(WRITABLE);
  return row?.writable === true;
}
