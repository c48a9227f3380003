const COLUMNS = `c.id, c.status, c.municipality, c.arrived_at as "arrivedAt", c.left_at as "leftAt"`;
const FROM = 'from app.reach r join app.case_index c on c.id = r.case_id';

const ORDERS = { ARRIVED_AT: 'r.arrived_at', LEFT_AT: 'r.left_at' };

const NAMED = ['shelter', 'ind'].map(
  (agency) => `exists (select from ${agency}.person_name n where n.case_id = r.case_id and n.family_name = any($@))`,
);

/** The connection of cases in reach, in one statement. */
export async function findCases({ transaction, organisation }, { first, filter, orderBy }) {
  const parameters = [organisation];
  const bind = (value) => `$${parameters.push(value)}`;
  const where = ['r.organisation = $1', ...conditions(filter ?? {}, bind)].join(' and ');
  const { field, direction } = orderBy ?? { field: 'ARRIVED_AT', direction: 'DESC' };
  const by = direction === 'ASC' ? 'asc' : 'desc';
  const order = `order by ${ORDERS[field]} ${by}, r.case_id ${by} limit ${bind(first)}::int`;
  const rows = await transaction.read(`select ${COLUMNS} ${FROM} where ${where} ${order}`, parameters);
  return { edges: rows.map((node) => ({ node })) };
}

/** The case with this id, where it is in reach. */
export async function findCase({ transaction, organisation }, { id }) {
  const one = `select ${COLUMNS} ${FROM} where r.organisation = $1 and r.case_id = $2::uuid`;
  const [row] = await transaction.read(one, [organisation, id]);
  return row ?? null;
}

function conditions({ status, arrivedAt, person }, bind) {
  const sql = [];
  if (status) sql.push(`r.status = any(${bind(status.in)}::text[])`);
  if (arrivedAt?.from) sql.push(`r.arrived_at >= ${bind(arrivedAt.from)}::date`);
  if (arrivedAt?.until) sql.push(`r.arrived_at <= ${bind(arrivedAt.until)}::date`);
  const names = person?.familyName?.in;
  if (names) {
    const bound = `${bind(names)}::text[]`;
    sql.push(`(${NAMED.map((text) => text.replace('$@', bound)).join(' or ')})`);
  }
  return sql;
}
