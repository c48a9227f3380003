import type { GraphQLFormattedError } from 'graphql';

const NAME = '[_A-Za-z][_0-9A-Za-z]*';
const TYPE = '\\[*[_A-Za-z][_0-9A-Za-z]*[\\]!]*';

/** A message of graphql-js by its beginning, and what callers get instead: `$1`, `$2` are names in the caller's own document. */
const known = (start: string, said: string): readonly [RegExp, string] => [
  new RegExp(`^${start.replaceAll('NAME', `(${NAME})`).replaceAll('TYPE', `(${TYPE})`)}`),
  said,
];

/**
 * Everything that may be said of a document that does not fit the schema. What is not in this list is not said:
 * graphql-js also prints literals, lists what it expected and names what was left out.
 */
const VALIDATION_MESSAGES = [
  known('Cannot query field "NAME" on type "NAME"\\.', 'Cannot query field "$1" on type "$2".'),
  known('Unknown argument "NAME" on field "NAME\\.NAME"\\.', 'Unknown argument "$1" on field "$2.$3".'),
  known('Unknown argument "NAME" on directive "@NAME"\\.', 'Unknown argument "$1" on directive "@$2".'),
  known('Unknown type "NAME"\\.', 'Unknown type "$1".'),
  known('Unknown directive "@NAME"\\.', 'Unknown directive "@$1".'),
  known('Unknown fragment "NAME"\\.', 'Unknown fragment "$1".'),
  known('Field "NAME" is not defined by type "NAME"\\.', 'Field "$1" is not defined by type "$2".'),
  known('Value "NAME" does not exist in "NAME" enum\\.', 'Value "$1" does not exist in "$2" enum.'),
  known('Variable "\\$NAME" is not defined', 'Variable "$$$1" is not defined.'),
  known('Variable "\\$NAME" is never used', 'Variable "$$$1" is never used.'),
  known('Variable "\\$NAME" cannot be non-input type', 'Variable "$$$1" must have an input type.'),
  known('Variable "\\$NAME" of type "TYPE" used in', 'Variable "$$$1" of type "$2" does not fit where it is used.'),
  known(
    'There can be only one (argument|variable|input field|fragment|operation) named "\\$?NAME"',
    'There can be only one $1 named "$2".',
  ),
  known('The directive "@NAME" can only be used once', 'The directive "@$1" can only be used once at this location.'),
  known('Directive "@NAME" may not be used on', 'Directive "@$1" may not be used here.'),
  known('Directive "@NAME" argument', 'Directive "@$1" needs an argument that is not given.'),
  known('Field "NAME" argument', 'Field "$1" needs an argument that is not given.'),
  known('Field "NAME" must not have a selection', 'Field "$1" must not have a selection of subfields.'),
  known('Field "NAME" of type "[^"]*" must have', 'Field "$1" must have a selection of subfields.'),
  known('Fields "NAME" conflict', 'Fields "$1" conflict. Give them different aliases.'),
  known('Fragment "NAME" is never used\\.', 'Fragment "$1" is never used.'),
  known('Fragment "NAME" cannot', 'Fragment "$1" cannot be used here.'),
  known('Cannot spread fragment "NAME" within itself', 'Cannot spread fragment "$1" within itself.'),
  known('Schema is not configured to execute NAME operation', 'There is no $1 in this schema.'),
  known('This anonymous operation must be', 'This anonymous operation must be the only operation.'),
];

/** The text for a document that cannot be read; the token that stopped the parser may be a value, so only its place is said. */
export function syntaxMessage(error: GraphQLFormattedError): string {
  return `Syntax Error: the document cannot be read${placeOf(error)}.`;
}

/** The text for a document that does not fit the schema: names the caller wrote itself, else the place only. */
export function validationMessage(error: GraphQLFormattedError): string {
  for (const [pattern, said] of VALIDATION_MESSAGES) {
    const [start] = pattern.exec(error.message) ?? [];
    if (start !== undefined) return start.replace(pattern, said);
  }
  return `The document does not fit the schema${placeOf(error)}.`;
}

/**
 * The text for a variable or argument whose value is not usable. graphql-js prints the value, and the names of
 * input fields that were left out; here the caller's own variable is named and nothing in it, save which item of a
 * list it is.
 * @returns undefined when the message is of another kind
 */
export function inputMessage(message: string, reason = 'does not have a value of its type'): string | undefined {
  const variable = new RegExp(`^Variable "\\$(${NAME})" (?:got|has|of|expected)`).exec(message)?.[1];
  if (variable !== undefined) return `Variable "$${variable}" ${reason}${itemOf(message)}.`;
  const argument = new RegExp(`^Argument "(${NAME})" (?:of|has)`).exec(message)?.[1];
  return argument === undefined ? undefined : `Argument "${argument}" ${reason}.`;
}

/** Which item of a list a message is about, from 1; a number of few digits, whatever the value is that stands before it. */
function itemOf(message: string): string {
  const place = new RegExp(` at "${NAME}\\[(\\d{1,3})\\]`).exec(message)?.[1];
  return place === undefined ? '' : ` in item ${Number(place) + 1}`;
}

/** Where a message stands, to be said behind it; empty when that is not known. */
export function placeOf(error: GraphQLFormattedError): string {
  const [place] = error.locations ?? [];
  return place ? ` at line ${place.line}, column ${place.column}` : '';
}
