import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** Limits of Node's server that the one behind has set, and that count where the connections are. */
const LIMITS = ['headersTimeout', 'requestTimeout', 'keepAliveTimeout', 'timeout', 'maxRequestsPerSocket'] as const;

/**
 * What listens, before the server that answers: that one may be replaced at once, by another that was made whole. What
 * came before the change is answered by the one that it came to.
 */
export class Front {
  readonly #server: Server = createServer();
  readonly #open = new Set<Socket>();
  /** Connections on which nothing was ever asked: clients open such ahead of need, and Node counts them as busy. */
  readonly #unused = new Set<Socket>();
  readonly #underWay = new WeakMap<FastifyInstance, Set<ServerResponse>>();
  #behind: FastifyInstance;

  /** @param behind ready, and listening nowhere */
  constructor(behind: FastifyInstance) {
    this.#behind = behind;
    for (const name of LIMITS) Object.assign(this.#server, { [name]: behind.server[name] });
    this.#server
      .on('connection', (socket: Socket) => this.#keep(socket))
      .on('request', (request, response) => this.#answer(request, response))
      .on('upgrade', (request, socket, head) => {
        this.#unused.delete(request.socket);
        this.#behind.server.emit('upgrade', request, socket, head);
      })
      .on('clientError', (error, socket) => void this.#behind.server.emit('clientError', error, socket));
  }

  /** Lets the next one answer from now on. @returns the one before */
  replace(next: FastifyInstance): FastifyInstance {
    const before = this.#behind;
    this.#behind = next;
    return before;
  }

  /** Settles when nothing that came to this server is under way any more. It must not be the one that answers. */
  async settled(behind: FastifyInstance): Promise<void> {
    const responses = this.#underWay.get(behind);
    if (!responses || responses.size === 0) return;
    await Promise.all([...responses].map((response) => new Promise<void>((done) => response.once('close', done))));
  }

  /** Listens. @returns the URL @throws the system's error */
  async listen({ host, port }: { readonly host: string; readonly port: number }): Promise<string> {
    await new Promise<void>((listening, failed) => {
      this.#server.once('error', failed).listen({ host, port }, () => {
        this.#server.off('error', failed);
        listening();
      });
    });
    const { address, family, port: taken } = this.#server.address() as AddressInfo;
    return `http://${family === 'IPv6' ? `[${address}]` : address}:${taken}`;
  }

  /** Takes no connection more, ends subscriptions, and waits for the requests under way. */
  async close(): Promise<void> {
    const closed = new Promise<void>((done) => this.#server.close(() => done()));
    for (const socket of this.#unused) socket.destroy();
    await Promise.all([closed, this.#behind.close()]);
  }

  /** Cuts off every connection that is still open, sockets of subscriptions among them. @returns how many */
  cutOff(): number {
    const { size } = this.#open;
    for (const socket of this.#open) socket.destroy();
    return size;
  }

  #keep(socket: Socket): void {
    if (!this.#server.listening) return void socket.destroy();
    this.#open.add(socket);
    this.#unused.add(socket);
    socket.once('close', () => {
      this.#open.delete(socket);
      this.#unused.delete(socket);
    });
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const behind = this.#behind;
    this.#unused.delete(request.socket);
    const responses = this.#underWay.get(behind) ?? new Set();
    this.#underWay.set(behind, responses.add(response));
    response.once('close', () => responses.delete(response));
    behind.server.emit('request', request, response);
  }
}
