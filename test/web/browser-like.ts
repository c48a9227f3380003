import { type IncomingMessage, request } from 'node:http';

/** What came back, header by header. */
export interface Reply {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly setCookies: readonly string[];
  readonly text: string;
}

/** What is asked; a body makes it a POST. */
export interface Asked {
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
}

/**
 * Sends requests as a browser does: it keeps cookies and brings them back. A server that others reach under a name of
 * its own, as behind a proxy, is reached under that name. It follows redirects only when it is told to.
 */
export class BrowserLike {
  readonly #names: ReadonlyMap<string, string>;

  /** @param names where servers are that others reach under these origins */
  constructor(names: Readonly<Record<string, string>> = {}) {
    this.#names = new Map(Object.entries(names));
  }

  /** By name; those of other sites are kept apart by their host and port. */
  readonly cookies = new Map<string, string>();

  async ask(url: string, { headers = {}, body }: Asked = {}): Promise<Reply> {
    const { origin, host } = new URL(url);
    const posted: Record<string, string> =
      body === undefined ? {} : { 'content-type': 'application/json', origin, 'sec-fetch-site': 'same-origin' };
    const cookie = this.cookieFor(host);
    const sent = { host, ...posted, ...(cookie ? { cookie } : {}), ...headers };
    const stated = Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== undefined));
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const there = this.#names.get(origin);
    const reply = await exchange(
      there ? url.replace(origin, there) : url,
      stated as Record<string, string>,
      body === undefined ? undefined : text,
    );
    for (const each of reply.setCookies) this.#keep(host, each);
    return reply;
  }

  /** Goes on as redirects say, up to an address that this matches, which is not asked any more. */
  async follow(url: string, upTo: RegExp): Promise<string> {
    let at = url;
    for (let redirects = 0; redirects < 10; redirects += 1) {
      if (upTo.test(at)) return at;
      const { status, headers } = await this.ask(at);
      if (!headers.location) throw new Error(`${at} ends with ${status}`);
      at = new URL(headers.location, at).href;
    }
    throw new Error('redirects without an end');
  }

  /** The `Cookie` header for a host. */
  cookieFor(host: string): string {
    const own = [...this.cookies].filter(([name]) => name.startsWith(`${host} `));
    return own.map(([name, value]) => `${name.slice(host.length + 1)}=${value}`).join('; ');
  }

  #keep(host: string, setCookie: string): void {
    const [, name, value = ''] = /^([^=]+)=([^;]*)/.exec(setCookie) ?? [];
    const ended = /; *max-age=0(;|$)/i.test(setCookie) || /expires=Thu, 01 Jan 1970/i.test(setCookie);
    if (ended) this.cookies.delete(`${host} ${name}`);
    else this.cookies.set(`${host} ${name}`, value);
  }
}

function exchange(url: string, headers: Record<string, string>, body: string | undefined): Promise<Reply> {
  const method = body === undefined ? 'GET' : 'POST';
  return new Promise((done, fail) => {
    const sent = request(url, { method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => {
        const { statusCode: status = 0, headers } = response;
        done({ status, headers, setCookies: headers['set-cookie'] ?? [], text });
      });
    });
    sent.on('error', fail).end(body);
  });
}
