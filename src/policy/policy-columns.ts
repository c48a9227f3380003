import { isDate } from '../model/partial-date.js';
import { PARTNER_KINDS, type PartnerKind } from '../model/principal.js';
import { type Purpose, type ViewKey, viewKey } from '../model/purpose.js';
import { PolicyError } from './policy-error.js';
import type { PolicyRow } from './policy-rows.js';

/** One partner kind and purpose: what it may see, on what basis, registered as what, and from when until when. */
export interface PolicyColumn {
  readonly view: ViewKey;
  readonly partnerKind: PartnerKind;
  readonly purpose: Purpose;
  readonly legalBasis: string;
  /** Versioned URI of the registered processing activity. */
  readonly processingActivity: string;
  /** First day (`YYYY-MM-DD`, as counted in the Netherlands). */
  readonly validFrom: string;
  /** Last day, included; null is open-ended. */
  readonly validUntil: string | null;
  /** A token holds this purpose only when it was asked for by name: the least that is needed by default. */
  readonly askedByName: boolean;
}

const FIRST_COLUMN = 2;
/** PostgreSQL cuts names off after 63 bytes; a role name is made from kind and purpose, so purposes stay short. */
const PURPOSE = /^[A-Z][A-Z0-9_]{0,31}$/;
const METADATA = ['@legal-basis', '@processing-activity', '@valid-from', '@valid-until'] as const;
type Metadata = (typeof METADATA)[number];
/** May be left out: no purpose then has to be asked for by name. */
const BY_NAME = '@asked-by-name';

/**
 * Reads the headings, and the rows that describe the columns (their category begins with `@`).
 * @throws PolicyError at a heading that is no KIND/PURPOSE, a column twice, or a description that is missing or bad
 */
export function readColumns(head: PolicyRow, rows: readonly PolicyRow[]): PolicyColumn[] {
  checkHead(head);
  const described = metadataRows(rows);
  return head.cells.slice(FIRST_COLUMN).map((heading, place) => {
    const { partnerKind, purpose } = readHeading(heading, head, place);
    const cell = (name: Metadata): string => described[name].cells[place + FIRST_COLUMN] ?? '';
    const column = {
      view: viewKey(partnerKind, purpose),
      partnerKind,
      purpose,
      legalBasis: cell('@legal-basis'),
      processingActivity: cell('@processing-activity'),
      validFrom: cell('@valid-from'),
      validUntil: cell('@valid-until') || null,
      askedByName: askedByName(rows, heading, place),
    };
    checkDescription(column, (name) => described[name].line);
    return column;
  });
}

function askedByName(rows: readonly PolicyRow[], heading: string, place: number): boolean {
  const row = rows.find(({ cells }) => cells[0] === BY_NAME);
  const cell = row?.cells[place + FIRST_COLUMN] ?? '';
  if (cell !== '' && cell !== 'yes') throw new PolicyError(`${BY_NAME} must be yes or empty`, row?.line, heading);
  return cell === 'yes';
}

function checkHead(head: PolicyRow): void {
  if (head.cells[0] !== 'category' || head.cells[1] !== 'covers') {
    throw new PolicyError('the headings must begin with category,covers', head.line);
  }
  if (head.cells.length <= FIRST_COLUMN) {
    throw new PolicyError('has no column KIND/PURPOSE after category,covers', head.line);
  }
}

function readHeading(heading: string, head: PolicyRow, place: number): { partnerKind: PartnerKind; purpose: string } {
  const [kind, purpose, ...rest] = heading.split('/');
  const partnerKind = PARTNER_KINDS.find((known) => known === kind);
  if (!partnerKind || !purpose || rest.length > 0 || !PURPOSE.test(purpose)) {
    throw new PolicyError(
      'the heading must be KIND/PURPOSE, the purpose in at most 32 capitals, digits and underscores, ' +
        `and KIND one of ${PARTNER_KINDS.join(', ')}`,
      head.line,
      heading || `number ${place + FIRST_COLUMN + 1}`,
    );
  }
  if (head.cells.indexOf(heading) !== place + FIRST_COLUMN) {
    throw new PolicyError('stands in the file twice; a partner kind and purpose have one column', head.line, heading);
  }
  return { partnerKind, purpose };
}

function metadataRows(rows: readonly PolicyRow[]): Record<Metadata, PolicyRow> {
  const found: Partial<Record<Metadata, PolicyRow>> = {};
  for (const row of rows.filter(({ cells }) => cells[0]?.startsWith('@') && cells[0] !== BY_NAME)) {
    const name = METADATA.find((known) => known === row.cells[0]);
    const known = [...METADATA, BY_NAME].join(', ');
    if (!name) throw new PolicyError(`unknown row; rows that begin with @ are ${known}`, row.line, 'category');
    if (found[name]) throw new PolicyError(`${name} stands in the file twice`, row.line, 'category');
    found[name] = row;
  }
  const missing = METADATA.filter((name) => !found[name]);
  if (missing.length > 0) throw new PolicyError(`has no row ${missing.join(', ')}`);
  return found as Record<Metadata, PolicyRow>;
}

function checkDescription(column: PolicyColumn, line: (name: Metadata) => number): void {
  const refuse = (name: Metadata, fault: string): never => {
    throw new PolicyError(`${name} ${fault}`, line(name), column.view);
  };
  if (!column.legalBasis) refuse('@legal-basis', 'must say on what basis this partner may process');
  if (!/^https:\/\/\S+\/v\d+$/.test(column.processingActivity) || !URL.canParse(column.processingActivity)) {
    refuse('@processing-activity', 'must be an https URI that ends in its version, as in https://…/v1');
  }
  if (!isDate(column.validFrom)) refuse('@valid-from', 'must be a day YYYY-MM-DD');
  if (column.validUntil !== null && !isDate(column.validUntil)) {
    refuse('@valid-until', 'must be a day YYYY-MM-DD or empty');
  }
  if (column.validUntil !== null && column.validUntil < column.validFrom) {
    refuse('@valid-until', 'lies before @valid-from; it must be the same day or later');
  }
}
