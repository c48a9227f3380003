import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { isDate, isPartialDate } from '../model/partial-date.js';
import { isVNumber } from '../model/v-number.js';

/** Values go out as the sources validated them; they are checked where they come in. */
function textScalar(name: string, description: string, accepts: (value: unknown) => boolean): GraphQLScalarType {
  const accept = (value: unknown): string => {
    if (accepts(value)) return value as string;
    throw new GraphQLError(`This is no ${name}.`);
  };
  return new GraphQLScalarType({
    name,
    description,
    serialize: (value) => value,
    parseValue: accept,
    parseLiteral: (node: ValueNode) => accept(node.kind === Kind.STRING ? node.value : undefined),
  });
}

/** Ten digits as a string, leading zeros kept. */
export const VNumberScalar = textScalar(
  'VNumber',
  'Number of a foreign national: ten digits as a string, leading zeros kept (vreemdelingennummer, V-nummer).',
  isVNumber,
);

/** A date as precise as it is known. */
export const PartialDateScalar = textScalar(
  'PartialDate',
  'A date as precise as it is known: `1978-03-14`, `1978-03` or `1978` (onvolledige datum).',
  isPartialDate,
);

/** A day. The year 0000 is none: ISO 8601 has it, registers and PostgreSQL do not. */
export const DateScalar = textScalar(
  'Date',
  'A day, `YYYY-MM-DD` (datum).',
  (value) => isDate(value) && !value.startsWith('0000'),
);

const isMoment = (value: unknown) =>
  typeof value === 'string' && isDate(value.slice(0, 10)) && !Number.isNaN(Date.parse(value)) && value.includes('T');

/** A moment. */
export const DateTimeScalar = textScalar('DateTime', 'A moment in ISO 8601, in UTC (tijdstip).', isMoment);
