import { request } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { AUTHORITY, SERVER } from './certificates.js';

/** What stands in front of a server: it speaks TLS with clients, and says with which certificate each came. */
export interface TlsProxy {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts a proxy that asks for a certificate and says in `Client-Cert` (RFC 9440) which one it verified. */
export async function tlsProxy(target: string): Promise<TlsProxy> {
  const tls = { cert: SERVER.pem, key: SERVER.key, ca: AUTHORITY, requestCert: true, rejectUnauthorized: false };
  const proxy = createServer(tls, (incoming, outgoing) => {
    const socket = incoming.socket as TLSSocket;
    const { raw } = socket.getPeerCertificate();
    // What a client says itself about its certificate goes no further (RFC 9440, 4).
    const { 'client-cert': _own, host: _host, ...headers } = incoming.headers;
    const verified = socket.authorized && raw ? { 'client-cert': `:${raw.toString('base64')}:` } : {};
    const onward = request(`${target}${incoming.url}`, {
      method: incoming.method,
      headers: { ...headers, ...verified },
    });
    onward.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((ready) => {
    proxy.listen(0, '127.0.0.1', ready);
  });
  return {
    url: `https://localhost:${(proxy.address() as AddressInfo).port}`,
    async close() {
      proxy.closeAllConnections();
      await new Promise((closed) => proxy.close(closed));
    },
  };
}
