import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ReadSession } from '../graph/page-session.js';
import { addBoardPages } from './board-pages.js';
import { addDemoRoutes, type PageSetting } from './demo-routes.js';
import {
  readAssets,
  readBuiltPages,
  readExplorerPackages,
  readParquetWriter,
  readSpreadsheetRule,
  type ServedFile,
} from './served-files.js';
import { addSessions } from './session/add-sessions.js';
import { addVisibility } from './visibility-route.js';

/** Our own files change with the program: browsers ask each time. */
const OWN = 'no-cache';
/** The packages' files change with their versions only. */
const PACKAGES = 'public, max-age=3600';

/** GraphiQL brings its fonts and two small pictures inside its style sheet. Its page may use them; no other may. */
const EXPLORER_CONTENT = "font-src 'self' data:;img-src 'self' data:";

/**
 * Adds the pages that people look at, and their sessions: the case board and those beside it, with `/visibility.json`,
 * which says who may see what; `/` shows one case as each partner sees it (demo only); `/explorer` is an editor for
 * operations. Whatever is switched off has no address. Every address is in a fixed list; all files are read here, once.
 * @returns what reads the session of a page; undefined where there are no pages
 */
export async function addPages(server: FastifyInstance, setting: PageSetting): Promise<ReadSession | undefined> {
  const { demo, explorer, pages } = setting.config;
  if (!pages && !explorer) return undefined;
  if (pages) {
    addBoardPages(server, await readBuiltPages());
    addVisibility(server, setting);
  }
  addFiles(server, await readAssets('both'), OWN);
  if (demo && pages) {
    const files = await readAssets('case');
    addFiles(server, files, OWN);
    addPage(server, '/', pageOf(files, 'index.html'));
    addDemoRoutes(server, setting);
  }
  if (explorer) {
    const files = await readAssets('explorer');
    addFiles(server, files, OWN);
    addFiles(server, [await readSpreadsheetRule()], OWN);
    addFiles(server, [...(await readExplorerPackages()), ...(await readParquetWriter())], PACKAGES);
    addPage(server, '/explorer', pageOf(files, 'explorer.html'), allowEmbeddedFonts);
  }
  return addSessions(server, setting);
}

function addFiles(server: FastifyInstance, files: readonly ServedFile[], caching: string): void {
  for (const { url, type, body } of files) {
    if (url.endsWith('.html')) continue;
    server.get(url, async (_request, reply) => reply.type(type).header('cache-control', caching).send(body));
  }
}

function addPage(
  server: FastifyInstance,
  url: string,
  { type, body }: ServedFile,
  prepare: (reply: FastifyReply) => void = () => undefined,
): void {
  server.get(url, async (_request, reply) => {
    prepare(reply);
    return reply.type(type).header('cache-control', OWN).send(body);
  });
}

function allowEmbeddedFonts(reply: FastifyReply): void {
  reply.header('content-security-policy', `${reply.getHeader('content-security-policy')};${EXPLORER_CONTENT}`);
}

function pageOf(files: readonly ServedFile[], name: string): ServedFile {
  const page = files.find(({ url }) => url.endsWith(`/${name}`));
  if (!page) throw new Error(`${name} is missing among the pages.`);
  return page;
}
