/** An address that cannot be listened on. The message says which setting to change. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}

/** Where to listen, and the settings that say so. */
export interface ListenAddress {
  readonly host: string;
  readonly port: number;
  readonly hostSetting: 'HOST' | 'HEALTH_HOST';
  readonly portSetting: 'PORT' | 'HEALTH_PORT';
}

/** A server that can be let listen. @returns its URL */
export interface Listening {
  listen(address: { host: string; port: number; listenTextResolver: () => string }): Promise<string>;
}

/**
 * Lets a server listen.
 * @returns its URL
 * @throws ListenError when the address is taken, not ours or not permitted
 */
export async function listen(server: Listening, address: ListenAddress): Promise<string> {
  const { host, port, hostSetting, portSetting } = address;
  try {
    return await server.listen({ host, port, listenTextResolver: () => 'listening' });
  } catch (cause) {
    const reason: Record<string, string> = {
      EADDRINUSE: `Port ${port} is in use. Stop the program that uses it, or set ${portSetting} to another.`,
      EACCES: `Port ${port} needs more rights. Set ${portSetting} to one above 1023.`,
      EADDRNOTAVAIL: `${host} is no address of this machine. Set ${hostSetting} to one that is, such as 127.0.0.1.`,
      ENOTFOUND: `${host} is not known. Set ${hostSetting} to an address of this machine, such as 127.0.0.1.`,
    };
    throw new ListenError(reason[(cause as NodeJS.ErrnoException).code ?? ''] ?? `Cannot listen on port ${port}.`, {
      cause,
    });
  }
}

/**
 * Waits for SIGTERM or SIGINT. A second signal ends the process at once.
 * @returns the signal's name
 */
export function untilStopped(): Promise<NodeJS.Signals> {
  return new Promise((stop) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop(signal));
  });
}

/**
 * Calls back at each SIGHUP. On a terminal the signal says that it was closed, and ends the process as it always did.
 * @returns what ends it
 */
export function onHangUp(run: () => void): () => void {
  if (process.stdout.isTTY) return () => undefined;
  process.on('SIGHUP', run);
  return () => void process.off('SIGHUP', run);
}
