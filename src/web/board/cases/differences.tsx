import { Paragraph } from '@nl-design-system-candidate/paragraph-react';
import { useWords, type Words } from '../language/language.js';
import { Card } from '../parts/card.js';
import type { Dossier } from '../views/dossier.js';
import { fieldOfCode } from './marks.js';
import { ProvenanceOfRecord } from './provenance.js';
import { codeInWords, valueInWords } from './value-words.js';

/** What sources state differently, each statement with its source. */
export function Conflicts({ dossier: { conflicts } }: { readonly dossier: Dossier }) {
  const words = useWords();
  if (!conflicts || conflicts.length === 0) return null;
  return (
    <Card title={words.dossier.sections.conflicts}>
      <Paragraph className="hint">{words.dossier.conflictHint}</Paragraph>
      {conflicts.map(({ field, values }) => (
        <div key={field} className="record">
          <h3 className="nl-heading nl-heading--level-5">{codeInWords('ConflictField', field ?? '', words)}</h3>
          <ol className="statements">
            {values?.map((value) => (
              <li key={`${value.sourceLevel} ${value.values?.join()} ${value.provenance?.deliveredBy}`}>
                {statement(field, value.values, words)}{' '}
                <span className="hint">({words.dossier.level(value.sourceLevel ?? 0)})</span>
                <ProvenanceOfRecord provenance={value.provenance} />
              </li>
            ))}
          </ol>
        </div>
      ))}
    </Card>
  );
}

function statement(field: string | undefined, values: readonly string[] | undefined, words: Words): string | undefined {
  if (field === 'NATIONALITIES') return valueInWords(values, 'nationalities', words);
  if (field === 'BIRTH_DATE') return values?.map((value) => words.day(value)).join(', ');
  return valueInWords(values, 'texts', words);
}

/** What the person asked to rectify, until its owner decides. */
export function Investigations({ dossier: { underInvestigation } }: { readonly dossier: Dossier }) {
  const words = useWords();
  if (!underInvestigation || underInvestigation.length === 0) return null;
  return (
    <Card title={words.dossier.sections.underInvestigation}>
      <Paragraph className="hint">{words.dossier.investigationHint}</Paragraph>
      <ul className="statements">
        {underInvestigation.map(({ field, source, requestedAt }) => (
          <li key={`${field} ${source} ${requestedAt}`}>
            {fieldInWords(field ?? '', words)} ({codeInWords('Source', source ?? '', words)}),{' '}
            {words.dossier.since(words.day(requestedAt ?? ''))}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function fieldInWords(code: string, words: Words): string {
  const found = fieldOfCode(code);
  if (!found) return code;
  const labels: Readonly<Record<string, string>> = words.dossier.fields;
  return `${words.dossier.sections[found.section]}: ${labels[found.field] ?? found.field}`;
}
