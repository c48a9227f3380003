import { parseCookie, type SerializeOptions, stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Longest piece of a value: a browser keeps 4096 bytes a cookie, its name and attributes among them (RFC 6265, 6.1). */
const PIECE = 3_600;
/** Node takes 16 kB of headers, and the rest of a request needs room. */
const MOST_PIECES = 3;

/** The value is longer than a browser brings back. */
export class CookieTooLong extends Error {}

/** A value that a browser keeps: in one cookie, and in as many more as its length needs. */
export interface BrowserCookie {
  /** The value; undefined when there is none, or a piece of it is missing. */
  read(request: FastifyRequest): string | undefined;
  /** Whether anything of it came, whole or not. */
  came(request: FastifyRequest): boolean;
  /** @throws CookieTooLong */
  write(reply: FastifyReply, value: string): void;
  clear(reply: FastifyReply): void;
}

/** How a cookie is kept. */
export interface CookieRules {
  readonly name: string;
  /** Over https: `__Host-` binds it to this very host, and no other can set it (RFC 6265bis, 4.1.3.2). */
  readonly secure: boolean;
  readonly sameSite: 'strict' | 'lax';
  /** Seconds; until the browser is closed when absent. */
  readonly maxAge?: number;
}

/** A cookie that no script reads and no other site sends, as its rules say. */
export function browserCookie({ name: bare, secure, sameSite, maxAge }: CookieRules): BrowserCookie {
  const name = secure ? `__Host-${bare}` : bare;
  const attributes = { httpOnly: true, secure, sameSite, path: '/' } satisfies SerializeOptions;
  const nameOf = (place: number) => (place === 0 ? name : `${name}-${place + 1}`);
  const names = Array.from({ length: MOST_PIECES }, (_, place) => nameOf(place));
  const set = (reply: FastifyReply, cookie: string, value: string, age: number | undefined) =>
    reply.header('set-cookie', stringifySetCookie({ ...attributes, name: cookie, value, maxAge: age }));
  return {
    read(request) {
      const cookies = parseCookie(request.headers.cookie ?? '');
      const [, count, first] = /^([1-3])~(.*)$/.exec(cookies[name] ?? '') ?? [];
      if (first === undefined) return undefined;
      const others = names.slice(1, Number(count)).map((each) => cookies[each]);
      return others.includes(undefined) ? undefined : [first, ...others].join('');
    },
    came: (request) => name in parseCookie(request.headers.cookie ?? ''),
    write(reply, value) {
      const pieces = value.match(new RegExp(`.{1,${PIECE}}`, 'gs')) ?? [];
      if (pieces.length > MOST_PIECES) throw new CookieTooLong();
      forget(reply, name);
      for (const [place, piece] of pieces.entries()) {
        set(reply, nameOf(place), place === 0 ? `${pieces.length}~${piece}` : piece, maxAge);
      }
    },
    clear(reply) {
      forget(reply, name);
      for (const each of names) set(reply, each, '', 0);
    },
  };
}

/** What this answer said of a cookie before: the last word counts, and only that goes out. */
function forget(reply: FastifyReply, name: string): void {
  const said = [reply.getHeader('set-cookie') ?? []].flat().map(String);
  reply.removeHeader('set-cookie');
  const others = said.filter((each) => !each.startsWith(`${name}=`) && !each.startsWith(`${name}-`));
  for (const each of others) reply.header('set-cookie', each);
}
