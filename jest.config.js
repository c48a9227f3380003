/** Tests are ES modules in TypeScript; run them with `npm test`, which sets the Node option that Jest needs for that. */
const config = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testTimeout: 60_000,
  // The data folder: the bench keeps packages of others there.
  modulePathIgnorePatterns: ['<rootDir>/.ketenzicht/'],
  maxWorkers: 2,
  // Jest keeps something of every file that it ran: at some gigabytes, collecting garbage is all that a worker does.
  workerIdleMemoryLimit: '1GB',
  globalSetup: '<rootDir>/test/support/global-setup.js',
  globalTeardown: '<rootDir>/test/support/global-teardown.js',
  extensionsToTreatAsEsm: ['.ts'],
  // TypeScript's ES modules import each other as `.js`; the files on disk are `.ts`.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: false, useDefineForClassFields: false },
          target: 'es2022',
        },
        module: { type: 'es6' },
      },
    ],
  },
};

export default config;
