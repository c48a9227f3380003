import { type Dispatcher, request } from 'undici';
import type { LiveSourceSettings } from '../../model/source-settings.js';
import { type ClientToken, openClientToken } from './client-token.js';
import { HEALTH_PATH, QUERY_PATH } from './document.js';
import { openAgent } from './http-agent.js';
import { readAnswer } from './read-answer.js';
import { PASSING_STATUSES, SourceFailure } from './source-failure.js';
import type { LiveCall, LiveQuery, Transport } from './transport.js';

/**
 * The agency's own JSON API. What is asked stands in the body: no personal data in an address, and no redirect is
 * followed, because it could lead the V-numbers elsewhere.
 * @throws Error when a key or a certificate cannot be read
 */
export async function httpTransport(settings: LiveSourceSettings): Promise<Transport> {
  const { url, tls, client, timeoutMs } = settings;
  const dispatcher = await openAgent(tls, settings);
  const token = client ? await openClientToken(client, { agent: dispatcher, timeoutMs }) : undefined;
  return {
    async query(query, call) {
      const response = await send(`${url}${QUERY_PATH}`, query, { dispatcher, token, call });
      return readAnswer(response.body, query.vNumbers.length);
    },
    async probe({ signal }) {
      const { statusCode, body } = await request(`${url}${HEALTH_PATH}`, { dispatcher, signal });
      await body.dump();
      if (statusCode !== 200) throw new SourceFailure('STATUS', { status: statusCode });
    },
    close: () => dispatcher.destroy(),
  };
}

interface Sending {
  readonly dispatcher: Dispatcher;
  readonly token?: ClientToken;
  readonly call: LiveCall;
}

async function send(
  url: string,
  query: LiveQuery,
  { dispatcher, token, call }: Sending,
): Promise<Dispatcher.ResponseData> {
  const { signal, traceparent } = call;
  const bearer = await token?.get(signal);
  const response = await request(url, {
    method: 'POST',
    dispatcher,
    signal,
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
      ...(traceparent ? { traceparent } : {}),
    },
    body: JSON.stringify(query),
  });
  const { statusCode: status, body } = response;
  if (status === 200) return response;
  await body.dump();
  // A token may have been withdrawn before its time: the next attempt brings another.
  if (status === 401 && bearer) token?.forget(bearer);
  throw new SourceFailure('STATUS', {
    status,
    isPassing: PASSING_STATUSES.has(status) || (status === 401 && bearer !== undefined),
  });
}
