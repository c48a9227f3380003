const PAGES = ['/board', '/visibility', '/sources', '/access', '/results', '/explorer'];
/** The page of one case, by its random id. */
const CASE = /^\/board\/cases\/[A-Za-z0-9_-]{1,100}$/;

/**
 * Where a browser goes on to: one of our own pages, whatever was asked for. An address that was taken as it came could
 * lead to another site with the trust of the log-in behind it (RFC 9700, 4.11).
 */
export function nextPage(wanted: string | undefined, pages: boolean): string {
  if (wanted !== undefined && (PAGES.includes(wanted) || CASE.test(wanted))) return wanted;
  return pages ? '/board' : '/explorer';
}
