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

/** Sends requests as a browser does: it keeps cookies and brings them back. It follows no redirect by itself. */
export class BrowserLike {
  /** By name; those of other sites are kept apart by their host and port. */
  readonly cookies = new Map<string, string>();

  async ask(url: string, { headers = {}, body }: Asked = {}): Promise<Reply> {
    const { origin, host } = new URL(url);
    const posted: Record<string, string> =
      body === undefined ? {} : { 'content-type': 'application/json', origin, 'sec-fetch-site': 'same-origin' };
    const cookie = this.cookieFor(host);
    const sent = { ...posted, ...(cookie ? { cookie } : {}), ...headers };
    const stated = Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== undefined));
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const reply = await exchange(url, stated as Record<string, string>, body === undefined ? undefined : text);
    for (const each of reply.setCookies) this.#keep(host, each);
    return reply;
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
