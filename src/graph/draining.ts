import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/**
 * Whether a server takes its leave. From then on each answer tells the client to open its next connection elsewhere, so
 * that what it asks next comes to a process that stays.
 */
export class Draining {
  readonly #open = new Set<Socket>();
  #isUnderWay = false;

  /** Begins; nothing is refused yet. */
  begin(): void {
    this.#isUnderWay = true;
  }

  /** Whether it has begun. */
  isUnderWay(): boolean {
    return this.#isUnderWay;
  }

  /** Takes a server in, before it listens. */
  watch(server: FastifyInstance): void {
    server.server.on('connection', (socket: Socket) => {
      this.#open.add(socket);
      socket.once('close', () => this.#open.delete(socket));
    });
    server.addHook('onRequest', async (_request, reply) => {
      if (this.#isUnderWay) reply.header('connection', 'close');
    });
  }

  /** Cuts off every connection that is still open, sockets of subscriptions among them. @returns how many */
  cutOff(): number {
    const { size } = this.#open;
    for (const socket of this.#open) socket.destroy();
    return size;
  }
}
