import { readFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

/** A server of PostgreSQL's protocol that speaks TLS, in front of one that does not. */
export interface SecureFront {
  /** The database behind it, with `sslmode=verify-full`. */
  readonly url: string;
  /** What clients said once they trusted it: the first words of each. */
  readonly seen: string[];
  close(): Promise<void>;
}

/** @param certificate path of the certificate and its key, without the ending; without one it says that it has no TLS */
export async function secureFront(url: string, certificate: string | undefined, host: string): Promise<SecureFront> {
  const { hostname, port } = new URL(url);
  const seen: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    // The first thing that a client sends is whether TLS is spoken (PostgreSQL, "SSL Session Encryption").
    socket.once('data', () => {
      if (!certificate) return void socket.on('data', (data) => noteClear(seen, data)).write('N');
      socket.write('S');
      const files = { key: readFileSync(`${certificate}.key`), cert: readFileSync(`${certificate}.pem`) };
      const clear = new TLSSocket(socket, { isServer: true, ...files });
      clear.on('error', () => socket.destroy());
      clear.once('secure', () => pass(clear, connect(Number(port), hostname), { seen, sockets }));
    });
  });
  const address = host === 'localhost' ? '127.0.0.1' : host;
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  const front = Object.assign(new URL(url), { hostname: host, port: String((server.address() as AddressInfo).port) });
  front.searchParams.set('sslmode', 'verify-full');
  return {
    url: front.toString(),
    seen,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A handshake of TLS begins with 0x16: anything else was said in clear. */
function noteClear(seen: string[], data: Buffer): void {
  if (data[0] !== 0x16) seen.push(data.toString('latin1'));
}

function pass(clear: TLSSocket, behind: Socket, { seen, sockets }: { seen: string[]; sockets: Set<Socket> }): void {
  sockets.add(behind);
  clear.once('data', (data) => seen.push(data.toString('latin1')));
  behind.on('error', () => clear.destroy());
  clear.on('close', () => behind.destroy());
  clear.pipe(behind).pipe(clear);
}
