import type { FieldAbsence } from '../../../model/absence.js';
import { useWords } from '../language/language.js';

/** Why a value or a record is not there, or is old: a drawing and words, never colour alone. */
export function AbsenceSign({ absence }: { readonly absence: FieldAbsence }) {
  const { dossier: words } = useWords();
  const { reason, condition } = absence;
  if (reason === 'STALE') return <span className="sign is-stale">{words.stale}</span>;
  if (reason === 'SOURCE_UNAVAILABLE') return <span className="sign is-down">{words.unavailable}</span>;
  return (
    <span className="sign is-withheld">
      {words.withheld}
      {condition && `: ${words[condition]}`}
    </span>
  );
}
