import { registerEnumType } from 'type-graphql';

/**
 * A code list as a GraphQL enum. Names and internal values are the same, so that an answer is passed on as it is.
 * @param description ends with the Dutch term in brackets, and so does each value's
 */
export function describedEnum<Code extends string>(
  name: string,
  description: string,
  values: Readonly<Record<Code, string>>,
): Record<Code, Code> {
  const codes = Object.keys(values) as Code[];
  const enumObject = Object.fromEntries(codes.map((code) => [code, code])) as Record<Code, Code>;
  const valuesConfig = Object.fromEntries(codes.map((code) => [code, { description: values[code] }]));
  registerEnumType(enumObject, { name, description, valuesConfig: valuesConfig as never });
  return enumObject;
}
