/** Why the fields of a typed delivery carry no category of their own. */
export const GIVEN = 'states the own record of the organisation that sends it; the mutation carries the category';

/** For a field that may be left out: the record then does not state it. */
export const LEFT_OUT = { nullable: true };
