import { useWords } from '../language/language.js';
import { Card } from '../parts/card.js';
import type { Dossier } from '../views/dossier.js';
import { FieldOfRecord } from './field.js';
import { ProvenanceOfRecord } from './provenance.js';
import type { Shown } from './shown.js';
import type { ValueForm } from './value-words.js';

const FACTS = {
  status: { list: 'CaseStatus' },
  municipality: 'municipality',
  arrivedAt: 'day',
  leftAt: 'day',
} as const satisfies Partial<Record<keyof Dossier, ValueForm>>;

/** Where the case itself stands. */
export function CaseFacts({ dossier, shown }: { readonly dossier: Dossier; readonly shown: Shown }) {
  const words = useWords();
  const names = (Object.keys(FACTS) as (keyof typeof FACTS)[]).filter((name) => dossier[name] !== undefined);
  return (
    <Card title={words.dossier.sections.case}>
      <div className="record">
        <dl className="facts">
          {names.map((name) => (
            <FieldOfRecord
              key={name}
              section="case"
              name={name}
              value={dossier[name]}
              form={FACTS[name]}
              absence={shown.find(['case', name])}
              marks={shown.marks}
            />
          ))}
        </dl>
        <ProvenanceOfRecord provenance={dossier.provenance} />
      </div>
    </Card>
  );
}
