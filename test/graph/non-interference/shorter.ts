import {
  type DocumentNode,
  type FieldNode,
  Kind,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';

/** The documents that lack one selection of a document, or all beside it, the shortest first; none when it cannot be read. */
export function shorterThan(query: string): string[] {
  const document = parsed(query);
  if (!document) return [];
  const sets: SelectionSetNode[] = [];
  visit(document, { SelectionSet: (set) => void (set.selections.length > 1 && sets.push(set)) });
  const shorter = sets.flatMap((set) =>
    set.selections.flatMap((one) => [
      withSelections(document, set, [one]),
      withSelections(
        document,
        set,
        set.selections.filter((other) => other !== one),
      ),
    ]),
  );
  const texts = [...shorter.map((one) => print(tidied(one))), ...unwrapped(document)];
  return texts.sort((one, other) => one.length - other.length);
}

function withSelections(document: DocumentNode, set: SelectionSetNode, selections: readonly SelectionNode[]) {
  return visit(document, { SelectionSet: (node) => (node === set ? { ...node, selections } : undefined) });
}

function parsed(query: string): DocumentNode | null {
  try {
    return parse(query, { noLocation: true });
  } catch {
    return null;
  }
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
