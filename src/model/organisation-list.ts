import { z } from 'zod';
import { PARTNER_KINDS } from './principal.js';

const organisation = z.strictObject({
  code: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,62}$/, 'must be lower-case letters, digits and hyphens, such as "ngo-de-haven"'),
  partnerKind: z.enum(PARTNER_KINDS),
  name: z.string().min(1),
  /** Only for `MUNICIPALITY`: the value of `Case.municipality` that is theirs. */
  municipality: z
    .string()
    .regex(/^[A-Z][A-Z_]*$/, 'must be capitals, such as "AMSTERDAM"')
    .optional(),
});

/** The register of organisations as a file has it: each code once, and a municipality's value for each municipality. */
export const organisationList = z
  .array(organisation)
  .min(1)
  .refine((all) => new Set(all.map(({ code }) => code)).size === all.length, 'must not name a code twice')
  .refine(
    (all) => all.every(({ partnerKind, municipality }) => (partnerKind === 'MUNICIPALITY') === Boolean(municipality)),
    'must have "municipality" for each MUNICIPALITY and for no other',
  );

/** An organisation that may ask, as the register of organisations (`src/organisations.json`) has it. */
export type Organisation = z.infer<typeof organisation>;
