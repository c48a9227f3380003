import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { PEER_NAMES, PEERS, peersNamed } from '../../../src/cli/bench/peer-list.js';
import { PROJECT } from '../../house/project-files.js';
import { run } from '../../support/run-program.js';

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly scripts?: object;
}

interface Lock {
  readonly packages: Readonly<Record<string, Partial<Manifest> & { version?: string; integrity?: string }>>;
}

const FOLDER = 'src/cli/bench/peers';
const read = (path: string) => readFileSync(join(PROJECT, path), 'utf8');
const peers = JSON.parse(read(`${FOLDER}/package.json`)) as Manifest;
const lock = JSON.parse(read(`${FOLDER}/package-lock.json`)) as Lock;
const project = JSON.parse(read('package.json')) as Manifest;
const packages = { ...peers.dependencies, ...peers.optionalDependencies };

describe('the packages of the peers', () => {
  it('have exact versions, which the lock file has too', () => {
    expect(Object.values(packages).filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
    for (const [name, version] of Object.entries(packages)) {
      expect([name, lock.packages[`node_modules/${name}`]?.version]).toEqual([name, version]);
    }
  });

  it('are known by their digests, so that what is measured is what was chosen', () => {
    const unknown = Object.entries(lock.packages).filter(([path, { integrity }]) => path !== '' && !integrity);
    expect(unknown.map(([path]) => path)).toEqual([]);
  });

  it('are no packages of the project, unless the product has them for itself', () => {
    const own = { ...project.dependencies, ...project.devDependencies };
    for (const name of ['postgraphile', 'postgraphile-plugin-connection-filter', 'mercurius', 'graphql-shield']) {
      expect(packages).toHaveProperty([name]);
      expect(own).not.toHaveProperty([name]);
    }
    const locked = Object.keys((JSON.parse(read('package-lock.json')) as Lock).packages);
    expect(locked.filter((path) => /(^|\/)node_modules\/(postgraphile|mercurius|graphql-shield)$/.test(path))).toEqual(
      [],
    );
  });

  it('are of the product’s own version where both have one: Apollo Server, graphql, DataLoader, the driver', () => {
    for (const name of ['@apollo/server', 'graphql', 'dataloader', 'fastify', 'postgres']) {
      expect([name, packages[name]]).toEqual([name, project.dependencies[name]]);
    }
  });

  it('have no scripts of ours that an installation would run', () => {
    expect(peers.scripts).toBeUndefined();
  });
});

describe('bench --peers', () => {
  it('has a file for each peer, and says in the README what it does', () => {
    const files = readdirSync(join(PROJECT, FOLDER));
    const told = read(`${FOLDER}/README.md`);
    for (const name of PEER_NAMES) {
      expect(files).toContain(`${name}.js`);
      expect(told).toContain(`\`${name}\``);
    }
  });

  it('names the packages of each peer, whose versions the report says', () => {
    for (const { packages: named } of Object.values(PEERS)) {
      expect(named.length).toBeGreaterThan(0);
      for (const name of named) expect(peers.dependencies).toHaveProperty([name]);
    }
  });

  it('takes all, or those named, each once', () => {
    expect(peersNamed('all')).toEqual(PEER_NAMES);
    expect(peersNamed('mercurius, apollo,mercurius')).toEqual(['mercurius', 'apollo']);
  });

  it.each(['hasura', 'mercurius,', '', 'toString'])('refuses a peer that it does not know: "%s"', async (name) => {
    expect(() => peersNamed(name)).toThrow(RangeError);
    const { exitCode, err } = await run('bench', `--peers=${name}`);
    expect(exitCode).toBe(2);
    expect(err).toContain('There are: postgraphile, mercurius, apollo, apollo-shield.');
  });
});
