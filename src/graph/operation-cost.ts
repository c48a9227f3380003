import {
  type ArgumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  SchemaMetaFieldDef,
  type SelectionNode,
  type SelectionSetNode,
  TypeMetaFieldDef,
  type ValueNode,
} from 'graphql';
import type { SentOperation } from './operation-plan.js';

/** Items of a page when no argument says: none answers more by itself. */
const USUAL_PAGE = 50;

/** How many a list holds that no argument bounds: stays, applications, nationalities. Most hold fewer. */
const USUAL_LIST = 5;

/** Lists that hold what a page asks for: they are counted with the page. */
const PAGE_LISTS = new Set(['edges', 'items']);

type Variables = SentOperation['variables'];

/** A cost, known or still to come with the variables. */
type Cost = number | ((variables: Variables) => number);

/**
 * What an operation costs, before it is executed: one for each value that its answer may hold, those of a page or list
 * once for each item, and what a field adds for its work (`complexity`).
 */
export type CostOf = (sent: SentOperation) => number;

/**
 * Costs of the operations of one view. A document is reckoned through once; what is left of it for each request is the
 * few places where a variable says how much is asked.
 */
export function operationCosts(schema: GraphQLSchema): CostOf {
  const kept = new WeakMap<SentOperation['operation'], Cost>();
  return ({ document, operation, variables }) => {
    let cost = kept.get(operation);
    if (cost === undefined) {
      const root = schema.getRootType(operation.operation) ?? undefined;
      cost = new Reckoning(schema, { document, operation }).ofSet(operation.selectionSet, root);
      kept.set(operation, cost);
    }
    return costWith(cost, variables);
  };
}

/** Reckons one document. It is valid in its schema, and within the limits of documents. */
class Reckoning {
  readonly #schema: GraphQLSchema;
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  readonly #known = new Map<string, Cost>();
  readonly #defaults = new Map<string, ValueNode>();

  constructor(schema: GraphQLSchema, { document, operation }: Omit<SentOperation, 'variables'>) {
    this.#schema = schema;
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(definition.name.value, definition);
    }
    for (const { variable, defaultValue } of operation.variableDefinitions ?? []) {
      if (defaultValue) this.#defaults.set(variable.name.value, defaultValue);
    }
  }

  ofSet(set: SelectionSetNode | undefined, type: GraphQLNamedType | undefined): Cost {
    return sumOf(
      (set?.selections ?? []).map((selection) => this.#unlessSkipped(selection, this.#ofOne(selection, type))),
    );
  }

  #ofOne(selection: SelectionNode, type: GraphQLNamedType | undefined): Cost {
    if (selection.kind === Kind.FIELD) return this.#ofField(selection, type);
    if (selection.kind === Kind.FRAGMENT_SPREAD) return this.#ofFragment(selection.name.value);
    const named = selection.typeCondition?.name.value;
    return this.ofSet(selection.selectionSet, named === undefined ? type : this.#schema.getType(named));
  }

  #ofFragment(name: string): Cost {
    const fragment = this.#fragments.get(name);
    const known = this.#known.get(name);
    if (known !== undefined || !fragment) return known ?? 0;
    const cost = this.ofSet(fragment.selectionSet, this.#schema.getType(fragment.typeCondition.name.value));
    this.#known.set(name, cost);
    return cost;
  }

  #ofField(node: FieldNode, parent: GraphQLNamedType | undefined): Cost {
    const field = fieldOf(parent, node.name.value);
    if (!field) return 1;
    const inner = this.ofSet(node.selectionSet, getNamedType(field.type));
    const { complexity } = field.extensions;
    const own = 1 + (typeof complexity === 'number' ? complexity : 0);
    return combined([this.#timesOf(node, field), inner], ([times = 1, each = 0]) => own + times * each);
  }

  /** How often there is what stands in a field. */
  #timesOf(node: FieldNode, field: GraphQLField<unknown, unknown>): Cost {
    if (field.args.some(({ name }) => name === 'first')) return this.#sizeOf(node.arguments ?? []);
    const type = isNonNullType(field.type) ? field.type.ofType : field.type;
    return isListType(type) && !PAGE_LISTS.has(field.name) ? USUAL_LIST : 1;
  }

  #sizeOf(given: readonly ArgumentNode[]): Cost {
    const sizes = ['first', 'last'].map((name) => this.#number(given.find((one) => one.name.value === name)?.value));
    return combined(sizes, ([first = 0, last = 0]) => {
      const size = Number.isNaN(first) ? last : first;
      // A size below 1 is refused when the field is answered; here it must not pay for other fields.
      return Number.isNaN(size) ? USUAL_PAGE : Math.max(1, size);
    });
  }

  /** NaN where nothing is said. What is no number where one belongs is refused before anything is read. */
  #number(node: ValueNode | undefined): Cost {
    if (node?.kind === Kind.INT) return Number(node.value);
    if (node?.kind !== Kind.VARIABLE) return Number.NaN;
    const usual = this.#defaults.get(node.name.value);
    return (variables) => {
      const value = variables[node.name.value];
      if (value === undefined) return usual?.kind === Kind.INT ? Number(usual.value) : Number.NaN;
      return typeof value === 'number' ? value : Number.NaN;
    };
  }

  #unlessSkipped({ directives = [] }: SelectionNode, cost: Cost): Cost {
    return directives.reduce((left: Cost, { name, arguments: given = [] }) => {
      if (name.value !== 'skip' && name.value !== 'include') return left;
      const kept = this.#truth(given[0]?.value, name.value === 'include');
      return combined([kept, left], ([isKept = 1, all = 0]) => (isKept === 0 ? 0 : all));
    }, cost);
  }

  /** 1 where a condition is as it is wanted, or is not known to be otherwise; else 0. */
  #truth(node: ValueNode | undefined, wanted: boolean): Cost {
    if (node?.kind === Kind.BOOLEAN) return Number(node.value === wanted);
    if (node?.kind !== Kind.VARIABLE) return 1;
    const usual = this.#defaults.get(node.name.value);
    return (variables) => {
      const value = variables[node.name.value] ?? (usual?.kind === Kind.BOOLEAN ? usual.value : undefined);
      return Number(typeof value !== 'boolean' || value === wanted);
    };
  }
}

function fieldOf(parent: GraphQLNamedType | undefined, name: string): GraphQLField<unknown, unknown> | undefined {
  if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
  if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
}

function sumOf(costs: readonly Cost[]): Cost {
  const known = costs.filter((cost) => typeof cost === 'number').reduce((sum, cost) => sum + cost, 0);
  const open = costs.filter((cost) => typeof cost !== 'number');
  return open.length === 0 ? known : combined(open, (values) => values.reduce((sum, value) => sum + value, known));
}

/** What is known of all its parts is known at once. */
function combined(parts: readonly Cost[], combine: (values: readonly number[]) => number): Cost {
  const known = parts.filter((part) => typeof part === 'number');
  if (known.length === parts.length) return combine(known);
  return (variables) => combine(parts.map((part) => costWith(part, variables)));
}

function costWith(cost: Cost, variables: Variables): number {
  return typeof cost === 'number' ? cost : cost(variables);
}
