/// <reference lib="dom" />
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Browser, chromium } from 'playwright-core';
import { type LogInWorld, logInWorld } from '../session/log-in-world.js';
import { BROWSER } from './demo-browser.js';

let world: LogInWorld;
let browser: Browser;
let home: string;
beforeAll(async () => {
  const port = await freePort();
  home = `http://localhost:${port}`;
  world = await logInWorld({ home, config: { explorer: true, port } });
  browser = await chromium.launch(BROWSER);
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

/** The address must be known before the server is: the provider has it registered. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  return port;
}

describe('whoever logs in with a browser', () => {
  it('asks as their organisation, holds no token that a script could read, and gets out again', async () => {
    const page = await (await browser.newContext()).newPage();
    const answers: string[] = [];
    page.on('response', async (response) => {
      if (response.url().startsWith(home)) answers.push(await response.text().catch(() => ''));
    });
    await page.goto(`${home}/explorer`);
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: 'officer-ind' }).click();
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    expect(page.url()).toBe(`${home}/explorer`);
    const answer = await page.evaluate(async () => {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch('/graphql', { method: 'POST', headers, body: '{"query":"{ decisions }"}' });
      return [document.cookie, localStorage.length, sessionStorage.length, await response.json()];
    });
    expect(answer).toEqual(['', 0, 0, { data: { decisions: 'ind' } }]);
    expect(answers.join()).not.toMatch(/eyJ[\w-]{20}/);
    const kept = (await page.context().cookies(home)).filter(({ name }) => name.includes('ketenzicht'));
    expect(kept.map(({ httpOnly, sameSite }) => [httpOnly, sameSite])).toEqual([[true, 'Strict']]);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(`${world.provider.issuer}/**`);
    expect((await page.context().cookies(home)).filter(({ name }) => name.startsWith('ketenzicht'))).toEqual([]);
  });

  it('is not asked for by a page of another site', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${home}/login?next=/explorer`);
    await page.getByRole('link', { name: 'officer-ind' }).click();
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    const stranger = await context.newPage();
    await stranger.goto(`${world.provider.issuer}/.well-known/openid-configuration`);
    const read = await stranger.evaluate(async (address) => {
      const body = '{"query":"{ decisions }"}';
      const sent = { method: 'POST', body, credentials: 'include' as const };
      const tried = [
        fetch(`${address}/graphql`, { ...sent, headers: { 'content-type': 'application/json' } }),
        fetch(`${address}/graphql`, { ...sent, headers: { 'content-type': 'text/plain' } }),
        fetch(`${address}/session`, { credentials: 'include' }),
      ];
      return (await Promise.allSettled(tried)).map(({ status }) => status);
    }, home);
    expect(read).toEqual(['rejected', 'rejected', 'rejected']);
  });
});
