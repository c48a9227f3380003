/** A V-number (vreemdelingennummer): a string of ten digits, leading zeros kept. No public check digit is known. */
export type VNumber = string;

/** True for ten digits. A number value is never a V-number: its leading zeros cannot be known. */
export function isVNumber(value: unknown): value is VNumber {
  return typeof value === 'string' && /^\d{10}$/.test(value);
}
