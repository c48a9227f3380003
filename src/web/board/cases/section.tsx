import { useWords } from '../language/language.js';
import { Card } from '../parts/card.js';
import type { Dossier } from '../views/dossier.js';
import { type AnyRecord, Records } from './record.js';
import type { Section, SectionName } from './sections.js';
import type { Shown } from './shown.js';

interface SectionProps {
  readonly section: Section;
  readonly dossier: Dossier;
  readonly shown: Shown;
}

/** A section of the page, with its records. What the view does not have is not on the page at all. */
export function SectionOfCase({ section, dossier, shown }: SectionProps) {
  const words = useWords();
  const value = dossier[section.name as SectionName] as AnyRecord | readonly AnyRecord[] | null | undefined;
  if (value === undefined) return null;
  const path = ['case', section.name];
  const absence = shown.find(path);
  return (
    <Card title={words.dossier.sections[section.name]} count={Array.isArray(value) ? value.length : undefined}>
      <Records section={section} value={value} absence={absence} path={path} shown={shown} />
    </Card>
  );
}
