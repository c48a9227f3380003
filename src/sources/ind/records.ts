import { type Row, RowRejected, type WholeLayout } from '../layout.js';
import { code, day, each, name, required, states, vNumber } from '../layout-fields.js';
import type { PartValues, SourceRecord } from '../source-record.js';
import { ARTICLE_OUTCOMES, KIND_TERMS, MEDICAL_POSTPONEMENT_MONTHS } from './code-lists.js';

const submittedAt = day('ingediend', 'iso');
const isDecided = states('besluit');

const fields = {
  caseNumber: required('zaaknummer', name),
  kind: required('soort', (at) => code(at, KIND_TERMS, submittedAt)),
  decidedAt: required(['besluit', 'datum'], (at) => day(at, 'iso')),
  article: required(['besluit', 'artikel'], name),
  outcome: required(['besluit', 'artikel'], (at) => code(at, ARTICLE_OUTCOMES)),
};

interface Application {
  readonly application: PartValues;
  readonly legal?: PartValues;
  readonly medicalOutcome?: PartValues;
}

const applications = each('aanvragen', applicationOf);
const person = required('vNummer', vNumber);

/** The IND's layout: a person a line, with their applications. */
export const indLayout: WholeLayout = {
  kind: 'whole',
  name: 'ind',
  agency: 'IND',
  file: { format: 'ndjson', encoding: 'utf-8', names: ['vNummer', 'aanvragen'] },
  keyOf: person,
  translate: indRecord,
};

function indRecord(row: Row): SourceRecord {
  const vNumber = person(row);
  const found = applications(row);
  const keys = new Set(found.map(({ application }) => application.recordKey));
  if (keys.size < found.length) throw new RowRejected('"zaaknummer" stands there twice');
  return {
    agency: 'IND',
    organisation: 'ind',
    sourceKey: vNumber,
    version: 0,
    recordedAt: null,
    identifiers: { vNumber, nameKey: null, birthDate: null, nationalities: [] },
    opensCase: false,
    parts: {
      application: found.map(({ application }) => application),
      legal: found.flatMap(({ legal }) => (legal ? [legal] : [])),
      medicalOutcome: found.flatMap(({ medicalOutcome }) => (medicalOutcome ? [medicalOutcome] : [])),
    },
  };
}

function applicationOf(row: Row): Application {
  const recordKey = fields.caseNumber(row);
  const kind = fields.kind(row);
  const submitted = submittedAt(row);
  if (!isDecided(row)) {
    return {
      application: { recordKey, kind, state: 'SUBMITTED', submittedAt: submitted, decidedAt: null, outcome: null },
    };
  }
  const decidedAt = fields.decidedAt(row);
  if (submitted && decidedAt < submitted) throw new RowRejected('a decision lies before its application');
  const outcome = fields.outcome(row);
  const decided = { recordKey, kind, state: 'DECIDED', submittedAt: submitted, decidedAt };
  if (outcome === 'WITHDRAWN') return { application: { ...decided, outcome } };
  if (kind === 'ART64_MEDICAL') {
    // The result of art. 64 is category `decision.medical`; as outcome or article it would show to more partners.
    const medicalOutcome = { recordKey, ...medicalOutcomeOf(outcome === 'GRANTED', decidedAt) };
    return { application: { ...decided, outcome: null }, medicalOutcome };
  }
  return { application: { ...decided, outcome }, legal: { recordKey, legalArticle: fields.article(row) } };
}

/** A postponement lasts six months; what it rests on never leaves the IND. */
function medicalOutcomeOf(granted: boolean, decidedAt: string): PartValues {
  return granted
    ? { medicalOutcome: 'POSTPONED', medicalValidUntil: monthsAfter(decidedAt, MEDICAL_POSTPONEMENT_MONTHS) }
    : { medicalOutcome: 'NOT_POSTPONED', medicalValidUntil: null };
}

/** The same day some months later; the last day of the month where that month is shorter. */
function monthsAfter(date: string, months: number): string {
  const [year = 0, month = 0, dayOfMonth = 0] = date.split('-').map(Number);
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  const moment = new Date(Date.UTC(year, month - 1 + months, Math.min(dayOfMonth, lastDay)));
  return moment.toISOString().slice(0, 10);
}
