import { isDeepStrictEqual } from 'node:util';
import type { BenchRequest, MeasuredServer } from './measured-server.js';
import { LIST_UNTIL, PAGE_SIZE, type Sample, SEARCH_SIZE } from './workload.js';

/** What the check looks at of an answer. */
interface Answer {
  readonly data?: {
    readonly cases?: { readonly edges: readonly { readonly node: { readonly id: string } }[] };
    readonly case?: { readonly id: string } | null;
  };
}

/** What all servers answer, and that they answer the same. */
export interface CheckedAnswers {
  readonly cases: number;
  readonly pageBytes: number;
  readonly caseBytes: number;
}

/** How many single cases and names are compared: each has other joined records. */
const COMPARED = 20;

/**
 * Asks every server the same questions as the floor and compares the answers, value by value: a floor that gives less
 * than the product would be no floor, and a peer that gives less no peer.
 * @param servers by title
 * @throws Error that says which answers what differently
 */
export async function checkAnswers(
  floor: MeasuredServer,
  servers: ReadonlyMap<string, MeasuredServer>,
  sample: Sample,
): Promise<CheckedAnswers> {
  const questions = comparedQuestions(sample);
  const expected = new Map<string, string>();
  for (const [name, of] of questions) expected.set(name, await ask(of(floor)));
  for (const [title, server] of servers) {
    for (const [name, of] of questions)
      sameAnswers(`floor and ${title}`, name, expected.get(name) ?? '', await ask(of(server)));
  }
  const product = [...servers.values()][0] ?? floor;
  const [page, oneCase] = [product.page(PAGE_SIZE), product.oneCase(sample.ids[0] as string)];
  const [pageText, caseText] = [await ask(page), await ask(oneCase)];
  return { cases: casesOf(pageText)?.length ?? 0, pageBytes: bytes(pageText), caseBytes: bytes(caseText) };
}

type ComparedQuestion = [name: string, of: (server: MeasuredServer) => BenchRequest];

function comparedQuestions({ ids, familyNames }: Sample): ComparedQuestion[] {
  return [
    ['pages', (server) => server.page(PAGE_SIZE)],
    ['lists', (server) => server.list(PAGE_SIZE, LIST_UNTIL)],
    ...ids.slice(0, COMPARED).map((id, at): ComparedQuestion => [`cases (${at})`, (server) => server.oneCase(id)]),
    ...familyNames
      .slice(0, COMPARED)
      .map((name, at): ComparedQuestion => [`finds by name (${at})`, (server) => server.search(SEARCH_SIZE, name)]),
  ];
}

/**
 * Holds one answer against that of the floor.
 * @throws Error when it differs, or holds nothing: two servers that both find nothing show nothing
 */
export function sameAnswers(sides: string, name: string, expected: string, given: string): void {
  const [one, other] = [expected, given].map((text) => (JSON.parse(text) as Answer).data);
  const found = one?.case ?? one?.cases?.edges[0];
  if (!found || !isDeepStrictEqual(one, other)) throw new Error(`${sides} give different ${name}`);
}

/** Sends one request. @returns the body; @throws Error when it is refused */
export async function ask({ url, headers, body }: BenchRequest): Promise<string> {
  const response = await fetch(url, { method: 'POST', headers, body });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`the server answers ${response.status}: ${text.slice(0, 200)}`);
  return text;
}

function casesOf(text: string) {
  return (JSON.parse(text) as Answer).data?.cases?.edges;
}

function bytes(text: string): number {
  return Buffer.byteLength(text);
}
