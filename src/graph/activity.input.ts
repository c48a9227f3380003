import { InputType } from 'type-graphql';
import { Open } from './fields.js';
import { DateTimeScalar } from './scalars.js';

const GIVEN = 'says what to change; the mutation that takes it carries the category';

/** Input type `EndProcessingActivityInput`. */
@InputType('EndProcessingActivityInput', {
  description: 'Which version of a processing activity ends (einde van een verwerkingsactiviteit).',
})
export class EndProcessingActivityInput {
  @Open(GIVEN, () => String, 'URI with its version (URI).')
  uri!: string;

  @Open(GIVEN, () => DateTimeScalar, 'Moment that lies ahead, with its zone; at once when left out (tijdstip).', {
    nullable: true,
  })
  at?: string | null;
}
