/**
 * An incremental pull: what changed since the last time, in the view of a municipality. The cursor is kept in a file,
 * and written only when the work behind it is done: after a crash at any moment nothing is missed, and the last page is
 * done again. In your own program the import is `ketenzicht/client/municipality/case-coordination`.
 */
import { readFile, rename, writeFile } from 'node:fs/promises';
import {
  CaseListDocument,
  ChangesDocument,
  type Client,
  CursorExpired,
  connect,
  LatestCursorDocument,
} from '../municipality/case-coordination/index.js';
import { DONE, print, runExample, tell, UsageError } from './run-example.js';

const HELP = `
incremental-pull <cursor-file>: prints what changed since the last time, one JSON object a line

The first time, and when the cursor is too old, it prints all cases. {"delete": true} means: delete what you keep of it.
`;

await runExample(HELP, async ({ words, connection }) => {
  const [file, ...more] = words;
  if (!file || more.length > 0) throw new UsageError('Name one file: incremental-pull <cursor-file>');
  const client = connect(connection);
  const after = await readCursor(file);
  try {
    await (after === undefined ? pullAll(client, file) : pullChanges(client, file, after));
  } catch (error) {
    if (!(error instanceof CursorExpired)) throw error;
    tell('The cursor is too old: all cases are read again.');
    await pullAll(client, file);
  }
  return DONE;
});

async function pullChanges(client: Client, file: string, after: string): Promise<void> {
  for await (const { data, cursor } of client.pages(ChangesDocument, { after })) {
    for (const edge of data.changes.edges ?? []) {
      if (edge.node?.kind === 'LEFT') await print(JSON.stringify({ caseId: edge.node.caseId, delete: true }));
      else await print(JSON.stringify({ caseId: edge.node?.caseId, case: edge.node?.case }));
    }
    if (cursor) await keepCursor(file, cursor);
  }
}

/** The cursor is taken first: what changes while everything is read comes again the next time, and is not missed. */
async function pullAll(client: Client, file: string): Promise<void> {
  const { data } = await client.run(LatestCursorDocument);
  const { latestCursor } = data.changes;
  // What is kept from before and is not among these is to be deleted.
  await print(JSON.stringify({ begin: true }));
  for await (const page of client.pages(CaseListDocument, { first: 50 })) {
    for (const edge of page.data.cases.edges ?? []) {
      if (edge.node) await print(JSON.stringify({ caseId: edge.node.id, case: edge.node }));
    }
  }
  await keepCursor(file, latestCursor);
}

async function readCursor(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim() || undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new UsageError('The cursor file cannot be read.');
  }
}

/** The file holds the old cursor or the new one, never half of one. */
async function keepCursor(file: string, cursor: string): Promise<void> {
  await writeFile(`${file}.new`, `${cursor}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}
