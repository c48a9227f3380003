import { AskFailed } from '../both/ask.js';

/** The session of this browser: who is signed in and what for, and how one signs in. No token is in it. */
export async function readSession() {
  const response = await send('/session');
  if (!response.ok) throw new AskFailed(`The server answers with status ${response.status}.`);
  return response.json();
}

/** Takes on a persona of the demo. */
export async function takePersona(organisation, purpose) {
  const response = await post('/session/persona', { organisation, purpose });
  if (!response.ok) throw new AskFailed('This persona cannot be taken on. Choose another.');
}

/** Ends the session here, and goes on to the provider to end it there, where that is offered. */
export async function signOut() {
  const response = await send('/logout', { method: 'POST' });
  location.assign(response.headers.get('location') ?? location.pathname);
}

/** Sends an operation with the session, which goes along by itself. */
export async function askWithSession(operation, headers) {
  const response = await post('/graphql', operation, { accept: 'application/json', ...headers });
  return response.json();
}

function post(url, body, headers = {}) {
  return send(url, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function send(url, options = {}) {
  try {
    return await fetch(url, { ...options, cache: 'no-store', credentials: 'same-origin' });
  } catch {
    throw new AskFailed('The server does not answer. Is it still running?');
  }
}
