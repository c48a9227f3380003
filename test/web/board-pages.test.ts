import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Fastify from 'fastify';
import { readPolicy } from '../../src/cli/policy-file.js';
import { KetenzichtError } from '../../src/model/errors.js';
import { addBoardPages } from '../../src/web/board-pages.js';
import { readBuiltPages } from '../../src/web/served-files.js';
import { type PageServer, pageServer } from './page-server.js';

const ADDRESSES = ['/board', '/board/cases/anything', '/visibility', '/sources', '/access', '/results'];

let demo: PageServer;
let bare: PageServer;
let off: PageServer;
beforeAll(async () => {
  demo = await pageServer();
  bare = await pageServer({ demo: false, explorer: false });
  off = await pageServer({ demo: false, explorer: false, pages: false });
});
afterAll(() => Promise.all([demo.close(), bare.close(), off.close()]));

describe('the addresses of the pages', () => {
  it.each(ADDRESSES)('%s answers the one document, in a demo and elsewhere, asked anew each time', async (address) => {
    for (const server of [demo, bare]) {
      const response = await server.get(address);
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      expect(response.headers.get('cache-control')).toBe('no-cache');
      expect(await response.text()).toMatch(/<html lang="nl">[\s\S]*<title>Ketenzicht<\/title>/);
    }
  });

  it.each(ADDRESSES)(
    '%s takes no script, style or picture from elsewhere, and none that is written into it',
    async (address) => {
      const response = await demo.get(address);
      const policy = response.headers.get('content-security-policy');
      expect(policy).toMatch(/default-src 'self'/);
      expect(policy).not.toMatch(/unsafe|https?:|data:|\*/);
      expect(await response.text()).not.toMatch(/<script(?![^>]*\ssrc=)|\son\w+=|\sstyle=|<style|https?:\/\//);
    },
  );

  it.each([
    '/board/',
    '/board/cases',
    '/board/cases/a/b',
    '/assets/board/index.html',
    '/assets/board/../../package.json',
  ])('there is none at %s', async (address) => {
    expect((await demo.get(address)).status).toBe(404);
  });

  it.each([...ADDRESSES, '/visibility.json'])('%s is not there where the pages are switched off', async (address) => {
    expect((await off.get(address)).status).toBe(404);
  });

  it('load files whose names change with their content, so that a browser may keep them', async () => {
    const page = await (await demo.get('/board')).text();
    const urls = [...page.matchAll(/(?:src|href)="(\/assets\/board\/[^"]+)"/g)].map(([, url]) => url!);
    expect(urls.length).toBeGreaterThan(2);
    for (const url of urls) {
      const response = await demo.get(url);
      expect([url, response.status]).toEqual([url, 200]);
      expect(response.headers.get('cache-control')).toMatch(/immutable/);
    }
  });
});

describe('pages that were not built', () => {
  it('are not there, and their addresses say what to run', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ketenzicht-built-'));
    await writeFile(join(folder, 'left-over.js'), '');
    const server = Fastify();
    server.setErrorHandler((error, _request, reply) =>
      reply.code(503).send({ code: error instanceof KetenzichtError && error.code, text: (error as Error).message }),
    );
    addBoardPages(server, await readBuiltPages(folder));
    const answer = await server.inject('/board');
    expect([answer.statusCode, answer.json().code]).toEqual([503, 'UNAVAILABLE']);
    expect(answer.json().text).toContain('npm run pages');
    expect((await server.inject('/assets/board/left-over.js')).statusCode).toBe(404);
    await rm(folder, { recursive: true });
  });
});

describe('who sees what, for programs', () => {
  interface Told {
    readonly version: string;
    readonly columns: readonly { readonly view: string; readonly legalBasis: string }[];
    readonly categories: readonly { category: string; conditions: string[]; fields: string[] }[];
    readonly changes: readonly { readonly category: string; readonly why: string }[];
  }

  it('is what the policy says, cell by cell, with its history', async () => {
    const policy = await readPolicy();
    const told = (await (await bare.get('/visibility.json')).json()) as Told;
    expect(told.version).toBe(policy.version);
    expect(told.categories.map(({ category, conditions }) => [category, conditions])).toEqual(
      policy.categories.map(({ category }) => [
        category,
        policy.columns.map(({ view }) => policy.conditionOf(view, category)),
      ]),
    );
    expect(told.columns.every(({ legalBasis }) => legalBasis.length > 0)).toBe(true);
    expect(told.changes.length).toBeGreaterThan(0);
  });

  it('names the fields of each category', async () => {
    const told = (await (await demo.get('/visibility.json')).json()) as Told;
    const fields = told.categories.find(({ category }) => category === 'person.bsn')?.fields;
    expect(fields).toContain('Person.bsn');
    expect(fields).not.toContain('Person.familyName');
  });

  it('is the same for everybody, whoever they say they are', async () => {
    const plain = await (await demo.get('/visibility.json')).text();
    const named = await fetch(`${demo.url}/visibility.json`, { headers: { authorization: 'Bearer x', cookie: 'a=b' } });
    expect(await named.text()).toBe(plain);
  });
});
