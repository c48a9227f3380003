import { InputType } from 'type-graphql';
import { Open } from './fields.js';
import { DateScalar } from './scalars.js';

const GIVEN = 'says what to change; the mutation that takes it carries the category';
const LEFT_OUT = { nullable: true };

/** Input type `AddGrantInput`. */
@InputType('AddGrantInput', { description: 'A purpose to grant (toe te kennen doel).' })
export class AddGrantInput {
  @Open(GIVEN, () => String, 'Code of the organisation (organisatie).')
  organisation!: string;

  @Open(GIVEN, () => String, 'One of its `possiblePurposes` (doel).')
  purpose!: string;

  @Open(GIVEN, () => DateScalar, 'First day; from now on when left out (eerste dag).', LEFT_OUT)
  validFrom?: string | null;

  @Open(GIVEN, () => DateScalar, 'Last day, included; without an end when left out (laatste dag).', LEFT_OUT)
  validUntil?: string | null;
}

/** Input type `EndGrantInput`. */
@InputType('EndGrantInput', { description: 'After which day a grant ends (einde van een toekenning).' })
export class EndGrantInput {
  @Open(GIVEN, () => String, 'Code of the organisation (organisatie).')
  organisation!: string;

  @Open(GIVEN, () => String, 'The purpose (doel).')
  purpose!: string;

  @Open(GIVEN, () => DateScalar, 'Last day, included (laatste dag).')
  validUntil!: string;
}

/** Input type `RevokeGrantInput`. */
@InputType('RevokeGrantInput', { description: 'Which grant is taken away (intrekking van een toekenning).' })
export class RevokeGrantInput {
  @Open(GIVEN, () => String, 'Code of the organisation (organisatie).')
  organisation!: string;

  @Open(GIVEN, () => String, 'The purpose (doel).')
  purpose!: string;
}
