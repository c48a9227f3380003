import { readFile } from 'node:fs/promises';
import { Agent } from 'undici';
import type { TlsSettings } from '../../model/source-settings.js';

/** The limits of what an agency may send. */
export interface AgentLimits {
  readonly timeoutMs: number;
  readonly answerBytes: number;
}

/**
 * The connections to one agency: with a client certificate where one is set (mutual TLS, RFC 8705), and trusting the
 * authorities that are set instead of the public ones. A certificate that is over is refused, as always. An answer that
 * is longer than the limit is cut off there, and its connection given up: no more than the limit is ever in memory.
 * @throws Error of the file system when a file cannot be read
 */
export async function openAgent(tls: TlsSettings, { timeoutMs, answerBytes }: AgentLimits): Promise<Agent> {
  const read = async (path: string | undefined) => (path ? await readFile(path) : undefined);
  const [cert, key, ca] = await Promise.all([tls.certFile, tls.keyFile, tls.caFile].map(read));
  return new Agent({
    connect: { cert, key, ca, timeout: timeoutMs },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxResponseSize: answerBytes,
  });
}
