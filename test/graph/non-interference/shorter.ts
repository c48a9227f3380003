import { type DocumentNode, type FieldNode, Kind, parse, print, type SelectionNode, visit } from 'graphql';

/** The documents that lack one selection of a document, the shortest first; none when it cannot be read. */
export function shorterThan(query: string): string[] {
  const document = parsed(query);
  if (!document) return [];
  const selections: SelectionNode[] = [];
  visit(document, { SelectionSet: ({ selections: some }) => void (some.length > 1 && selections.push(...some)) });
  const shorter = selections.map((left) => print(tidied(without(document, left))));
  return [...shorter, ...unwrapped(document)].sort((one, other) => one.length - other.length);
}

function parsed(query: string): DocumentNode | null {
  try {
    return parse(query, { noLocation: true });
  } catch {
    return null;
  }
}

function without(document: DocumentNode, left: SelectionNode): DocumentNode {
  return visit(document, { enter: (node) => (node === left ? null : undefined) });
}

/** Without the directives of a field, and without an argument of it. */
function unwrapped(document: DocumentNode): string[] {
  const fields: FieldNode[] = [];
  visit(document, { Field: (field) => void fields.push(field) });
  const barer = fields.flatMap((field) => [
    ...(field.directives?.length ? [{ field, bare: { ...field, directives: [] } }] : []),
    ...(field.arguments ?? []).map((left) => ({
      field,
      bare: { ...field, arguments: field.arguments?.filter((argument) => argument !== left) },
    })),
  ]);
  return barer.map(({ field, bare }) =>
    print(tidied(visit(document, { Field: (node) => (node === field ? bare : undefined) }))),
  );
}

/** Without the fragments and variables that nothing uses any more, which would be an error of their own. */
function tidied(document: DocumentNode): DocumentNode {
  const spreads = new Set<string>();
  visit(document, { FragmentSpread: ({ name }) => void spreads.add(name.value) });
  const definitions = document.definitions.filter(
    (definition) => definition.kind !== Kind.FRAGMENT_DEFINITION || spreads.has(definition.name.value),
  );
  const kept = { ...document, definitions };
  const used = new Set<string>();
  visit(kept, { VariableDefinition: () => false, Variable: ({ name }) => void used.add(name.value) });
  const tidy: DocumentNode = visit(kept, {
    VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? undefined : null),
  });
  return definitions.length < document.definitions.length ? tidied(tidy) : tidy;
}
