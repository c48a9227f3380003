import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { OperationLimits } from '../model/operation-settings.js';

/**
 * The shape of a document, of its largest operation or fragment, in what limits are on. Fragments count wherever they are
 * spread, and a field counts as often as it stands there: what is written small and unfolds into much is much.
 */
export type DocumentShape = Omit<OperationLimits, 'cost' | 'documents'>;

/** Of one selection set, with all that stands in it. */
interface Measured extends Omit<DocumentShape, 'rootFields'> {
  /** Fields of this selection set itself. */
  readonly fields: number;
}

const NOTHING: Measured = { depth: 0, width: 0, selections: 0, aliases: 0, directives: 0, fields: 0 };

/**
 * Measures a document before anything else looks at it: validation compares fields pair by pair, and would work for
 * seconds on what is refused here. Each fragment is measured once, so the time grows with the document and not with
 * what it unfolds into.
 */
export function shapeOf(document: DocumentNode): DocumentShape {
  const measure = measurer(document);
  let shape: DocumentShape = { depth: 0, width: 0, rootFields: 0, selections: 0, aliases: 0, directives: 0 };
  for (const definition of document.definitions) {
    if (!isExecutable(definition)) continue;
    const measured = measure(definition.selectionSet);
    const isOperation = definition.kind === Kind.OPERATION_DEFINITION;
    shape = {
      depth: Math.max(shape.depth, measured.depth),
      width: Math.max(shape.width, measured.width),
      rootFields: Math.max(shape.rootFields, isOperation ? measured.fields : 0),
      selections: Math.max(shape.selections, measured.selections),
      aliases: Math.max(shape.aliases, measured.aliases),
      directives: Math.max(shape.directives, measured.directives + ownDirectives(definition)),
    };
  }
  return shape;
}

type Executable = OperationDefinitionNode | FragmentDefinitionNode;

function isExecutable(definition: DocumentNode['definitions'][number]): definition is Executable {
  return definition.kind === Kind.OPERATION_DEFINITION || definition.kind === Kind.FRAGMENT_DEFINITION;
}

function ownDirectives({ directives = [], variableDefinitions = [] }: Executable): number {
  return variableDefinitions.reduce((sum, one) => sum + (one.directives?.length ?? 0), directives.length);
}

function measurer(document: DocumentNode): (set: SelectionSetNode | undefined) => Measured {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const known = new Map<string, Measured>();
  const measureFragment = (name: string): Measured => {
    const measured = known.get(name);
    if (measured) return measured;
    const fragment = fragments.get(name);
    if (!fragment) return NOTHING;
    // A fragment within itself counts nothing there: validation refuses it.
    known.set(name, NOTHING);
    const inner = measure(fragment.selectionSet);
    const whole = { ...inner, directives: inner.directives + (fragment.directives?.length ?? 0) };
    known.set(name, whole);
    return whole;
  };
  const measure = (set: SelectionSetNode | undefined): Measured =>
    (set?.selections ?? []).reduce((sum, selection) => add(sum, measureOne(selection)), NOTHING);
  const measureOne = (selection: SelectionNode): Measured => {
    if (selection.kind === Kind.FIELD) return fieldOf(selection, measure(selection.selectionSet));
    const inner =
      selection.kind === Kind.FRAGMENT_SPREAD ? measureFragment(selection.name.value) : measure(selection.selectionSet);
    return {
      ...inner,
      selections: inner.selections + 1,
      directives: inner.directives + (selection.directives?.length ?? 0),
    };
  };
  return measure;
}

function fieldOf({ alias, directives }: SelectionNode & { readonly kind: Kind.FIELD }, inner: Measured): Measured {
  return {
    depth: inner.depth + 1,
    width: inner.width,
    fields: 1,
    selections: inner.selections + 1,
    aliases: inner.aliases + (alias ? 1 : 0),
    directives: inner.directives + (directives?.length ?? 0),
  };
}

function add(sum: Measured, one: Measured): Measured {
  const fields = sum.fields + one.fields;
  return {
    fields,
    depth: Math.max(sum.depth, one.depth),
    width: Math.max(sum.width, one.width, fields),
    selections: sum.selections + one.selections,
    aliases: sum.aliases + one.aliases,
    directives: sum.directives + one.directives,
  };
}
