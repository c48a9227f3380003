/**
 * The absences of an answer, to be found by the place in it.
 * @returns a function from a path such as `['case', 'applications', 0, 'remedy']` to `{ reason, condition }` or undefined
 */
export function absencesOf(answer) {
  const known = new Map();
  for (const { path, reason, condition, at } of answer.extensions?.absences ?? []) {
    const places = at?.map((indices) => [indices].flat().join(',')) ?? [''];
    for (const place of places) add(known, `${path}@${place}`, { reason, condition });
  }
  return (path) => {
    const folded = path.map((step) => (typeof step === 'number' ? '*' : step)).join('.');
    const place = path.filter((step) => typeof step === 'number').join(',');
    return known.get(`${folded}@${place}`);
  };
}

/** A list can lack records for two reasons at once; the conditions are told together. */
function add(known, key, absence) {
  const before = known.get(key);
  const conditions = [before?.condition, absence.condition].filter(Boolean);
  known.set(key, { reason: absence.reason, condition: conditions.join('+') || undefined });
}
