import { Button } from '@nl-design-system-candidate/button-react';
import { Link } from '@nl-design-system-candidate/link-react';
import { Paragraph } from '@nl-design-system-candidate/paragraph-react';
import { useWords } from '../language/language.js';
import { Notice } from '../parts/notice.js';
import { usePath } from '../parts/route.js';
import { type SignedIn, signInAddress } from './session.js';
import { useSession } from './session-context.js';

/** Says that the session ended, and offers to go on as the same one. */
export function SessionEnded({ session }: { readonly session: SignedIn }) {
  const { session: words } = useWords();
  const { become } = useSession();
  const path = usePath();
  return (
    <Notice kind="warning" title={words.ended} urgent>
      <Paragraph>{words.endedHint}</Paragraph>
      {session.signIn ? (
        <Link href={signInAddress(session.signIn, session.purpose, path)}>{words.again}</Link>
      ) : (
        <Button purpose="primary" onClick={() => void become(session.organisation, session.purpose)}>
          {words.again}
        </Button>
      )}
    </Notice>
  );
}
