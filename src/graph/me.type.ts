import { Int, ObjectType } from 'type-graphql';
import { PartnerKindEnum } from './agency.enums.js';
import { describedEnum } from './described-enum.js';
import { Open } from './fields.js';
import { DateScalar } from './scalars.js';

const OWN = "the caller's own rights and name";

/** GraphQL enum of the conditions of the policy; `no` is not among them, because it does not exist for the caller. */
export const ConditionEnum = describedEnum('Condition', 'When a category may be read (voorwaarde).', {
  YES: 'For every case in reach (altijd).',
  OWN: 'Where the record belongs to your organisation (eigen gegevens).',
  CONSENT: "While the data subject's consent stands (met toestemming).",
});

/** GraphQL type of one readable category. */
@ObjectType('ReadableCategory', {
  simpleResolvers: true,
  description: 'A category of fields that you may read (leesbare categorie).',
})
export class ReadableCategoryType {
  @Open(OWN, () => String, 'Name of the category (categorie).')
  category!: string;

  @Open(OWN, () => String, 'What it covers (omvat).')
  covers!: string;

  @Open(OWN, () => ConditionEnum, 'When it may be read (voorwaarde).')
  condition!: string;

  @Open(OWN, () => [String], 'Its fields, as `Type.field` (velden).')
  fields!: string[];
}

/** GraphQL type of until when the caller may ask for this purpose. */
@ObjectType('Participation', {
  simpleResolvers: true,
  description: 'Until when you may ask for this purpose (deelname).',
})
export class ParticipationType {
  @Open(
    OWN,
    () => DateScalar,
    "Last day, included: of your organisation's participation, of its grant for this purpose or of the processing activity, whichever ends first; null without an end (laatste dag).",
    { nullable: true },
  )
  validUntil!: string | null;

  @Open(OWN, () => Int, 'Days until the last day, 0 on that day; null without an end (resterende dagen).', {
    nullable: true,
  })
  daysLeft!: number | null;

  @Open(
    OWN,
    () => Boolean,
    'True from sixty days before the last day on: ask the programme office in time (waarschuwing).',
  )
  warning!: boolean;
}

/** GraphQL type of who asks, and what they may read. */
@ObjectType('Me', { simpleResolvers: true, description: 'Who you are here, and what you may read (ik).' })
export class MeType {
  @Open(OWN, () => String, 'Code of your organisation (organisatie).')
  organisation!: string;

  @Open(OWN, () => String, 'Name of your organisation (naam van de organisatie).')
  organisationName!: string;

  @Open(OWN, () => PartnerKindEnum, 'Kind of partner (soort partner).')
  partnerKind!: string;

  @Open(OWN, () => String, 'Purpose of this request (doel).')
  purpose!: string;

  @Open(OWN, () => String, 'Registered processing activity behind the purpose (verwerkingsactiviteit).')
  processingActivity!: string;

  @Open(OWN, () => String, 'Legal basis of the purpose (grondslag).')
  legalBasis!: string;

  @Open(OWN, () => String, 'Version of the policy that decides (beleidsversie).')
  policyVersion!: string;

  @Open(OWN, () => [ReadableCategoryType], 'Everything you may read (leesbare categorieën).')
  readable!: ReadableCategoryType[];

  @Open(OWN, () => ParticipationType, 'Until when you may ask for this purpose (deelname).')
  participation?: ParticipationType;
}
