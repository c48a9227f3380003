import { Paragraph } from '@nl-design-system-candidate/paragraph-react';
import type { MeQuery } from '../../../client/municipality/case-coordination/generated/graphql.js';
import { useWords } from '../language/language.js';
import { Notice } from '../parts/notice.js';

/** On what basis one asks, and whether the participation ends soon. */
export function OwnView({ answer }: { readonly answer?: MeQuery }) {
  const { session: words } = useWords();
  if (!answer) return null;
  const { legalBasis, participation } = answer.me;
  return (
    <>
      <Paragraph className="hint">
        {words.legalBasis}: <span lang="en">{legalBasis}</span>
      </Paragraph>
      {participation.warning && participation.daysLeft !== null && (
        <Notice kind="warning">
          <Paragraph>{words.endsInDays(participation.daysLeft)}</Paragraph>
        </Notice>
      )}
    </>
  );
}
