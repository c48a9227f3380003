import type { FieldAbsence } from '../../../model/absence.js';
import { useWords } from '../language/language.js';
import { useOrganisationNames } from '../session/organisation-names.js';
import { AbsenceSign } from './absence-sign.js';
import type { Marks } from './marks.js';
import { type ValueForm, valueInWords } from './value-words.js';

interface FieldProps {
  readonly section: string;
  readonly name: string;
  readonly value: unknown;
  readonly form: ValueForm;
  readonly absence?: FieldAbsence;
  readonly marks: Marks;
}

/** A field with its value, or with the reason that there is none. */
export function FieldOfRecord({ section, name, value, form, absence, marks }: FieldProps) {
  const words = useWords();
  const labels: Readonly<Record<string, string>> = words.dossier.fields;
  const nameOf = useOrganisationNames();
  const text = valueInWords(value, form, words, nameOf);
  return (
    <div className={text === undefined ? 'fact is-empty' : 'fact'}>
      <dt>{labels[name] ?? name}</dt>
      <dd>
        {text !== undefined && <Value text={text} form={form} />}
        {text === undefined && !absence && <span className="unknown">{words.dossier.unknown}</span>}
        {absence && <AbsenceSign absence={absence} />}
        {marks.differs(section, name) && <span className="mark">{words.dossier.differs}</span>}
        {marks.investigated(section, name) && <span className="mark">{words.dossier.investigated}</span>}
      </dd>
    </div>
  );
}

function Value({ text, form }: { readonly text: string; readonly form: ValueForm }) {
  if (form === 'telephone') return <a href={`tel:${text.replace(/[^+\d]/g, '')}`}>{text}</a>;
  if (form === 'email') return <a href={`mailto:${text}`}>{text}</a>;
  return <span>{text}</span>;
}
