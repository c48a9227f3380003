import { readFileSync } from 'node:fs';
import {
  createServer as createPlain,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createSecure } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { LiveAgency } from '../../model/source-settings.js';
import { HEALTH_PATH, QUERY_PATH } from '../../sources/live/document.js';
import type { JsonSchema } from '../../sources/live/row-schema.js';
import { type ExampleRecords, madeUpRecords, schemaOf } from './example-records.js';
import { answerWith, end, type Fault } from './faults.js';
import { type ExampleClient, TOKEN_SECONDS, type TokenEndpoint, tokenEndpoint } from './token-endpoint.js';

/** How an example agency is started. */
export interface ExampleSetting {
  readonly agency: LiveAgency;
  readonly port?: number;
  readonly fault?: Fault;
  /** What it holds; made-up records of everybody who is asked for when absent. */
  readonly records?: ExampleRecords;
  /** Who may ask, by a token of its own endpoint `/token`; anybody on this machine when absent. */
  readonly client?: ExampleClient;
  /** `server`: over TLS; `mutual`: and only to who shows the example's client certificate. */
  readonly tls?: 'server' | 'mutual';
}

/** A query that an example agency was asked, as it came. */
export interface AskedQuery {
  readonly body: JsonSchema & {
    readonly vNumbers: readonly string[];
    readonly parts: Readonly<Record<string, readonly string[]>>;
  };
  readonly headers: IncomingMessage['headers'];
  readonly path: string;
}

/** A running example agency. */
export interface ExampleAgency {
  readonly url: string;
  /** The queries that came, the oldest first. */
  readonly asked: AskedQuery[];
  fault: Fault;
  readonly tokens?: TokenEndpoint;
  close(): Promise<void>;
}

const MOST_BODY = 1_000_000;
/** How far the agency's clock is off. Milliseconds. */
const CLOCK_OFF: Readonly<Partial<Record<Fault, number>>> = { 'clock-ahead': 300_000, 'clock-behind': -300_000 };

/** Path of a file of the example's certificates, which nobody trusts. */
export function exampleCertificate(name: 'authority.pem' | 'client.pem' | 'client.key'): string {
  return new URL(`certificates/${name}`, import.meta.url).pathname;
}

/**
 * Starts an agency's API on loopback, made from the agency's OpenAPI document alone: what does not fit the document is
 * refused. It can be told to do wrong, to see what becomes of it.
 */
export async function startExampleAgency(setting: ExampleSetting): Promise<ExampleAgency> {
  const agency = new Example(setting);
  const server = serverOf(setting, (request, response) => void agency.serve(request, response));
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(setting.port ?? 0, '127.0.0.1', resolve);
  });
  const isSecure = setting.tls !== undefined || setting.fault === 'expired-certificate';
  agency.url = `${isSecure ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(agency, {
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

function serverOf({ tls, fault }: ExampleSetting, listener: RequestListener): Server {
  if (!tls && fault !== 'expired-certificate') return createPlain(listener);
  const read = (name: string) => readFileSync(new URL(`certificates/${name}`, import.meta.url));
  const name = fault === 'expired-certificate' ? 'expired' : 'server';
  const isMutual = tls === 'mutual';
  return createSecure(
    {
      key: read(`${name}.key`),
      cert: read(`${name}.pem`),
      ...(isMutual ? { ca: read('authority.pem'), requestCert: true, rejectUnauthorized: true } : {}),
    },
    listener,
  );
}

class Example {
  url = '';
  fault: Fault;
  readonly asked: AskedQuery[] = [];
  readonly tokens?: TokenEndpoint;
  readonly #setting: ExampleSetting;
  readonly #document: JsonSchema;
  readonly #isQuery: ValidateFunction;

  constructor(setting: ExampleSetting) {
    const { agency, client, fault = 'none' } = setting;
    this.#setting = setting;
    this.fault = fault;
    this.#document = readDocument(agency);
    this.#isQuery = new Ajv2020({ strict: true }).compile(schemaOf(this.#document, 'Query'));
    if (client)
      this.tokens = tokenEndpoint(
        client,
        () => `${this.url}/token`,
        () => this.#now(),
      );
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('date', this.#now().toUTCString());
    const { method, url: path = '' } = request;
    if (method === 'GET' && path === HEALTH_PATH) return this.#health(response);
    const body = await textOf(request);
    if (body === undefined) return end(response, 413, { error: 'TOO_LARGE' });
    if (method === 'POST' && path === '/token' && this.tokens) return this.#token(this.tokens, request, response, body);
    if (method !== 'POST' || path !== QUERY_PATH) return end(response, 404, { error: 'NOT_FOUND' });
    if (this.tokens && !this.tokens.holds(request.headers.authorization)) return end(response, 401, { error: 'TOKEN' });
    const query = parsed(body);
    if (!this.#isQuery(query)) return end(response, 400, { error: 'QUERY' });
    const asked = { body: query as AskedQuery['body'], headers: request.headers, path };
    this.asked.push(asked);
    return answerWith(this.fault, response, this.#recordsOf(asked.body));
  }

  #now(): Date {
    return new Date(Date.now() + (CLOCK_OFF[this.fault] ?? 0));
  }

  #health(response: ServerResponse): void {
    if (this.fault === 'hang') return;
    const works = ['none', 'slow'].includes(this.fault) || CLOCK_OFF[this.fault] !== undefined;
    end(response, works ? 200 : 503, { status: works ? 'ok' : 'down' });
  }

  async #token(tokens: TokenEndpoint, request: IncomingMessage, response: ServerResponse, body: string): Promise<void> {
    const token = await tokens.issue(new URLSearchParams(body), request.headers.authorization);
    if (!token) return end(response, 401, { error: 'invalid_client' });
    end(response, 200, {
      access_token: token,
      token_type: 'Bearer',
      expires_in: this.#setting.client?.tokenSeconds ?? TOKEN_SECONDS,
    });
  }

  /** Only the parts and fields that were asked for, of people that it knows. */
  #recordsOf({ vNumbers, parts }: AskedQuery['body']): JsonSchema[] {
    const { records } = this.#setting;
    return vNumbers.flatMap((vNumber) => {
      const known = records ? records[vNumber] : madeUpRecords(this.#document, vNumber);
      if (!known) return [];
      const given = Object.entries(parts).map(([part, fields]) => {
        const wanted = ['sourceKey', 'recordKey', 'recordedAt', ...fields];
        const rows = (known[part] ?? []).map((row) =>
          Object.fromEntries(wanted.map((field) => [field, row[field] ?? null])),
        );
        return [part, rows];
      });
      return [{ vNumber, ...Object.fromEntries(given) }];
    });
  }
}

function readDocument(agency: LiveAgency): JsonSchema {
  const path = new URL(`../../sources/${agency.toLowerCase()}/openapi.json`, import.meta.url);
  return JSON.parse(readFileSync(path, 'utf8')) as JsonSchema;
}

async function textOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_BODY) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
