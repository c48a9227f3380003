import { Button } from '@nl-design-system-candidate/button-react';
import { Heading } from '@nl-design-system-candidate/heading-react';
import { type FormEvent, useState } from 'react';
import type { CaseStatus } from '../../../client/municipality/case-coordination/generated/graphql.js';
import { useAnswer } from '../ask/use-answer.js';
import { useWords } from '../language/language.js';
import { Select, TextField } from '../parts/form.js';
import { useKept } from '../parts/kept.js';
import { useSignedIn } from '../session/session-context.js';
import { ALL_CASES, isVNumber, type ListChoice, ORDERS } from './list-choice.js';
import { inName } from './value-words.js';

interface ListFormProps {
  readonly onShow: (choice: ListChoice) => void;
  /** Whether the view can read V-numbers; without that there is no such filter. */
  readonly readsVNumbers: boolean;
}

/** What the list is to show. Nothing is asked until it is sent: a half-typed name is nobody's business. */
export function ListForm({ onShow, readsVNumbers }: ListFormProps) {
  const { cases: words } = useWords();
  const { session } = useSignedIn();
  const [choice, setChoice] = useKept<ListChoice>(`form ${session.organisation}`, ALL_CASES);
  const [wrong, setWrong] = useState(false);
  const show = (chosen: ListChoice) => {
    const unusable = chosen.vNumber !== '' && !isVNumber(chosen.vNumber);
    setWrong(unusable);
    if (!unusable) onShow(chosen);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    show(choice);
  };
  const clear = () => {
    setChoice(ALL_CASES);
    show(ALL_CASES);
  };
  const set = (part: Partial<ListChoice>) => setChoice({ ...choice, ...part });
  return (
    <form className="choices" onSubmit={submit} noValidate>
      <Heading level={2} appearance="level-3">
        {words.filter}
      </Heading>
      <div className="fields">
        <Choices choice={choice} set={set} />
        <TypedChoices choice={choice} set={set} wrong={wrong} readsVNumbers={readsVNumbers} />
      </div>
      <div className="actions">
        <Button type="submit" purpose="primary">
          {words.show}
        </Button>
        <Button purpose="secondary" onClick={clear}>
          {words.clear}
        </Button>
      </div>
    </form>
  );
}

interface ChoicesProps {
  readonly choice: ListChoice;
  readonly set: (part: Partial<ListChoice>) => void;
}

function Choices({ choice, set }: ChoicesProps) {
  const words = useWords();
  const { documents } = useSignedIn();
  const { answer } = useAnswer(documents.cases?.municipalities, {});
  const municipalities = answer?.data.__type?.enumValues?.map(({ name }) => [name, inName(name)] as const) ?? [];
  const orders = Object.keys(ORDERS) as (keyof typeof ORDERS)[];
  return (
    <>
      <Select
        label={words.cases.status}
        value={choice.status}
        options={[['', words.cases.anyStatus], ...Object.entries(words.codes.CaseStatus)]}
        onChange={(status) => set({ status: status as '' | CaseStatus })}
      />
      <Select
        label={words.cases.municipality}
        value={choice.municipality}
        options={[['', words.cases.anyMunicipality], ...municipalities]}
        onChange={(municipality) => set({ municipality })}
      />
      <Select
        label={words.cases.order}
        value={choice.order}
        options={orders.map((order) => [order, words.cases.orders[order]])}
        onChange={(order) => set({ order: order as keyof typeof ORDERS })}
      />
    </>
  );
}

interface TypedChoicesProps extends ChoicesProps {
  readonly wrong: boolean;
  readonly readsVNumbers: boolean;
}

function TypedChoices({ choice, set, wrong, readsVNumbers }: TypedChoicesProps) {
  const { cases: words } = useWords();
  return (
    <>
      <TextField label={words.familyName} value={choice.familyName} onChange={(familyName) => set({ familyName })} />
      {readsVNumbers && (
        <TextField
          label={words.vNumber}
          hint={words.vNumberHint}
          wrong={wrong ? words.vNumberWrong : undefined}
          inputMode="numeric"
          value={choice.vNumber}
          onChange={(vNumber) => set({ vNumber: vNumber.trim() })}
        />
      )}
      <TextField label={words.arrivedFrom} type="date" value={choice.from} onChange={(from) => set({ from })} />
      <TextField label={words.arrivedUntil} type="date" value={choice.until} onChange={(until) => set({ until })} />
    </>
  );
}
