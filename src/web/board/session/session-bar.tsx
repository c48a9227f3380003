import { Button } from '@nl-design-system-candidate/button-react';
import { useWords } from '../language/language.js';
import type { SignedIn } from './session.js';
import { useSession } from './session-context.js';
import { SignIn } from './sign-in.js';

/** Who is signed in and what for, with the way to another purpose or persona, and out. */
export function SessionBar({ session }: { readonly session: SignedIn }) {
  const words = useWords();
  const { leave } = useSession();
  const change = session.personas !== null || session.purposes.length > 1;
  return (
    <section className="session" aria-label={words.session.heading}>
      <p className="who">
        <span>
          {words.session.signedInAs} <strong>{session.organisationName}</strong>
        </span>
        <span>
          {words.session.purpose}: <strong>{words.purposeName(session.purpose)}</strong>
        </span>
      </p>
      {change && <SignIn key={`${session.organisation}/${session.purpose}`} session={session} />}
      <Button purpose="subtle" onClick={() => void leave()}>
        {words.session.signOut}
      </Button>
    </section>
  );
}
