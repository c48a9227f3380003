import { sha256Of } from '../../identity/token-binding.js';
import type { RenewTokens } from './sessions.js';

/** How long what was renewed is remembered, in milliseconds: a page asks several things at once, all with the old cookie. */
const REMEMBER_MS = 30_000;
const REMEMBER_AT_MOST = 1_000;

/**
 * Renews once for all requests that bring the same refresh token: a provider that sees one twice takes it for stolen and
 * ends the log-in (RFC 9700, 4.14.2). What failed is not remembered.
 */
export function sharedRenewal(renew: RenewTokens): RenewTokens {
  const asked = new Map<string, { readonly tokens: ReturnType<RenewTokens>; readonly until: number }>();
  return (refreshToken) => {
    const hash = sha256Of(refreshToken);
    const now = performance.now();
    for (const [each, { until }] of asked) if (until < now) asked.delete(each);
    const known = asked.get(hash);
    if (known) return known.tokens;
    const tokens = renew(refreshToken);
    if (asked.size >= REMEMBER_AT_MOST) asked.delete(asked.keys().next().value ?? '');
    asked.set(hash, { tokens, until: now + REMEMBER_MS });
    tokens.catch(() => asked.delete(hash));
    return tokens;
  };
}
