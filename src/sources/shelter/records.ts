import { nameKey } from '../../model/person-name.js';
import {
  type FileFormat,
  type FoldedRecord,
  type PieceLayout,
  type Row,
  RowRejected,
  type WholeLayout,
} from '../layout.js';
import type { PartValues, SourceRecord } from '../source-record.js';
import { type CaseStatus, DURABILITY_OF } from './code-lists.js';
import { foldFile, type ShelterFile } from './fold.js';
import { checkStatement, type ShelterStatement, type StayStatement } from './statement.js';

/** Nobody but the person vouches for what a shelter writes down. */
const OWN_STATEMENT = 5;

/** What a municipality's layout file says: where its values stand and what its words mean. */
export interface MunicipalLayout {
  /** Code of the organisation that delivers, such as `amsterdam`. */
  readonly organisation: string;
  /** Value of `municipality` in the graph, such as `AMSTERDAM`. */
  readonly municipality: string;
  readonly file: FileFormat;
  /** The municipality's own key of the file that the row is about. */
  readonly fileKey: (row: Row) => string;
  /** Where one file takes several rows: the key of this row in the file. Absent: a row is a whole file. */
  readonly pieceKey?: (row: Row) => string;
  /** What the row says. @throws RowRejected */
  readonly statement: (row: Row) => ShelterStatement;
}

/** Makes the layout that `delivery/` runs from a municipality's description. */
export function municipalLayout(described: MunicipalLayout): WholeLayout | PieceLayout {
  const { organisation, file, fileKey, pieceKey } = described;
  const shared = { name: organisation, agency: 'SHELTER', file, keyOf: fileKey } as const;
  if (pieceKey) {
    return {
      ...shared,
      kind: 'pieces',
      pieceKeyOf: pieceKey,
      translate: (row) => ({
        sourceKey: fileKey(row),
        pieceKey: pieceKey(row),
        content: checkStatement(described.statement(row)),
      }),
      fold: (sourceKey, pieces) => foldRecord(described, sourceKey, pieces),
    };
  }
  return {
    ...shared,
    kind: 'whole',
    translate(row) {
      const pieces = [{ pieceKey: '1', content: checkStatement(described.statement(row)) }];
      const { record } = foldRecord(described, fileKey(row), pieces);
      if (!record) throw new RowRejected('the row does not say who the person is');
      return record;
    },
  };
}

function foldRecord(
  described: MunicipalLayout,
  sourceKey: string,
  pieces: readonly { readonly pieceKey: string; readonly content: unknown }[],
): FoldedRecord {
  const keyed = pieces.map(({ pieceKey, content }) => ({ pieceKey, statement: content as ShelterStatement }));
  const { file, refused } = foldFile(keyed);
  return { record: file && shelterRecord(described, sourceKey, file), refused };
}

/** Translates a municipality's file into its record: one part a category. */
export function shelterRecord(
  described: Pick<MunicipalLayout, 'organisation' | 'municipality'>,
  sourceKey: string,
  file: ShelterFile,
): SourceRecord {
  const { person, stays, plan, outflow } = file;
  const searchKey = nameKey(person.givenNames, person.familyName);
  const status = statusOf(file);
  const arrivedAt = stays[0]?.arrivedAt ?? null;
  const leftAt = outflow?.leftAt ?? null;
  return {
    agency: 'SHELTER',
    organisation: described.organisation,
    sourceKey,
    version: 0,
    recordedAt: null,
    identifiers: {
      vNumber: person.vNumber,
      nameKey: searchKey || null,
      birthDate: person.birthDate,
      nationalities: person.nationalities,
    },
    opensCase: true,
    parts: {
      caseFile: [{ status, municipality: described.municipality, arrivedAt, leftAt }],
      ...personParts(person, searchKey),
      ...stayParts(stays),
      plan: plan ? [{ ...plan }] : [],
      outflow: outflow ? [{ ...outflow, durability: DURABILITY_OF[outflow.reason] }] : [],
    },
  };
}

function statusOf({ stays, plan, outflow }: ShelterFile): CaseStatus {
  if (outflow) return 'LEFT';
  if (plan) return 'IN_GUIDANCE';
  return stays.length > 0 ? 'SHELTERED_PENDING_LSO' : 'REFERRED';
}

function personParts(person: ShelterFile['person'], searchKey: string): Record<string, PartValues[]> {
  const sourceLevel = OWN_STATEMENT;
  const { familyName, givenNames, birthDate, nationalities } = person;
  return {
    personName: searchKey ? [{ familyName, givenNames, searchKey, sourceLevel }] : [],
    personBirth: birthDate ? [{ birthDate, sourceLevel }] : [],
    personNationality: nationalities.length > 0 ? [{ nationalities, sourceLevel }] : [],
  };
}

/** A stay, its place and its needs share a key: the day of arrival. */
function stayParts(stays: readonly StayStatement[]): Record<string, PartValues[]> {
  return {
    stay: stays.map(({ arrivedAt, departedAt, kind }) => ({ recordKey: arrivedAt, arrivedAt, departedAt, kind })),
    place: stays
      .filter(({ location, address, room }) => location || address || room)
      .map(({ arrivedAt, location, address, room }) => ({ recordKey: arrivedAt, location, address, room })),
    attention: stays
      .filter(({ attention }) => attention)
      .map(({ arrivedAt, attention }) => ({ recordKey: arrivedAt, attention })),
  };
}
