import { Heading } from '@nl-design-system-candidate/heading-react';
import { Paragraph } from '@nl-design-system-candidate/paragraph-react';
import type { FieldAbsence } from '../../../model/absence.js';
import { useWords } from '../language/language.js';
import type { Provenance } from '../views/dossier.js';
import { AbsenceSign } from './absence-sign.js';
import type { AnswerPath } from './absences.js';
import { FieldOfRecord } from './field.js';
import { ProvenanceOfRecord } from './provenance.js';
import type { Section } from './sections.js';
import type { Shown } from './shown.js';

/** A record of any section, as it stands in the answer. */
export type AnyRecord = Readonly<Record<string, unknown>>;

interface RecordsProps {
  readonly section: Section;
  readonly value: AnyRecord | readonly AnyRecord[] | null;
  readonly absence?: FieldAbsence;
  readonly path: AnswerPath;
  readonly shown: Shown;
}

/** The records of a section, and why some or all of them are not there. */
export function Records({ section, value, absence, path, shown }: RecordsProps) {
  const words = useWords();
  const records = value === null ? [] : isList(value) ? value : [value];
  return (
    <>
      {absence && <AbsenceSign absence={absence} />}
      {records.length === 0 && !absence && <Paragraph className="hint">{words.dossier.none}</Paragraph>}
      {records.map((record, place) => (
        <CaseRecord
          key={place}
          section={section}
          record={record}
          path={isList(value) ? [...path, place] : path}
          shown={shown}
        />
      ))}
    </>
  );
}

const isList = (value: unknown): value is readonly AnyRecord[] => Array.isArray(value);

interface CaseRecordProps {
  readonly section: Section;
  readonly record: AnyRecord;
  readonly path: AnswerPath;
  readonly shown: Shown;
}

/** One record: its fields, the records within it, and where it comes from. */
function CaseRecord({ section, record, path, shown }: CaseRecordProps) {
  const fields = Object.entries(section.fields).filter(([name]) => name in record);
  return (
    <div className="record">
      <dl className="facts">
        {fields.map(([name, form]) => (
          <FieldOfRecord
            key={name}
            section={section.name}
            name={name}
            value={record[name]}
            form={form}
            absence={shown.find([...path, name])}
            marks={shown.marks}
          />
        ))}
      </dl>
      {section.inner && section.inner.name in record && (
        <Inner section={section.inner} record={record} path={path} shown={shown} />
      )}
      <ProvenanceOfRecord provenance={record.provenance as Provenance | readonly Provenance[] | null | undefined} />
    </div>
  );
}

function Inner({ section, record, path, shown }: CaseRecordProps) {
  const words = useWords();
  const place = [...path, section.name];
  return (
    <div className="inner">
      <Heading level={3} appearance="level-5">
        {words.dossier.sections[section.name]}
      </Heading>
      <Records
        section={section}
        value={record[section.name] as AnyRecord | readonly AnyRecord[] | null}
        absence={shown.find(place)}
        path={place}
        shown={shown}
      />
    </div>
  );
}
