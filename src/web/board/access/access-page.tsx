import { Button } from '@nl-design-system-candidate/button-react';
import { Paragraph } from '@nl-design-system-candidate/paragraph-react';
import { type FormEvent, useState } from 'react';
import { useAnswer } from '../ask/use-answer.js';
import { isVNumber } from '../cases/list-choice.js';
import { useWords } from '../language/language.js';
import { Failure } from '../parts/failure.js';
import { TextField } from '../parts/form.js';
import { useKept } from '../parts/kept.js';
import { PageHeading } from '../parts/page-heading.js';
import { useSignedIn } from '../session/session-context.js';
import { AccessReport } from './access-report.js';

/** Entries of the report on one page. */
const ENTRIES = 50;

/** Who saw what of one person: asked by V-number, which goes in the body of the request and stands in no address. */
export function AccessPage() {
  const words = useWords();
  const { documents } = useSignedIn();
  const [question, setQuestion] = useState<{ vNumber: string; after?: string }>();
  const asked = useAnswer(question ? documents.accessReport : undefined, {
    vNumber: question?.vNumber ?? '',
    after: question?.after,
    first: ENTRIES,
  });
  const report = question && asked.answer?.data.accessReport;
  return (
    <>
      <PageHeading title={words.page.access} />
      <Paragraph purpose="lead">{words.access.intro}</Paragraph>
      <VNumberForm onShow={(vNumber) => setQuestion({ vNumber })} />
      {question && asked.failure && <Failure failure={asked.failure} again={asked.again} />}
      {question && asked.waiting && !report && <Paragraph>{words.waiting}</Paragraph>}
      {report && <AccessReport report={report} onMore={(after) => setQuestion({ vNumber: question.vNumber, after })} />}
    </>
  );
}

function VNumberForm({ onShow }: { readonly onShow: (vNumber: string) => void }) {
  const { access: words } = useWords();
  const { session } = useSignedIn();
  const [typed, setTyped] = useKept(`access ${session.organisation}`, '');
  const [wrong, setWrong] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWrong(!isVNumber(typed));
    if (isVNumber(typed)) onShow(typed);
  };
  return (
    <form className="choices" onSubmit={submit} noValidate>
      <div className="fields">
        <TextField
          label={words.vNumber}
          hint={words.vNumberHint}
          wrong={wrong ? words.vNumberWrong : undefined}
          inputMode="numeric"
          value={typed}
          onChange={(text) => setTyped(text.trim())}
        />
      </div>
      <div className="actions">
        <Button type="submit" purpose="primary">
          {words.show}
        </Button>
      </div>
    </form>
  );
}
