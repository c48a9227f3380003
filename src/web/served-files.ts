import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file as it is sent: read once, at the start. What is not in the list cannot be asked for. */
export interface ServedFile {
  readonly url: string;
  readonly type: string;
  readonly body: Buffer;
}

const ASSETS = fileURLToPath(new URL('./assets/', import.meta.url));

const BUILT = fileURLToPath(new URL('../../dist/pages/', import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
};

/** Our own files of one folder of `assets/`, under `/assets/<folder>/`. */
export async function readAssets(folder: 'case' | 'explorer' | 'both'): Promise<ServedFile[]> {
  const names = await readdir(join(ASSETS, folder));
  return Promise.all(names.sort().map((name) => read(join(ASSETS, folder, name), `/assets/${folder}/${name}`)));
}

/**
 * The pages that `npm run pages` built, under `/assets/board/`; their names change with their content.
 * @returns undefined when they were not built
 */
export async function readBuiltPages(folder = BUILT): Promise<ServedFile[] | undefined> {
  const names = await readdir(folder).catch((): string[] => []);
  if (!names.includes('index.html')) return undefined;
  return Promise.all(names.sort().map((name) => read(join(folder, name), `/assets/board/${name}`)));
}

/** GraphiQL and React, as their packages ship them for a page without a build step, under `/assets/vendor/`. */
export function readExplorerPackages(): Promise<ServedFile[]> {
  const files = [
    ['react', 'umd/react.production.min.js'],
    ['react-dom', 'umd/react-dom.production.min.js'],
    ['graphiql', 'graphiql.min.js'],
    ['graphiql', 'graphiql.min.css'],
  ] as const;
  return Promise.all(
    files.map(([name, path]) => read(join(packageFolder(name), path), `/assets/vendor/${path.replace(/^.*\//, '')}`)),
  );
}

/** The rule for cells of spreadsheets, which stands once: the server writes files by it too. */
export async function readSpreadsheetRule(): Promise<ServedFile> {
  const path = fileURLToPath(new URL('../delivery/spreadsheet-cell.js', import.meta.url));
  return read(path, '/assets/shared/spreadsheet-cell.js');
}

/**
 * The writer of Parquet files, module by module under `/assets/vendor/`. Browsers do not know where packages are: the
 * names of packages in its imports become addresses.
 */
export async function readParquetWriter(): Promise<ServedFile[]> {
  const writer = createRequire(import.meta.url).resolve('hyparquet-writer');
  const reader = createRequire(writer).resolve('hyparquet/src/constants.js');
  const files = await Promise.all(
    Object.entries({ 'hyparquet-writer': dirname(writer), hyparquet: dirname(reader) }).map(async ([name, folder]) => {
      const names = (await readdir(folder)).filter((each) => each.endsWith('.js') && each !== 'node.js');
      return Promise.all(names.sort().map((each) => read(join(folder, each), `/assets/vendor/${name}/${each}`)));
    }),
  );
  return files.flat().map((file) => ({ ...file, body: Buffer.from(withAddresses(file.body.toString('utf8'))) }));
}

function withAddresses(script: string): string {
  return script
    .replaceAll("from 'hyparquet/src/", "from '/assets/vendor/hyparquet/")
    .replaceAll("from 'hyparquet'", "from '/assets/vendor/hyparquet/index.js'");
}

function packageFolder(name: string): string {
  return dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
}

/** @throws Error for a kind of file whose content type is not named above */
async function read(path: string, url: string): Promise<ServedFile> {
  const type = TYPES[extname(path)];
  if (!type) throw new Error(`${url} is a kind of file that the pages do not serve.`);
  return { url, type, body: await readFile(path) };
}
