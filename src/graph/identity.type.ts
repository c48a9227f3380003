import { Int, ObjectType } from 'type-graphql';
import { DocumentKindEnum } from './agency.enums.js';
import { Edge, Guarded } from './fields.js';
import { ProvenanceField, type ProvenanceType } from './provenance.type.js';
import { DateScalar } from './scalars.js';

/** GraphQL type of a document seen. */
@ObjectType('IdentityDocument', {
  simpleResolvers: true,
  description: 'A document seen in identity research (document).',
})
export class IdentityDocumentType {
  @Guarded('identity.research', () => DocumentKindEnum, 'Kind of document (soort document).')
  kind!: string | null;

  @Guarded('identity.research', () => String, 'Number of the document (documentnummer).')
  number!: string | null;

  @Guarded('identity.research', () => String, 'Country or body that issued it (afgegeven door).')
  issuedBy!: string | null;

  @Guarded('identity.research', () => DateScalar, 'Last day of validity (geldig tot).')
  validUntil!: string | null;

  @ProvenanceField()
  provenance!: ProvenanceType | null;
}

/** GraphQL type of the result of identity research. */
@ObjectType('Identity', {
  simpleResolvers: true,
  description: "Result of the AVIM's identity research (identiteitsonderzoek).",
})
export class IdentityType {
  @Guarded('identity.research', () => Boolean, 'Whether the identity is established (identiteit vastgesteld).')
  established!: boolean | null;

  @Guarded('identity.research', () => DateScalar, 'Day it was established (vastgesteld op).')
  establishedAt!: string | null;

  @Guarded('identity.research', () => Int, 'Strength of the evidence, 1 is the strongest (bronniveau).')
  sourceLevel!: number | null;

  @Edge(() => [IdentityDocumentType], 'Documents seen (documenten).')
  documents!: IdentityDocumentType[] | null;

  @ProvenanceField()
  provenance!: ProvenanceType | null;
}
