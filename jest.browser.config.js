import shared from './jest.config.js';

/**
 * Tests in a real browser; run them with `npm run test:browser`. They need Chromium: `CHROMIUM` says where, else
 * Debian's place of it is taken.
 */
const config = {
  ...shared,
  testMatch: ['<rootDir>/test/web/browser/*.browser.ts'],
  maxWorkers: 1,
  testTimeout: 120_000,
};

export default config;
