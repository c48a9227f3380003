/**
 * Builds the pages into `dist/pages`: one HTML file, and what it loads under names that change with their content. Run
 * by `npm ci` (as `prepare`) and by `npm run pages`. Where the development packages are left out (`npm ci --omit=dev`),
 * nothing can be built: pages that were built before stay as they are.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const BUILT = fileURLToPath(new URL('../../dist/pages/', import.meta.url));

const vite = await import('vite').catch((error) => {
  if (error.code === 'ERR_MODULE_NOT_FOUND') return undefined;
  throw error;
});

if (vite) {
  await vite.build({
    configFile: false,
    root: fileURLToPath(new URL('./board/', import.meta.url)),
    base: '/assets/board/',
    publicDir: false,
    logLevel: 'warn',
    build: {
      outDir: BUILT,
      emptyOutDir: true,
      assetsDir: '',
      // The content policy takes nothing that is written into another file.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      target: ['chrome123', 'firefox128', 'safari17.5'],
    },
  });
} else if (!existsSync(BUILT)) {
  console.warn('The pages were not built: run `npm ci` with the development packages.');
}
