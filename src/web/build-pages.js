/**
 * Builds the pages into `dist/pages`: one HTML file, and what it loads under names that change with their content. Run
 * by `npm ci` (as `prepare`) and by `npm run pages`. Where the development packages are left out (`npm ci --omit=dev`),
 * nothing can be built: pages that were built before stay as they are.
 */
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const BUILT = fileURLToPath(new URL('../../dist/pages', import.meta.url));
const FRESH = `${BUILT}-${process.pid}`;

const vite = await import('vite').catch((error) => {
  if (error.code === 'ERR_MODULE_NOT_FOUND') return undefined;
  throw error;
});

if (vite) {
  await vite.build(settings());
  replaceBuilt();
} else if (!existsSync(BUILT)) {
  console.warn('The pages were not built: run `npm ci` with the development packages.');
}

function settings() {
  return {
    configFile: false,
    root: fileURLToPath(new URL('./board/', import.meta.url)),
    base: '/assets/board/',
    publicDir: false,
    logLevel: 'warn',
    // Whatever the environment is for: what is built is what people get.
    define: { 'process.env.NODE_ENV': '"production"' },
    oxc: { jsx: { runtime: 'automatic', development: false } },
    build: {
      outDir: FRESH,
      emptyOutDir: true,
      assetsDir: '',
      // The content policy takes nothing that is written into another file.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      target: ['chrome123', 'firefox128', 'safari17.5'],
    },
  };
}

/** Puts the new pages in the place of the old ones, unless they are the same: somebody may be reading them. */
function replaceBuilt() {
  if (existsSync(`${BUILT}/index.html`) && contentOf(FRESH) === contentOf(BUILT))
    return rmSync(FRESH, { recursive: true });
  rmSync(BUILT, { recursive: true, force: true });
  renameSync(FRESH, BUILT);
}

/** What tells one build from another: the document, and the names of the files, which change with their content. */
function contentOf(folder) {
  return [...readdirSync(folder).sort(), readFileSync(`${folder}/index.html`, 'utf8')].join('\n');
}
