/**
 * The form in which names are compared: without accents, case, punctuation and doubled spaces.
 * `Élise  Müller-Osei` and `elise muller osei` compare equal. For comparing only; never shown.
 */
export function nameKey(...parts: (string | null | undefined)[]): string {
  return parts
    .filter(Boolean)
    .join(' ')
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/['’`]/g, '')
    .replace(/[^\p{Letter}\p{Number}]+/gu, ' ')
    .trim();
}
