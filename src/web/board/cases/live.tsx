import type { Connection } from '../ask/changes.js';
import { useWords } from '../language/language.js';

/** How the connection stands that tells of changes: in words, and by a drawing. */
export function Live({ connection }: { readonly connection: Connection }) {
  const { live } = useWords();
  return (
    <p className={`live is-${connection}`} role="status" aria-label={live.label}>
      <span className="dot" aria-hidden="true" />
      {live[connection]}
    </p>
  );
}
