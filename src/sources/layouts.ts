import type { PartnerKind } from '../model/principal.js';
import { avimLayout } from './avim/records.js';
import { dtvLayout } from './dtv/records.js';
import { guidanceLayout } from './guidance/records.js';
import { indLayout } from './ind/records.js';
import type { Layout } from './layout.js';
import { municipalLayouts } from './shelter/layouts/index.js';

/** Layouts of the national agencies, which are one organisation each. */
const NATIONAL: Readonly<Record<string, Layout>> = { ind: indLayout, dtv: dtvLayout, avim: avimLayout };

/** An organisation that may deliver: its code and what kind of partner it is. */
export interface Deliverer {
  readonly code: string;
  readonly partnerKind: PartnerKind;
}

/** The layout of an organisation's files; undefined when it delivers none. */
export function layoutOf({ code, partnerKind }: Deliverer): Layout | undefined {
  if (partnerKind === 'NGO') return guidanceLayout(code);
  const layouts = partnerKind === 'MUNICIPALITY' ? municipalLayouts : NATIONAL;
  return Object.hasOwn(layouts, code) ? layouts[code] : undefined;
}
