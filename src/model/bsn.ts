const WEIGHTS = [9, 8, 7, 6, 5, 4, 3, 2, -1];

/** True for nine digits that pass the eleven test (elfproef) of the citizen service number. */
export function isBsn(value: unknown): value is string {
  if (typeof value !== 'string' || !/^\d{9}$/.test(value) || value === '000000000') return false;
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(value[place]), 0);
  return sum % 11 === 0;
}
