import { Button } from '@nl-design-system-candidate/button-react';
import { Paragraph } from '@nl-design-system-candidate/paragraph-react';
import type { RequestFailed } from '../../../client/failures.js';
import { useWords } from '../language/language.js';
import { Notice } from './notice.js';

const KNOWN = [
  'UNREACHABLE',
  'FORBIDDEN',
  'UNAUTHENTICATED',
  'LOG_UNAVAILABLE',
  'SOURCE_UNAVAILABLE',
  'BAD_USER_INPUT',
  'CURSOR_EXPIRED',
  'RATE_LIMITED',
  'TIMED_OUT',
] as const;

/** Says that a question was not answered, and what to do. */
export function Failure({ failure, again }: { readonly failure: RequestFailed; readonly again: () => void }) {
  const { failure: words } = useWords();
  const code = KNOWN.find((known) => known === failure.code);
  if (code === 'UNAUTHENTICATED') return null;
  return (
    <Notice kind="error" title={words.heading} urgent>
      <Paragraph>{code ? words[code] : words.other}</Paragraph>
      {failure.traceId && (
        <Paragraph className="trace">
          {words.trace} <code>{failure.traceId}</code>
        </Paragraph>
      )}
      <Button purpose="secondary" onClick={again}>
        {words.tryAgain}
      </Button>
    </Notice>
  );
}
