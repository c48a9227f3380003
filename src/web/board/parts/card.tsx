import { Heading } from '@nl-design-system-candidate/heading-react';
import { type ReactNode, useId } from 'react';

/** A part of the page with a heading of its own. */
export function Card({
  title,
  count,
  children,
}: {
  readonly title: string;
  readonly count?: number;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <section className="card" aria-labelledby={id}>
      <Heading level={2} appearance="level-3" id={id}>
        {title}
        {count !== undefined && count > 1 && <span className="count"> ({count})</span>}
      </Heading>
      {children}
    </section>
  );
}
