import { type SourcePart, tableOf } from './source.js';

/** Rows of one moment come in one order too, or equal questions would get answers that differ. The last row is the latest. */
export const TIE_BREAKERS: readonly string[] = ['record_key', 'delivered_by', 'source_key'];

/** A column of the row `t`. */
export function ofRow(column: string): string {
  return `t."${column}"`;
}

/** The order of rows `t`: unknown moments first. @param moment what puts them in order, the latest last */
export function latestLast(moment: string): string {
  return [`${moment} nulls first`, ...TIE_BREAKERS.map(ofRow)].join(', ');
}

/** The order that puts the row first which the answer shows as the latest. */
export function latestFirst({ orderColumn }: SourcePart, alias: string): string {
  const ties = TIE_BREAKERS.map((column) => `${alias}."${column}" desc`);
  return [`${alias}."${orderColumn}" desc nulls last`, ...ties].join(', ');
}

/** The condition that a row belongs to the file that counts, for a part that stands within another; else nothing. */
export function inCurrentFile({ within }: SourcePart, alias: string): string {
  if (!within) return '';
  return (
    ` and (${alias}.delivered_by, ${alias}.source_key) = (select f.delivered_by, f.source_key ` +
    `from ${tableOf(within)} f where f.case_id = ${alias}.case_id order by ${latestFirst(within, 'f')} limit 1)`
  );
}

/** A part's rows `t` of one case. @param id SQL expression of the case's id */
export function rowsOf(part: SourcePart, id: string): string {
  return `from ${tableOf(part)} t where ${ofRow(part.caseColumn)} = ${id}${inCurrentFile(part, 't')}`;
}
