/**
 * An agency's nightly push, as the IND. Records in the words of the graph, a line each, go by a typed mutation in sets
 * of a hundred. A delivery may be sent twice: a record with the same version changes nothing. For files in the layout
 * of your own system, of any size, use `ketenzicht deliver`. In your own program the import is `ketenzicht/client/ind`.
 */
import { readFile } from 'node:fs/promises';
import { connect, DeliverIndDocument, type IndRecordInput } from '../ind/residence-decision/index.js';
import { DONE, print, REFUSED, runExample, tell, UsageError } from './run-example.js';

const HELP = `
nightly-push <file>: delivers the records of a file, one JSON object a line

Prints what became of them, and of each that was rejected its line and the reason. Exit code 2: some were rejected.
`;

const SOME_REJECTED = 2;
/** The most that one mutation takes. */
const SET = 100;

await runExample(HELP, async ({ words, connection }) => {
  const [file, ...more] = words;
  if (!file || more.length > 0) throw new UsageError('Name one file: nightly-push <file>');
  const records = await readRecords(file);
  const client = connect(connection);
  const total = { received: 0, new: 0, changed: 0, unchanged: 0, rejected: 0 };
  for (let from = 0; from < records.length; from += SET) {
    const set = records.slice(from, from + SET);
    const input = set.map(({ record }) => record);
    const { data } = await client.run(DeliverIndDocument, { input }, { idempotent: true });
    const delivery = data.deliverInd;
    if (delivery?.state !== 'DONE') {
      tell(`A delivery was not stored: ${delivery?.failure ?? 'no report'}`);
      return REFUSED;
    }
    for (const name of Object.keys(total) as (keyof typeof total)[]) total[name] += delivery[name] ?? 0;
    for (const { place, reason } of delivery.rejectedRows ?? []) {
      tell(`line ${set[(place ?? 0) - 1]?.line}: ${reason}`);
    }
  }
  await print(
    Object.entries(total)
      .map(([name, count]) => `${name} ${count}`)
      .join(', '),
  );
  return total.rejected > 0 ? SOME_REJECTED : DONE;
});

interface Line {
  /** Counted from 1, as editors do. */
  readonly line: number;
  readonly record: IndRecordInput;
}

/** The whole file is read before anything is sent: half an export is none. @throws UsageError with the first bad line */
async function readRecords(file: string): Promise<readonly Line[]> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageError('The file cannot be read.');
  });
  return text
    .split('\n')
    .map((words, place) => ({ words, line: place + 1 }))
    .filter(({ words }) => words.trim() !== '')
    .map(({ words, line }) => ({ line, record: recordIn(words, line) }));
}

/** The server checks what stands in it; here it has to be a JSON object. */
function recordIn(words: string, line: number): IndRecordInput {
  try {
    const record: unknown = JSON.parse(words);
    if (typeof record === 'object' && record !== null && !Array.isArray(record)) return record as IndRecordInput;
  } catch {
    // The reason would quote the line, which is about a person.
  }
  throw new UsageError(`Line ${line} is no JSON object. Nothing was sent.`);
}
