import type { FastifyInstance, FastifyReply } from 'fastify';
import { KetenzichtError } from '../model/errors.js';
import type { ServedFile } from './served-files.js';

/** The addresses of the pages. All answer the same document, which shows the page of its address: links into it work. */
const ADDRESSES = ['/board', '/board/cases/:id', '/visibility', '/sources', '/access', '/results'] as const;

/** A file with another content has another name. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/**
 * Adds the case board and the pages beside it, as they were built. Where they were not, their addresses say what to run.
 * @param files all that was built; undefined when nothing was
 */
export function addBoardPages(server: FastifyInstance, files: readonly ServedFile[] | undefined): void {
  if (!files) server.log.warn('The pages were not built. Run `npm run pages` and start again.');
  const document = files?.find(({ url }) => url.endsWith('/index.html'));
  for (const address of ADDRESSES) {
    server.get(address, async (_request, reply) => {
      if (!document) throw new KetenzichtError('UNAVAILABLE', 'The pages were not built. Run `npm run pages`.');
      return withoutInlineStyles(reply).type(document.type).header('cache-control', 'no-cache').send(document.body);
    });
  }
  for (const { url, type, body } of files ?? []) {
    if (url.endsWith('.html')) continue;
    server.get(url, async (_request, reply) => reply.type(type).header('cache-control', FOR_EVER).send(body));
  }
}

/** These pages need no styles written into them, and so allow none. */
function withoutInlineStyles(reply: FastifyReply): FastifyReply {
  const policy = String(reply.getHeader('content-security-policy'));
  return reply.header('content-security-policy', policy.replace(" 'unsafe-inline'", ''));
}
