import { useWords } from '../language/language.js';
import { useOrganisationNames } from '../session/organisation-names.js';
import type { Provenance } from '../views/dossier.js';
import { codeInWords, type NameOf } from './value-words.js';

interface ProvenanceProps {
  readonly provenance: Provenance | readonly Provenance[] | null | undefined;
}

/** Where a record comes from: the source at a glance, and when it was recorded and received when it is opened. */
export function ProvenanceOfRecord({ provenance }: ProvenanceProps) {
  const words = useWords();
  const nameOf = useOrganisationNames();
  const { provenance: labels } = words.dossier;
  const entries = provenance ? [provenance].flat() : [];
  if (entries.length === 0) return null;
  const sources = [...new Set(entries.map(({ source }) => codeInWords('Source', source ?? '', words)))].join(', ');
  return (
    <details className="provenance">
      <summary>
        <span className="spoken">{labels.label}: </span>
        {labels.source}: {sources}
      </summary>
      {entries.map((entry, place) => (
        <dl key={place} className="facts">
          {factsOf(entry, words, nameOf).map(([label, text]) => (
            <div key={label} className="fact">
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      ))}
    </details>
  );
}

function factsOf(entry: Provenance, words: ReturnType<typeof useWords>, nameOf: NameOf): (readonly [string, string])[] {
  const { provenance: labels } = words.dossier;
  return [
    [labels.source, codeInWords('Source', entry.source ?? '', words)],
    [labels.recordedAt, entry.recordedAt ? words.moment(entry.recordedAt) : words.dossier.unknown],
    [labels.retrievedAt, entry.retrievedAt ? words.moment(entry.retrievedAt) : words.dossier.unknown],
    [labels.deliveredBy, entry.deliveredBy ? nameOf(entry.deliveredBy) : words.dossier.unknown],
  ];
}
