/** How a collector is named in `audit.export_cursor`: its URL without a login and without a query, where keys may be. */
export function collectorName(url: string): string {
  const named = new URL(url);
  for (const part of ['username', 'password', 'search', 'hash'] as const) named[part] = '';
  return named.href;
}
