import { setTimeout as sleep } from 'node:timers/promises';
import { TryLater } from './failures.js';

/** Answers with which a server may say when to ask again (RFC 9110, 10.2.3; RFC 6585, 4). */
const SAYS_WHEN = new Set([429, 503]);

/** The head of an answer. */
interface Head {
  readonly status: number;
  readonly headers: Headers;
}

/**
 * In how many milliseconds an answer says to ask again: its header `Retry-After`, in seconds or as a date.
 * @returns undefined where it says nothing, or nothing that can be read
 */
export function retryAfterOf({ status, headers }: Head): number | undefined {
  const text = SAYS_WHEN.has(status) ? headers.get('retry-after')?.trim() : undefined;
  if (!text) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const at = /^[A-Z][a-z]+, .* GMT$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
}

/**
 * Asks, and once more when it was said to ask again, after that time. Who gives up meanwhile gets the failure that was
 * waited for.
 * @param waiting.longestMs the longest that it waits; what would take longer fails at once
 */
export async function onceMore<Value>(
  ask: () => Promise<Value>,
  { longestMs, signal }: { readonly longestMs: number; readonly signal?: AbortSignal },
): Promise<Value> {
  try {
    return await ask();
  } catch (error) {
    const waitMs = error instanceof TryLater ? error.retryAfterMs : undefined;
    if (waitMs === undefined || waitMs > longestMs) throw error;
    await sleep(waitMs, undefined, { signal }).catch(() => {
      throw error;
    });
    return ask();
  }
}
