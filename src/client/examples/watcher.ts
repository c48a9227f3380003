/**
 * A watcher: tells each change of a case as it happens, in the view of a municipality. Goes on where it was when the
 * connection breaks; ends when token or grant end, or when it is told to. Changes while it does not run are not told:
 * `incremental-pull` reads those. In your own program the import is `ketenzicht/client/municipality/case-coordination`.
 */
import {
  CaseChangedDocument,
  connect,
  LatestCursorDocument,
  MeDocument,
} from '../municipality/case-coordination/index.js';
import { DONE, print, runExample, tell } from './run-example.js';

const HELP = `
watcher [case-id ...]: prints each change of these cases as it happens, or of all in your reach

A line says when, how, which case and what of it changed; no value. End it with Ctrl+C.
`;

await runExample(HELP, async ({ words, connection }) => {
  const ended = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ended.abort());
  const client = connect(connection);
  const { me } = (await client.run(MeDocument)).data;
  const { latestCursor } = (await client.run(LatestCursorDocument)).data.changes;
  tell(`Watching as ${me.organisation}, for ${me.purpose}.`);
  const variables = { ids: words.length > 0 ? [...words] : null, after: latestCursor };
  const events = client.watch(CaseChangedDocument, variables, {
    signal: ended.signal,
    onInterrupted: ({ code }) => tell(`Interrupted (${code}); it goes on by itself.`),
  });
  for await (const { data } of events) {
    const { at, kind, caseId, areas } = data.caseChanged;
    await print([at, kind, caseId, ...(areas ?? [])].join(' '));
  }
  return DONE;
});
