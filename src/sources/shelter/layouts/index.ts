import type { Layout } from '../../layout.js';
import { amsterdam } from './amsterdam.js';
import { eindhoven } from './eindhoven.js';
import { groningen } from './groningen.js';
import { rotterdam } from './rotterdam.js';
import { utrecht } from './utrecht.js';

/** The municipalities' layouts by the code of the organisation. The next municipality is one file and one line here. */
export const municipalLayouts: Readonly<Record<string, Layout>> = {
  amsterdam,
  rotterdam,
  utrecht,
  eindhoven,
  groningen,
};
