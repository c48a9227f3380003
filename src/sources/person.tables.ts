import { index, type PgSchema, smallint, text } from 'drizzle-orm/pg-core';
import { recordColumns, recordKeys } from './source.js';

/** How strong the evidence behind a statement is, 1 the strongest (`model/source-level.ts`). */
const sourceLevel = () => smallint('source_level').notNull();

const nameColumns = () => ({
  familyName: text('family_name'),
  givenNames: text('given_names'),
  aliases: text('aliases').array(),
  /** Full name in comparable form (`model/person-name.ts`): given names, then family name. */
  searchKey: text('search_key').notNull(),
  sourceLevel: sourceLevel(),
});

const birthColumns = () => ({
  /** As precise as known: `1978-03-14`, `1978-03`, `1978` (`model/partial-date.ts`). */
  birthDate: text('birth_date'),
  birthPlace: text('birth_place'),
  sourceLevel: sourceLevel(),
});

const nationalityColumns = () => ({
  /** Codes of BRP table 32, in the agency's order. */
  nationalities: text('nationalities').array().notNull(),
  sourceLevel: sourceLevel(),
});

const contactColumns = () => ({
  telephone: text('telephone'),
  email: text('email'),
  language: text('language'),
  /** Language in which an interpreter is needed. */
  interpreter: text('interpreter'),
});

/** What an agency itself states about who the person is, cut along the categories. Each agency keeps its own statement. */
export function personTables(schema: PgSchema) {
  return {
    personName: schema
      .table('person_name', { ...recordColumns(), ...nameColumns() }, (table) => [
        ...recordKeys('person_name')(table),
        index('person_name_search').on(table.searchKey),
      ])
      .enableRLS(),
    personBirth: schema
      .table('person_birth', { ...recordColumns(), ...birthColumns() }, recordKeys('person_birth'))
      .enableRLS(),
    personNationality: schema
      .table('person_nationality', { ...recordColumns(), ...nationalityColumns() }, recordKeys('person_nationality'))
      .enableRLS(),
    personBsn: schema
      .table('person_bsn', { ...recordColumns(), bsn: text('bsn').notNull() }, recordKeys('person_bsn'))
      .enableRLS(),
    personContact: schema
      .table('person_contact', { ...recordColumns(), ...contactColumns() }, recordKeys('person_contact'))
      .enableRLS(),
  };
}
