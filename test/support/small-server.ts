import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that answers as a test says, on a free port of this machine. */
export interface SmallServer {
  readonly url: string;
  /** How many requests came. */
  readonly asked: number;
  close(): Promise<void>;
}

/** Starts a server; whatever is still open when it closes is cut off. */
export async function smallServer(answer: RequestListener): Promise<SmallServer> {
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get asked() {
      return asked;
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}
