import { request } from 'node:http';

/** Begins to send a body, and breaks off after some of it: the connection ends, as when a cable is pulled. */
export async function sendAndBreakOff(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array,
  bytes: number,
): Promise<void> {
  const sending = request(url, { method: 'POST', headers: { ...headers, 'content-length': String(body.length) } });
  const gone = new Promise((closed) => sending.on('close', closed));
  // What the other side says, or does not say, to a request that breaks off is nobody's.
  sending.on('error', () => undefined);
  sending.flushHeaders();
  if (bytes > 0) await new Promise((sent) => sending.write(body.subarray(0, bytes), sent));
  sending.socket?.end();
  sending.destroy();
  await gone;
}
