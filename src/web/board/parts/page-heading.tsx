import { Heading } from '@nl-design-system-candidate/heading-react';
import { useEffect, useRef } from 'react';
import { useWords } from '../language/language.js';
import { tookMove } from './route.js';

/** The heading of a page: it names the document, and is where reading goes on after a change of page. */
export function PageHeading({ title }: { readonly title: string }) {
  const { product } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} – ${product}`;
  }, [title, product]);
  useEffect(() => {
    // Where the document was just loaded, the browser reads from its top; nothing may jump then.
    if (tookMove()) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <Heading level={1} ref={heading} tabIndex={-1}>
      {title}
    </Heading>
  );
}
