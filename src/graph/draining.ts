import type { FastifyInstance } from 'fastify';

/**
 * Whether a server takes its leave. From then on each answer tells the client to open its next connection elsewhere, so
 * that what it asks next comes to a process that stays.
 */
export class Draining {
  #isUnderWay = false;

  /** Begins; nothing is refused yet. */
  begin(): void {
    this.#isUnderWay = true;
  }

  /** Whether it has begun. */
  isUnderWay(): boolean {
    return this.#isUnderWay;
  }

  /** Tells it with the answers of a server. */
  watch(server: FastifyInstance): void {
    server.addHook('onRequest', async (_request, reply) => {
      if (this.#isUnderWay) reply.header('connection', 'close');
    });
  }
}
