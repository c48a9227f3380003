/** How a version is written: the day it was made, and its number on that day. */
export const VERSION_FORM = /^\d{4}-\d{2}-\d{2}\.\d+$/;

/** Less than 0 when the first version is older, more than 0 when it is newer, 0 when they are the same. */
export function compareVersions(one: string, other: string): number {
  const [day = '', number = ''] = one.split('.');
  const [otherDay = '', otherNumber = ''] = other.split('.');
  if (day !== otherDay) return day < otherDay ? -1 : 1;
  return Number(number) - Number(otherNumber);
}
