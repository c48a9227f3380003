import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { STAGES } from './import-rules.js';
import { PROJECT } from './project-files.js';

const read = (path: string) => readFileSync(join(PROJECT, path), 'utf8');
const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, string> | undefined>;
const packages = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
const architecture = read('ARCHITECTURE.md');

describe('whoever installs this gets what was tested', () => {
  it('every version is exact', () => {
    expect(packages.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });

  it('the lock file names every package that another one wants, for every platform', () => {
    expect(missingFromLock(JSON.parse(read('package-lock.json')).packages)).toEqual([]);
  });

  it('a package that the lock file leaves out is found', () => {
    const lock = {
      '': { dependencies: { a: '1.0.0' } },
      'node_modules/a': { optionalDependencies: { b: '1.0.0', c: '1.0.0' } },
      'node_modules/a/node_modules/b': {},
    };
    expect(missingFromLock(lock)).toEqual(['node_modules/a -> c']);
  });
});

describe('ARCHITECTURE.md keeps up', () => {
  it('says what each package is for, at the version that is installed', () => {
    const untold = packages.filter(([name, version]) => !name.startsWith('@types/') && !isTold(name, version));
    expect(untold).toEqual([]);
  });

  it('names every stage of the road', () => {
    const untold = STAGES.filter(
      (stage) => !architecture.includes(`| \`${stage}${/\.ts$/.test(stage) ? '' : '/'}\` |`),
    );
    expect(untold).toEqual([]);
  });
});

function isTold(name: string, version: string): boolean {
  return architecture.includes(`\`${name}\` ${version}`);
}

type LockEntry = Readonly<Partial<Record<'dependencies' | 'optionalDependencies', Record<string, string>>>>;

/** `npm ci` refuses a lock file without them, also when they are for another platform than the one at hand. */
function missingFromLock(lock: Readonly<Record<string, LockEntry>>): string[] {
  return Object.entries(lock).flatMap(([path, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies })
      .filter((name) => !placesFor(path, name).some((place) => place in lock))
      .map((name) => `${path} -> ${name}`),
  );
}

/** Where Node would look for a package that is wanted at a path: there, and in each folder above. */
function placesFor(path: string, name: string): string[] {
  const inner = `${path === '' ? '' : `${path}/`}node_modules/${name}`;
  return path === '' ? [inner] : [inner, ...placesFor(path.replace(/\/?node_modules\/(@[^/]+\/)?[^/]+$/, ''), name)];
}
