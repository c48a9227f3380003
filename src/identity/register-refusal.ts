import { BadUserInput } from '../model/errors.js';

/** A change of the register that cannot be made. The message says what to do and repeats nothing that was given. */
export class RegisterRefusal extends BadUserInput {
  /** What there is to choose from, for who may see the whole register. */
  readonly choices: readonly string[];

  constructor(message: string, choices: readonly string[] = []) {
    super(message);
    this.choices = choices;
  }
}
