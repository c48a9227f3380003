import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from '@jest/globals';
import { parse } from 'yaml';
import { settingNames } from '../../../src/config.js';
import { environmentOf, type Stage, stagesOf } from './dockerfile.js';

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const stages = stagesOf(read('Dockerfile'));
const last = stages.at(-1) as Stage;
const all = stages.flatMap(({ instructions }) => instructions);
const wordsOf = (name: string) => last.instructions.filter((one) => one.name === name).map(({ words }) => words);

/** A tag that names one release: `latest`, none at all, or a major version alone move under one's feet. */
const PINNED = /:\d+\.\d+(\.\d+)?-[a-z]/;

describe('the image', () => {
  it('stands on full versions only', () => {
    expect(stages.map(({ image }) => image).filter((image) => !PINNED.test(image))).toEqual([]);
  });

  it('is not root, said by number so that a platform can see it', () => {
    expect(wordsOf('USER')).toEqual(['1000:1000']);
    const after = last.instructions.slice(last.instructions.findIndex(({ name }) => name === 'USER'));
    expect(after.filter(({ name }) => ['RUN', 'COPY', 'ADD'].includes(name))).toEqual([]);
  });

  it('starts and checks itself without a shell', () => {
    const [words = '[]'] = wordsOf('CMD');
    const start = JSON.parse(words) as string[];
    // As `npm start` does, which is what is measured.
    expect(start.join(' ')).toBe(JSON.parse(read('package.json')).scripts.start);
    expect(start.slice(-2)).toEqual(['src/cli/ketenzicht.js', 'serve']);
    const [check = ''] = wordsOf('HEALTHCHECK');
    const [, command = ''] = /^(?:--\S+\s+)+CMD\s+(.*)$/.exec(check) ?? [];
    expect(JSON.parse(command)).toEqual(['node', '-e', expect.stringContaining('/health/live')]);
  });

  it('holds no secret, and takes nothing from elsewhere', () => {
    expect(all.filter(({ name }) => name === 'ADD' || name === 'ARG')).toEqual([]);
    const names = stages.flatMap((stage) => Object.keys(environmentOf(stage)));
    expect(names.filter((name) => /SECRET|TOKEN|PASSWORD|KEY|DATABASE/.test(name))).toEqual([]);
    expect(read('.dockerignore').split('\n').slice(0, 3)).toContain('*');
  });

  it('sets what exists, and names the ports that it sets', () => {
    const { NODE_ENV, TSX_DISABLE_CACHE, ...settings } = environmentOf(last);
    expect([NODE_ENV, TSX_DISABLE_CACHE]).toEqual(['production', '1']);
    expect(Object.keys(settings).filter((name) => !settingNames().includes(name))).toEqual([]);
    expect(wordsOf('EXPOSE')).toEqual([`${settings.PORT} ${settings.HEALTH_PORT}`]);
  });
});

describe('compose.yaml', () => {
  const { services } = parse(read('compose.yaml'));

  it('pins the database, and gives the app no more than it needs', () => {
    expect(services.database.image).toMatch(PINNED);
    expect(services.app).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      depends_on: { database: { condition: 'service_healthy' } },
    });
  });

  it('lets in only from this machine, by settings that exist, with secrets from outside', () => {
    const { environment, ports } = services.app;
    expect(Object.keys(environment).filter((name) => !settingNames().includes(name))).toEqual([]);
    expect(ports).toEqual([expect.stringMatching(/^127\.0\.0\.1:/)]);
    for (const name of ['DATABASE_URL', 'KETENZICHT_SECRET']) expect(environment[name]).toMatch(/\$\{[A-Z_]+:\?/);
  });

  it('waits longer for an end than the app takes for one', () => {
    const { environment, stop_grace_period } = services.app;
    const takes = Number(environment.KETENZICHT_STOP_DELAY_MS) + Number(environment.KETENZICHT_STOP_WITHIN_MS);
    expect(Number.parseInt(stop_grace_period, 10) * 1000).toBeGreaterThan(takes + 5_000);
  });
});

test.each([
  ['FROM node:latest', 'node:latest'],
  ['FROM node:22-slim', 'node:22-slim'],
  ['# a comment\nFROM node', 'node'],
])('a moving tag is found: %s', (text, image) => {
  expect(stagesOf(text).map((stage) => stage.image)).toEqual([image]);
  expect(image).not.toMatch(PINNED);
});
