/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Browser, chromium, type Page } from 'playwright-core';
import { freePort } from '../../support/free-port.js';
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

/** Goes through the provider's own page that asks whether one really wants to log out there. */
async function confirmAtProvider(page: Page): Promise<void> {
  await page.waitForURL(`${world.provider.issuer}/session/end?**`);
  expect(page.url()).not.toMatch(/eyJ|token/);
  await page.getByRole('button', { name: 'Yes, sign me out' }).click();
}

describe('whoever works with the pages', () => {
  it('signs in by their own link, for a purpose, and comes back to where they were', async () => {
    const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
    await page.goto(`${home}/sources`);
    await page.getByLabel('Sign in for the purpose').selectOption('SHELTER_OPERATIONS');
    await page.getByRole('link', { name: 'Sign in' }).click();
    const asked = new URL(page.url());
    expect(asked.origin).toBe(world.provider.issuer);
    await page.getByRole('link', { name: 'officer-amsterdam' }).click();
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    expect(page.url()).toBe(`${home}/sources`);
    const told = await page.getByRole('region', { name: 'Who you are here' }).innerText();
    expect(told).toMatch(/Amsterdam[\s\S]*Purpose/);
  });

  it('holds no token that a script could read, and sends none in an address', async () => {
    const context = await browser.newContext({ locale: 'en-GB' });
    const page = await context.newPage();
    const [seen, addresses] = [[] as string[], [] as string[]];
    page.on('request', (request) => addresses.push(request.url(), request.headers().referer ?? ''));
    page.on('response', async (response) => {
      if (!response.url().startsWith(home)) return;
      const { 'set-cookie': _sealed, ...headers } = await response.allHeaders();
      seen.push(JSON.stringify(headers), await response.text().catch(() => ''));
    });
    await page.goto(`${home}/board`);
    await page.getByLabel('Sign in for the purpose').selectOption('RESIDENCE_DECISION');
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: 'officer-ind' }).click();
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    const kept = await page.evaluate(async () => [
      document.cookie,
      { ...localStorage },
      { ...sessionStorage },
      (await indexedDB.databases()).length,
      await (await fetch('/session')).text(),
    ]);
    for (const text of [...seen, ...addresses, JSON.stringify(kept), await page.content()]) {
      expect(text).not.toMatch(/eyJ[\w-]{20}/);
    }
    expect(kept[0]).toBe('');
    const ours = (await context.cookies(home)).filter(({ name }) => name.startsWith('ketenzicht'));
    expect(ours.map(({ httpOnly, sameSite }) => [httpOnly, sameSite])).toEqual([[true, 'Strict']]);
  });

  it('signs out here and at the provider, and has to log in there again', async () => {
    const context = await browser.newContext({ locale: 'en-GB' });
    const page = await context.newPage();
    const signIn = async () => {
      await page.getByLabel('Sign in for the purpose').selectOption('RESIDENCE_DECISION');
      await page.getByRole('link', { name: 'Sign in' }).click();
    };
    await page.goto(`${home}/board`);
    await signIn();
    await page.getByRole('link', { name: 'officer-ind' }).click();
    const cookies = await context.cookies(home);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await confirmAtProvider(page);
    await page.waitForURL(`${home}/board**`);
    await page.getByRole('link', { name: 'Sign in' }).waitFor();
    expect(await context.cookies(home)).toEqual([]);
    await signIn();
    await page.getByRole('link', { name: 'officer-ind' }).waitFor();
    expect(page.url()).toContain(`${world.provider.issuer}/interaction/`);
    expect(cookies.filter(({ name }) => name.startsWith('ketenzicht-session')).length).toBe(1);
  });

  it('is told why, on a page with a way on, when the provider does not let them in', async () => {
    const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
    await page.goto(`${home}/board`);
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: 'nobody' }).click();
    await page.getByRole('heading', { name: /You are not signed in/ }).waitFor();
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: 'officer-ind' }).waitFor();
  });
});

describe('whoever logs in with the explorer', () => {
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
