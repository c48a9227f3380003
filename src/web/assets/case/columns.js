import { absencesOf } from '../both/absences.js';
import { AskFailed, ask } from '../both/ask.js';
import { inWords } from '../both/words.js';
import { caseQuery } from './case-query.js';
import { schemaOf } from './view-schema.js';

const SHORT = { ind: 'IND', dtv: 'DT&V', avim: 'AVIM' };

/** The views that the page compares: two of the municipality, one of the NGO, four of the national bodies. */
export function viewsOf(organisations, municipality, ngo) {
  const chosen = [municipality, ngo, ...['IND', 'DTV', 'AVIM'].map((kind) => firstOf(organisations, kind))];
  return chosen.filter(Boolean).flatMap(({ code, name, partnerKind, purposes }) =>
    purposes.map((purpose) => ({
      organisation: code,
      name,
      title: SHORT[code] ?? name.replace(/^(Gemeente|Stichting) /, ''),
      partnerKind,
      purpose,
      purposeInWords: inWords(purpose).toLowerCase(),
    })),
  );
}

function firstOf(organisations, kind) {
  return organisations.find(({ partnerKind }) => partnerKind === kind);
}

/**
 * One column: what the API answers to this partner, asked for all that its schema has.
 * @returns `{ view, schema, query, answer, found, absences }`; `found` is null when the case does not exist for it
 */
export async function readColumn(view, id) {
  const schema = await schemaOf(view);
  const query = caseQuery(schema);
  const answer = await ask(view, query, { id });
  if (!answer.data) throw new AskFailed(answer.errors?.[0]?.message ?? 'The answer holds no data.');
  return { view, schema, query, answer, found: answer.data.case, absences: absencesOf(answer) };
}
