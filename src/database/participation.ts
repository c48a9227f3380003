/**
 * SQL that finds the code of an organisation which may ask for a purpose at this moment: both granted, begun, not over
 * and not revoked. A revocation counts from the moment it is in the database, whatever its time stamp says.
 * @param organisation place holder of its code; @param purpose place holder of the purpose
 */
export function participating(organisation: string, purpose: string): string {
  return `select o.code from app.organisation o
    join app.purpose_grant g on g.organisation = o.code and g.purpose = ${purpose}
    where o.code = ${organisation} and ${stands('o')} and ${stands('g')}`;
}

function stands(row: string): string {
  const isOver = `${row}.valid_until is not null and ${row}.valid_until <= now()`;
  return `${row}.revoked_at is null and ${row}.valid_from <= now() and not (${isOver})`;
}
