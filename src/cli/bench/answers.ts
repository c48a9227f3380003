import { isDeepStrictEqual } from 'node:util';
import type { BenchRequest, MeasuredServer } from './measured-server.js';

/** What the check looks at of an answer. */
interface Answer {
  readonly data?: {
    readonly cases?: { readonly edges: readonly { readonly node: { readonly id: string } }[] };
    readonly case?: { readonly id: string } | null;
  };
}

/** What both sides answer, and that they answer the same. */
export interface CheckedAnswers {
  readonly cases: number;
  readonly pageBytes: number;
  readonly caseBytes: number;
}

/**
 * Asks both servers for the same page and the same case and compares the answers, value by value: a floor that gives
 * less than the product would be no floor.
 * @throws Error when they differ
 */
export async function checkAnswers(
  floor: MeasuredServer,
  product: MeasuredServer,
  size: number,
  id: string,
): Promise<CheckedAnswers> {
  const [floorPage, page] = await Promise.all([floor.page(size), product.page(size)].map(ask));
  const [floorCase, oneCase] = await Promise.all([floor.oneCase(id), product.oneCase(id)].map(ask));
  const [given, expected] = [page, floorPage].map((text) => (JSON.parse(text ?? '') as Answer).data?.cases?.edges);
  if (!given || !isDeepStrictEqual(given, expected)) throw new Error('floor and product give different pages');
  const [one, other] = [oneCase, floorCase].map((text) => (JSON.parse(text ?? '') as Answer).data?.case);
  if (!one || !isDeepStrictEqual(one, other)) throw new Error('floor and product give different cases');
  return { cases: given.length, pageBytes: bytes(page), caseBytes: bytes(oneCase) };
}

/** Sends one request. @returns the body; @throws Error when it is refused */
export async function ask({ url, headers, body }: BenchRequest): Promise<string> {
  const response = await fetch(url, { method: 'POST', headers, body });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`the server answers ${response.status}: ${text.slice(0, 200)}`);
  return text;
}

function bytes(text: string | undefined): number {
  return Buffer.byteLength(text ?? '');
}
