import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, test } from '@jest/globals';
import { readConfig } from '../../src/config.js';
import { limitsFor, mayIntrospect } from '../../src/model/operation-settings.js';
import type { PartnerKind } from '../../src/model/principal.js';

const folder = mkdtempSync(join(tmpdir(), 'ketenzicht-limits-'));
afterAll(() => rmSync(folder, { recursive: true }));

const OIDC = { OIDC_ISSUER: 'https://id.example.nl' };
const read = (env: Record<string, string> = {}) => readConfig({ KETENZICHT_DATA_FOLDER: folder, ...env }).operations;

function limitsFile(content: unknown): string {
  const path = join(folder, 'limits.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

describe('limits of operations', () => {
  const who = (partnerKind: PartnerKind, organisation: string, client = 'a') => ({ partnerKind, organisation, client });

  it('are the standard ones for everybody when no file says', () => {
    const settings = read({ KETENZICHT_DEPTH: '7', KETENZICHT_COST: '1234' });
    expect(limitsFor(settings, who('IND', 'ind'))).toMatchObject({
      depth: 7,
      cost: 1_234,
      width: 100,
      documents: 'any',
    });
    expect(settings.tokens).toBe(10_000);
  });

  it('are those of the client, else of the organisation, else of its kind, each limit by itself', () => {
    const settings = read({
      KETENZICHT_PUBLISHED_OPERATIONS: folder,
      KETENZICHT_LIMITS: limitsFile({
        partnerKinds: { MUNICIPALITY: { cost: 1, depth: 2, documents: 'only-published' } },
        organisations: { amsterdam: { depth: 3 } },
        clients: { analysis: { documents: 'any' } },
      }),
    });
    const told = (...asker: Parameters<typeof who>) => {
      const { cost, depth, documents } = limitsFor(settings, who(...asker));
      return [cost, depth, documents];
    };
    expect(told('MUNICIPALITY', 'utrecht')).toEqual([1, 2, 'only-published']);
    expect(told('MUNICIPALITY', 'amsterdam')).toEqual([1, 3, 'only-published']);
    expect(told('MUNICIPALITY', 'amsterdam', 'analysis')).toEqual([1, 3, 'any']);
    expect(told('IND', 'ind')).toEqual([400_000, 16, 'any']);
    expect(told('IND', 'constructor', '__proto__')).toEqual([400_000, 16, 'any']);
  });

  test.each<[string, unknown]>([
    ['no JSON', '{'],
    ['a list', []],
    ['a limit that is misspelt', { partnerKinds: { IND: { dept: 5 } } }],
    ['a kind that is misspelt', { partnerKinds: { INDE: { depth: 5 } } }],
    ['a part that is misspelt', { organisation: {} }],
    ['a limit below zero', { organisations: { ind: { depth: -1 } } }],
    ['a limit that is a text', { organisations: { ind: { depth: '5' } } }],
    ['a word that is not known', { clients: { board: { documents: 'published' } } }],
  ])('are not read from %s: what is misspelt limits nothing', (_what, content) => {
    expect(() => read({ KETENZICHT_LIMITS: limitsFile(content) })).toThrow('KETENZICHT_LIMITS');
  });

  it('demand a folder of manifests where somebody may send only what is published', () => {
    const KETENZICHT_LIMITS = limitsFile({ clients: { board: { documents: 'only-published' } } });
    expect(() => read({ KETENZICHT_LIMITS })).toThrow('KETENZICHT_PUBLISHED_OPERATIONS');
    expect(read({ KETENZICHT_LIMITS, KETENZICHT_PUBLISHED_OPERATIONS: folder }).published).toBe(folder);
  });

  test.each(['KETENZICHT_DEPTH', 'KETENZICHT_COST', 'KETENZICHT_TOKENS', 'KETENZICHT_INTROSPECTION'])(
    'are whole numbers and words of a list: %s',
    (name) => {
      expect(() => read({ [name]: 'unlimited' })).toThrow(name);
    },
  );
});

describe('a view may be asked about itself', () => {
  const views = ['IND/RESIDENCE_DECISION', 'RESEARCHER/STATISTICS'] as const;
  const told = (env: Record<string, string>) => views.map((view) => mayIntrospect(read(env), view));

  it('in the demo, and with an identity provider only where a setting allows it', () => {
    expect(told({})).toEqual([true, true]);
    expect(told(OIDC)).toEqual([false, false]);
    expect(told({ ...OIDC, KETENZICHT_INTROSPECTION: 'true' })).toEqual([true, true]);
    expect(told({ KETENZICHT_INTROSPECTION: 'false' })).toEqual([false, false]);
    expect(told({ ...OIDC, KETENZICHT_INTROSPECTION: 'RESEARCHER/STATISTICS NGO/GUIDANCE' })).toEqual([false, true]);
  });
});
