import { AskFailed } from './ask.js';

/**
 * Who there is to choose from in the demo.
 * @returns `{ showcases, explorer, organisations }`, or null where the server runs no demo
 */
export async function readSetting() {
  let response;
  try {
    response = await fetch('/demo/setting', { cache: 'no-store' });
  } catch {
    throw new AskFailed('The server does not answer. Is it still running?');
  }
  if (response.status === 404) return null;
  if (!response.ok) throw new AskFailed(`The server answers with status ${response.status}.`);
  return response.json();
}
