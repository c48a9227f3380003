import { Button } from '@nl-design-system-candidate/button-react';
import { Link } from '@nl-design-system-candidate/link-react';
import { Paragraph } from '@nl-design-system-candidate/paragraph-react';
import { type FormEvent, useState } from 'react';
import { useWords, type Words } from '../language/language.js';
import { PURPOSES_EN } from '../language/purposes.js';
import { Select } from '../parts/form.js';
import { usePath } from '../parts/route.js';
import { type Persona, type Session, signInAddress } from './session.js';
import { useSession } from './session-context.js';

/** How one signs in: as a persona in the demo, else at the identity provider. */
export function SignIn({ session }: { readonly session: Session }) {
  if (session.personas) return <PersonaChoice session={session} personas={session.personas} />;
  return session.signIn ? <ProviderChoice session={session} address={session.signIn} /> : null;
}

function PersonaChoice({ session, personas }: { readonly session: Session; readonly personas: readonly Persona[] }) {
  const words = useWords();
  const { become } = useSession();
  const options = personas.flatMap((persona) => persona.purposes.map((purpose) => [persona, purpose] as const));
  const now = session.signedIn ? `${session.organisation}/${session.purpose}` : '';
  const first = options[0] ? `${options[0][0].organisation}/${options[0][1]}` : '';
  const [chosen, setChosen] = useState(now || first);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const [organisation = '', purpose = ''] = chosen.split('/');
    void become(organisation, purpose);
  };
  return (
    <form className="persona" onSubmit={submit}>
      <Select
        label={words.session.persona}
        value={chosen}
        options={options.map(([persona, purpose]) => [
          `${persona.organisation}/${purpose}`,
          personaName(persona, purpose, words),
        ])}
        onChange={setChosen}
      />
      <Button type="submit" purpose="primary">
        {words.session.become}
      </Button>
    </form>
  );
}

function personaName({ name }: Persona, purpose: string, words: Words): string {
  return `${name}: ${words.purposeName(purpose).toLowerCase()}`;
}

function ProviderChoice({ session, address }: { readonly session: Session; readonly address: string }) {
  const words = useWords();
  const path = usePath();
  const purposes = session.signedIn ? session.purposes : Object.keys(PURPOSES_EN);
  const [purpose, setPurpose] = useState(session.signedIn ? session.purpose : (purposes[0] ?? ''));
  return (
    <div className="persona">
      <Select
        label={words.session.signInFor}
        value={purpose}
        options={purposes.map((one) => [one, words.purposeName(one)])}
        onChange={setPurpose}
      />
      <Paragraph>
        <Link href={signInAddress(address, purpose, path)}>{words.session.signIn}</Link>
      </Paragraph>
    </div>
  );
}
