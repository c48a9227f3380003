import { InputType } from 'type-graphql';
import { PartnerKindEnum } from './agency.enums.js';
import { Open } from './fields.js';
import { DateScalar } from './scalars.js';

const GIVEN = 'says what to change; the mutation that takes it carries the category';
const LEFT_OUT = { nullable: true };

/** Input type `AddOrganisationInput`. */
@InputType('AddOrganisationInput', { description: 'An organisation to add (nieuwe organisatie).' })
export class AddOrganisationInput {
  @Open(GIVEN, () => String, 'Code, as its tokens have it: lower-case letters, digits and hyphens (code).')
  code!: string;

  @Open(GIVEN, () => PartnerKindEnum, 'Kind of partner; it never changes (soort partner).')
  partnerKind!: string;

  @Open(GIVEN, () => String, 'Name (naam).')
  name!: string;

  @Open(GIVEN, () => DateScalar, 'First day; from now on when left out (eerste dag).', LEFT_OUT)
  validFrom?: string | null;

  @Open(GIVEN, () => DateScalar, 'Last day, included; without an end when left out (laatste dag).', LEFT_OUT)
  validUntil?: string | null;

  @Open(
    GIVEN,
    () => String,
    'For a municipality: the value of `Case.municipality` that is theirs (gemeente).',
    LEFT_OUT,
  )
  municipality?: string | null;
}

/** Input type `EndOrganisationInput`. */
@InputType('EndOrganisationInput', { description: 'After which day a participation ends (einde van deelname).' })
export class EndOrganisationInput {
  @Open(GIVEN, () => String, 'Code of the organisation (code).')
  code!: string;

  @Open(GIVEN, () => DateScalar, 'Last day, included (laatste dag).')
  validUntil!: string;
}

/** Input type `RevokeOrganisationInput`. */
@InputType('RevokeOrganisationInput', { description: 'Whose participation is taken away (intrekking van deelname).' })
export class RevokeOrganisationInput {
  @Open(GIVEN, () => String, 'Code of the organisation (code).')
  code!: string;
}

/** Input type `RestoreOrganisationInput`. */
@InputType('RestoreOrganisationInput', { description: 'Whose participation is given back (herstel van deelname).' })
export class RestoreOrganisationInput {
  @Open(GIVEN, () => String, 'Code of the organisation (code).')
  code!: string;

  @Open(GIVEN, () => DateScalar, 'New last day, included; needed when the old one is over (laatste dag).', LEFT_OUT)
  validUntil?: string | null;
}
