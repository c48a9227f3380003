import { connect, createServer, type Socket } from 'node:net';

/** What stands between a client and a server: it can be cut and mended, as a network is. */
export interface Line {
  /** The server's address, through the line. */
  readonly url: string;
  /** Ends every connection, and every new one at once, until it is mended. */
  cut(): void;
  mend(): void;
  /** Settles when a connection was ended at once: somebody tried. */
  readonly tried: Promise<void>;
  close(): Promise<void>;
}

/** Opens a line to a server of this machine. */
export async function lineTo(server: string): Promise<Line> {
  const target = new URL(server);
  const sockets = new Sockets();
  let isCut = false;
  let wasTried: () => void = () => undefined;
  const tried = new Promise<void>((resolve) => {
    wasTried = resolve;
  });
  const listening = createServer((near) => {
    if (!isCut) return sockets.join(near, connect(Number(target.port), target.hostname));
    near.destroy();
    wasTried();
  });
  await new Promise<void>((resolve) => {
    listening.listen(0, '127.0.0.1', resolve);
  });
  const { port } = listening.address() as { readonly port: number };
  return {
    url: `http://127.0.0.1:${port}${target.pathname}`,
    tried,
    cut() {
      isCut = true;
      sockets.end();
    },
    mend() {
      isCut = false;
    },
    async close() {
      sockets.end();
      await new Promise((resolve) => listening.close(resolve));
    },
  };
}

/** The connections of a line. */
class Sockets {
  readonly #open = new Set<Socket>();

  join(near: Socket, far: Socket): void {
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#open.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        this.#open.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  }

  end(): void {
    for (const socket of this.#open) socket.destroy();
  }
}
