import { Button } from '@nl-design-system-candidate/button-react';
import { Paragraph } from '@nl-design-system-candidate/paragraph-react';
import { type FormEvent, useState } from 'react';
import type { Municipality } from '../../../client/researcher/statistics/generated/graphql.js';
import { useAnswer } from '../ask/use-answer.js';
import { inName } from '../cases/value-words.js';
import { useWords } from '../language/language.js';
import { Select, TextField } from '../parts/form.js';
import { PageHeading } from '../parts/page-heading.js';
import { useSignedIn } from '../session/session-context.js';
import { CountsOfMunicipalities, CountsOverTime } from './counts.js';
import { National } from './national.js';
import { PublishedTable } from './published-table.js';

interface Question {
  readonly until: string;
  readonly municipality: string;
}

/** What became of the people: the published table, over time and by municipality, with small groups protected. */
export function ResultsPage() {
  const words = useWords();
  const { documents } = useSignedIn();
  const [question, setQuestion] = useState<Question>({ until: firstOfMonth(new Date()), municipality: '' });
  const { statistics } = documents;
  if (!statistics) return null;
  const municipality = (question.municipality || undefined) as Municipality | undefined;
  return (
    <>
      <PageHeading title={words.page.results} />
      <Paragraph purpose="lead">{words.results.intro}</Paragraph>
      <ResultsForm question={question} onShow={setQuestion} />
      <PublishedTable document={statistics.pilot} until={question.until} municipality={municipality} />
      {statistics.national && <National document={statistics.national} until={question.until} />}
      <CountsOverTime document={statistics.counts} until={question.until} municipality={municipality} />
      <CountsOfMunicipalities document={statistics.counts} until={question.until} />
    </>
  );
}

function ResultsForm({ question, onShow }: { readonly question: Question; readonly onShow: (next: Question) => void }) {
  const { results: words } = useWords();
  const { documents } = useSignedIn();
  const { answer } = useAnswer(documents.statistics?.municipalities, {});
  const [typed, setTyped] = useState(question);
  const [wrong, setWrong] = useState(false);
  const names = answer?.data.__type?.enumValues?.map(({ name }) => [name, inName(name)] as const) ?? [];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWrong(typed.until === '');
    if (typed.until !== '') onShow(typed);
  };
  return (
    <form className="choices" onSubmit={submit} noValidate>
      <div className="fields">
        <TextField
          label={words.until}
          type="date"
          wrong={wrong ? words.wrong : undefined}
          value={typed.until}
          onChange={(until) => setTyped({ ...typed, until })}
        />
        <Select
          label={words.municipality}
          value={typed.municipality}
          options={[['', words.anyMunicipality], ...names]}
          onChange={(municipality) => setTyped({ ...typed, municipality })}
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

function firstOfMonth(now: Date): string {
  return `${now.toISOString().slice(0, 8)}01`;
}
