/** A request that did not work; its message is for the reader of the page. */
export class AskFailed extends Error {}

const tokens = new Map();

/**
 * Sends an operation to the real `/graphql` with the demo token of one partner and purpose.
 * @param view `{ organisation, purpose }`
 * @returns the whole answer: `data`, `errors`, `extensions`
 */
export async function ask(view, query, variables) {
  const response = await post('/graphql', { query, variables }, await tokenOf(view));
  if (response.status === 401) {
    // The token has ended while the page stood open: one new one, one more try.
    forget(view);
    return read(await post('/graphql', { query, variables }, await tokenOf(view)));
  }
  return read(response);
}

/** A demo token; kept in this page's memory only. */
export function tokenOf(view) {
  const key = keyOf(view);
  if (!tokens.has(key)) {
    const token = fetchToken(view);
    token.catch(() => forget(view));
    tokens.set(key, token);
  }
  return tokens.get(key);
}

/** Forgets a token that is no longer good. */
export function forget(view) {
  tokens.delete(keyOf(view));
}

async function fetchToken({ organisation, purpose }) {
  const { token } = await read(await post('/demo/token', { organisation, purpose }));
  return token;
}

function keyOf({ organisation, purpose }) {
  return `${organisation} ${purpose}`;
}

async function post(url, body, token) {
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  if (token) headers.authorization = `Bearer ${token}`;
  try {
    return await fetch(url, { method: 'POST', headers, body: JSON.stringify(body), cache: 'no-store' });
  } catch {
    throw new AskFailed('The server does not answer. Is it still running?');
  }
}

async function read(response) {
  const answer = await response.json().catch(() => ({}));
  if (response.ok || answer.data !== undefined) return answer;
  throw new AskFailed(answer.errors?.[0]?.message ?? `The server answers with status ${response.status}.`);
}
