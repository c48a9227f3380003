import type { Agency } from '../model/agency.js';
import type { SourceRecord } from './source-record.js';

/** One row of a file: a CSV line under its headers, or one JSON object. */
export type Row = Readonly<Record<string, unknown>>;

/** How an agency's file is written. */
export interface FileFormat {
  readonly format: 'csv' | 'json-array' | 'ndjson';
  readonly encoding: 'utf-8' | 'windows-1252';
  /** CSV only: what stands between two values. */
  readonly separator?: ',' | ';';
  /** CSV headers, or top-level JSON names, that the layout reads. More may be there; they are ignored. */
  readonly names: readonly string[];
}

/** A piece of a record whose pieces arrive apart: an event, or one stay of several. */
export interface RecordPiece {
  /** Key of the record that the piece belongs to. */
  readonly sourceKey: string;
  /** Key of the piece in its record; the same key again replaces the piece. */
  readonly pieceKey: string;
  /** What the piece says, translated; JSON. */
  readonly content: unknown;
}

/** A record folded from the pieces known so far. */
export interface FoldedRecord {
  /** Null while the pieces say too little, such as a departure whose arrival has not come yet. */
  readonly record: SourceRecord | null;
  /** Pieces that contradict the others and are left out, with the reason. */
  readonly refused: readonly { readonly pieceKey: string; readonly reason: string }[];
}

/** A layout in which every row is a whole record. */
export interface WholeLayout {
  readonly kind: 'whole';
  readonly name: string;
  readonly agency: Agency;
  readonly file: FileFormat;
  /** Key of the record that a row is about, also where the rest of the row is wrong. @throws RowRejected */
  keyOf(row: Row): string;
  /** Translates one row into our words. @throws RowRejected with the reason */
  translate(row: Row): SourceRecord;
}

/** A layout in which a record is folded from several rows, in any order and over several files. */
export interface PieceLayout {
  readonly kind: 'pieces';
  readonly name: string;
  readonly agency: Agency;
  readonly file: FileFormat;
  /** Key of the record that a row is about, also where the rest of the row is wrong. @throws RowRejected */
  keyOf(row: Row): string;
  /** Key of the piece in its record that a row is, also where the rest of the row is wrong. @throws RowRejected */
  pieceKeyOf(row: Row): string;
  /** Translates one row into a piece. @throws RowRejected with the reason */
  translate(row: Row): RecordPiece;
  /** Folds the pieces of one record; their order does not matter. */
  fold(sourceKey: string, pieces: readonly Omit<RecordPiece, 'sourceKey'>[]): FoldedRecord;
}

/** How one organisation's file is laid out and what its rows mean. */
export type Layout = WholeLayout | PieceLayout;

/** A row that cannot be stored. The message goes to the deliverer and names the field, never the value. */
export class RowRejected extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'RowRejected';
  }
}
