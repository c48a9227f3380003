import type { TransactionSql } from 'postgres';
import { DELIVERY_ROLE } from '../policy/role-name.js';

/** Makes the transaction one of the role that may write the agencies' tables and what is kept of deliveries. */
export async function asDelivery(sql: TransactionSql): Promise<void> {
  await sql.unsafe(`set local role ${DELIVERY_ROLE}`);
}
