import type { ChildProcess, Serializable } from 'node:child_process';
import { once } from 'node:events';

/** What a server in a process of its own says: where it is, once it can be asked, or why it cannot. */
export type ChildHello<Hello extends { readonly url: string } = { readonly url: string }> =
  | Hello
  | { readonly error: string };

/**
 * Tells a process what to serve, and waits until it can be asked.
 * @param called for whoever reads the error
 * @throws Error when it does not start, with what it says, or complains of
 */
export async function helloOf<Hello extends { readonly url: string }>(
  child: ChildProcess,
  called: string,
  order: Serializable,
): Promise<Hello> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`${called} does not start: ${why}`));
    let complaints = '';
    child.stderr?.on('data', (piece: Buffer) => {
      complaints += piece;
    });
    child.once('close', (code) => fail(complaints.trim() || `it ended with ${code}`));
    child.once('error', ({ message }) => fail(message));
    child.once('message', (said: ChildHello<Hello>) => {
      if ('url' in said) {
        child.stderr?.removeAllListeners('data').pipe(process.stderr);
        return resolve(said);
      }
      child.disconnect();
      fail(said.error);
    });
    child.send(order);
  });
}

/** Lets a process end by itself: it is told by the end of its channel. */
export async function endChild(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.disconnect();
  await ended;
}
