import { Paragraph } from '@nl-design-system-candidate/paragraph-react';
import type { Absence } from '../../../model/absence.js';
import { useWords, type Words } from '../language/language.js';
import { Notice } from '../parts/notice.js';
import { missingByReason } from './absences.js';
import { codeInWords } from './value-words.js';

interface MissingProps {
  readonly absences: readonly Absence[];
  /** Sources that did not answer. */
  readonly unavailable: readonly string[];
}

/** What is not on the page, and why: so that nobody takes a part for the whole. */
export function Missing({ absences, unavailable }: MissingProps) {
  const words = useWords();
  const missing = missingByReason(absences);
  const down = unavailable.map((source) => codeInWords('Source', source.toUpperCase(), words)).join(', ');
  if (missing.length === 0 && down === '')
    return <Paragraph className="hint">{words.dossier.nothingMissing}</Paragraph>;
  return (
    <Notice kind={down ? 'warning' : 'info'} title={words.dossier.missing}>
      {down && <Paragraph>{words.dossier.unavailableSources(down)}</Paragraph>}
      <dl className="missing">
        {missing.map(({ why, places }) => (
          <div key={why}>
            <dt>{places.map((place) => placeInWords(place, words)).join('; ')}</dt>
            <dd>{words.dossier.reasons[why]}</dd>
          </div>
        ))}
      </dl>
    </Notice>
  );
}

function placeInWords(steps: readonly string[], words: Words): string {
  const sections: Readonly<Record<string, string>> = words.dossier.sections;
  const fields: Readonly<Record<string, string>> = words.dossier.fields;
  return steps
    .map((step, place) => {
      const name = sections[step] ?? fields[step] ?? step;
      return place === 0 ? name : lowered(name);
    })
    .join(', ');
}

/** A name within a sentence; an abbreviation stays as it is. */
function lowered(name: string): string {
  return /^.[a-z]/.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}
