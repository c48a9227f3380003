import { Heading } from '@nl-design-system-candidate/heading-react';
import type { ReactNode } from 'react';

interface NoticeProps {
  readonly kind: 'info' | 'warning' | 'error' | 'ok';
  readonly title?: string;
  readonly children?: ReactNode;
  /** Read out as soon as it is there. */
  readonly urgent?: boolean;
}

/** A message that stands apart, as the NL Design System draws it. */
export function Notice({ kind, title, children, urgent }: NoticeProps) {
  return (
    <div className={`utrecht-alert utrecht-alert--${kind}`} role={urgent ? 'alert' : undefined}>
      <div className="utrecht-alert__content">
        <div className="utrecht-alert__message">
          {title && (
            <Heading level={2} appearance="level-4">
              {title}
            </Heading>
          )}
          {children}
        </div>
      </div>
    </div>
  );
}
