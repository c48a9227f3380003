import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

/** A line to a database that can go deaf: what is sent arrives, and the answer does not. */
export interface DeafLine {
  /** The address of the database through this line. */
  readonly url: string;
  /** The next transaction that carries this text arrives and is committed; its answer is kept back, and the line cut. */
  deafenAt(text: string): void;
  /** How often it was cut. */
  readonly cuts: number;
  close(): Promise<void>;
}

/** Opens a line to the server of this address. */
export async function deafLine(to: string): Promise<DeafLine> {
  const target = new URL(to);
  const sockets = new Set<Socket>();
  const hearing: Hearing = { at: undefined, cuts: 0 };
  const server = createServer((client) => {
    const database = connect(Number(target.port), target.hostname);
    for (const socket of [client, database]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    }
    join(client, database, hearing);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = Object.assign(new URL(to), { port: String((server.address() as AddressInfo).port) }).toString();
  return {
    url,
    deafenAt(text) {
      hearing.at = text;
    },
    get cuts() {
      return hearing.cuts;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}

interface Hearing {
  at: string | undefined;
  cuts: number;
}

/** The message by which a server says that it is in no transaction: that of a commit, and of a statement by itself. */
const NO_TRANSACTION = Buffer.from('Z\0\0\0\x05I');

/** Passes everything on, up to the answer that what it was to be deaf at is committed. */
function join(client: Socket, database: Socket, hearing: Hearing): void {
  let isDeaf = false;
  client.on('data', (sent) => {
    if (hearing.at !== undefined && sent.includes(hearing.at)) {
      isDeaf = true;
      hearing.at = undefined;
    }
    database.write(sent);
  });
  database.on('data', (answer) => {
    if (!isDeaf || !answer.includes(NO_TRANSACTION)) return client.write(answer);
    hearing.cuts += 1;
    client.destroy();
  });
  client.on('close', () => database.end());
  database.on('close', () => client.destroy());
}
