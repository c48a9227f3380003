import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { PROJECT } from '../house/project-files.js';
import { type PageServer, pageServer } from './page-server.js';

const ASSETS = join(PROJECT, 'src/web/assets');
const OURS = readdirSync(ASSETS, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.\w+$/.test(path))
  .sort();
const VENDOR = ['react.production.min.js', 'react-dom.production.min.js', 'graphiql.min.js', 'graphiql.min.css'];

const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8',
};

/** Where XML says what a drawing is; nothing is fetched from there. */
const NAMESPACE = 'http://www.w3.org/2000/svg';

let demo: PageServer;
let explorerOnly: PageServer;
let bare: PageServer;
beforeAll(async () => {
  demo = await pageServer();
  explorerOnly = await pageServer({ demo: false, pages: false });
  bare = await pageServer({ demo: false, pages: false, explorer: false });
});
afterAll(() => Promise.all([demo.close(), explorerOnly.close(), bare.close()]));

const policyOf = (response: Response) => response.headers.get('content-security-policy')?.split(';').sort();

describe('the demo', () => {
  it.each(['/', '/explorer'])('serves %s as a page of its own, asked anew each time', async (path) => {
    const response = await demo.get(path);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, TYPES.html]);
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await response.text()).toMatch(/^<!doctype html>\n<html lang="en">/);
  });

  it.each(OURS.filter((path) => !path.endsWith('.html')))('serves %s with its type, as it is on disk', async (path) => {
    const response = await demo.get(`/assets/${path}`);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, TYPES[path.split('.').at(-1)!]]);
    expect(await response.text()).toBe(readFileSync(join(ASSETS, path), 'utf8'));
  });

  it.each(VENDOR)('serves %s from its package, to be kept for a while', async (name) => {
    const response = await demo.get(`/assets/vendor/${name}`);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, TYPES[name.split('.').at(-1)!]]);
    expect(response.headers.get('cache-control')).toBe('public, max-age=3600');
  });

  it('serves what the explorer saves files with, its imports as addresses of this server', async () => {
    const at = ['/assets/shared/spreadsheet-cell.js', '/assets/vendor/hyparquet-writer/index.js'];
    for (const path of at) expect([path, (await demo.get(path)).status]).toEqual([path, 200]);
    const script = await (await demo.get('/assets/vendor/hyparquet-writer/schema.js')).text();
    expect(script).toContain("from '/assets/vendor/hyparquet/index.js'");
    expect((await demo.get('/assets/vendor/hyparquet-writer/node.js')).status).toBe(404);
  });

  it('runs scripts of its own only, none of them written into a page', async () => {
    for (const path of ['/', '/explorer']) {
      const response = await demo.get(path);
      expect(policyOf(response)).toContain("default-src 'self'");
      expect(policyOf(response)?.join(';')).not.toMatch(/script-src|connect-src|https?:|\*/);
      const page = await response.text();
      expect(page).not.toMatch(/<script(?![^>]*\ssrc=")|\son\w+=|\sstyle=|<style/);
    }
  });

  it('lets the explorer use the fonts in its style sheet, and no other page', async () => {
    expect(policyOf(await demo.get('/explorer'))).toEqual(expect.arrayContaining(["font-src 'self' data:"]));
    expect(policyOf(await demo.get('/'))?.join(';')).not.toContain('data:');
  });

  test.each([
    '/assets/',
    '/assets/case/index.html',
    '/assets/case/../../pages.ts',
    '/assets/case/%2e%2e/%2e%2e/pages.ts',
    '/assets/..%2f..%2fpages.ts',
    '/assets/vendor/../../package.json',
    '/assets/vendor/graphiql.min.js.map',
    '/assets/case//main.js',
    '/package.json',
    '/index.html',
  ])('has nothing at %s', async (path) => {
    const { port } = new URL(demo.url);
    // fetch would tidy the path before it sends it.
    const { request } = await import('node:http');
    const status = await new Promise((done, fail) => {
      request({ host: '127.0.0.1', port, path }, (response) => done(response.resume().statusCode))
        .on('error', fail)
        .end();
    });
    expect(status).toBe(404);
  });
});

describe('our own files', () => {
  it.each(OURS)('%s names no address outside this machine', (path) => {
    const text = readFileSync(join(ASSETS, path), 'utf8').replaceAll(NAMESPACE, '');
    expect(text.match(/(?:https?:)?\/\/[a-z0-9-]+\.[a-z]{2,}|@import/gi)).toBeNull();
  });

  it.each(OURS.filter((path) => path.endsWith('.html')))('%s asks for files that are served', async (path) => {
    const page = readFileSync(join(ASSETS, path), 'utf8');
    const asked = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, url]) => url!);
    expect(asked.length).toBeGreaterThan(3);
    for (const url of asked) expect([url, (await demo.get(url)).status]).toEqual([url, 200]);
  });

  it('import files that are served', async () => {
    const scripts = OURS.filter((path) => path.endsWith('.js'));
    for (const path of scripts) {
      const text = readFileSync(join(ASSETS, path), 'utf8');
      for (const [, name] of text.matchAll(/^import .* from '([^']+)';$/gm)) {
        const url = new URL(name!, `${demo.url}/assets/${path}`);
        expect([path, name, (await fetch(url)).status]).toEqual([path, name, 200]);
      }
    }
  });
});

describe('a server with an identity provider', () => {
  it.each(['/', '/demo/setting', '/assets/case/main.js', '/assets/case/page.css'])('has no %s', async (path) => {
    expect((await explorerOnly.get(path)).status).toBe(404);
  });

  it('has the explorer when it is on', async () => {
    expect((await explorerOnly.get('/explorer')).status).toBe(200);
    expect((await explorerOnly.get('/assets/explorer/main.js')).status).toBe(200);
  });

  it.each([
    '/',
    '/explorer',
    '/assets/explorer/main.js',
    '/assets/vendor/graphiql.min.js',
    '/assets/vendor/hyparquet-writer/index.js',
    '/assets/both/base.css',
  ])('has no %s when the explorer is off', async (path) => {
    expect((await bare.get(path)).status).toBe(404);
  });
});

describe('a demo without explorer', () => {
  it('keeps the comparison and has no explorer', async () => {
    const server = await pageServer({ explorer: false });
    try {
      const paths = ['/', '/assets/case/main.js', '/explorer', '/assets/vendor/graphiql.min.js'];
      const statuses = await Promise.all(paths.map(async (path) => (await server.get(path)).status));
      expect(statuses).toEqual([200, 200, 404, 404]);
    } finally {
      await server.close();
    }
  });
});
