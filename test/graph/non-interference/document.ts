import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNamedType,
  isInputObjectType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import type { Draw } from './draw.js';
import { type InputValue, literal, type Values } from './values.js';

interface Variable {
  readonly type: string;
  readonly value: InputValue;
}

const DEEPEST = 8;
const CURSORS = ['after', 'before'];
const NO_CURSORS = ['', 'bm90IGEgY3Vyc29y', 'x'.repeat(64)];

/** Writes one random document for a schema: selections of any depth, aliases, fragments, directives, arguments, variables. */
export class DocumentWriter {
  readonly variables = new Map<string, Variable>();
  /** Names of the variables that hold a cursor: to be filled from an answer. */
  readonly cursors: string[] = [];
  readonly #fragments: string[] = [];
  #aliases = 0;

  constructor(
    private readonly draw: Draw,
    private readonly values: Values,
  ) {}

  /** A query of some fields of the root; `cases` and the like more often than what has no arguments. */
  query(root: GraphQLObjectType): string {
    const fields = Object.values(root.getFields());
    const likely = fields.flatMap((field) => (field.args.length > 0 ? [field, field, field] : [field]));
    const chosen = this.draw.several(1, 3, () => this.#field(this.draw.pick(likely), 1, true));
    return this.#written(`{ ${chosen.join(' ')} ${this.draw.oneIn(6) ? '__typename' : ''} }`);
  }

  /** A query of many searches that tell only what was found and how much of it, as somebody writes who probes. */
  probe(root: GraphQLObjectType): string {
    const searches = Object.values(root.getFields()).filter(({ args }) => args.some(isSearch));
    if (searches.length === 0) return this.query(root);
    const chosen = this.draw.several(4, 8, () => {
      const { name, args, type } = this.draw.pick(searches);
      this.#aliases += 1;
      const search = args.filter(isSearch).map((argument) => this.#argument(argument));
      return `as${this.#aliases}: ${name}(${search.join(', ')}) ${found(type) || '{ __typename }'}`;
    });
    return this.#written(`{ ${chosen.join(' ')} }`);
  }

  #written(body: string): string {
    const declared = [...this.variables].map(([name, { type }]) => `$${name}: ${type}`).join(', ');
    const head = declared || this.draw.oneIn(3) ? `query Asked${declared && `(${declared})`} ` : '';
    return [head + body, ...this.#fragments].join('\n');
  }

  #selection(type: GraphQLObjectType, depth: number): string {
    const all = Object.values(type.getFields());
    const within = depth < DEEPEST ? all : all.filter((field) => !isObjectType(getNamedType(field.type)));
    const chosen = this.draw.oneIn(4) ? within : this.draw.some(within);
    const written = chosen.map((field) => this.#field(field, depth, this.draw.oneIn(6)));
    if (written.length === 0 || this.draw.oneIn(10)) written.push('__typename');
    if (this.draw.oneIn(10)) return `{ ... on ${type.name}${this.#directive()} { ${written.join(' ')} } }`;
    if (this.draw.oneIn(12)) return `{ ...${this.#directive()} { ${written.join(' ')} } }`;
    if (!this.draw.oneIn(10)) return `{ ${written.join(' ')} }`;
    const name = `Part${this.#fragments.length}`;
    this.#fragments.push(`fragment ${name} on ${type.name} { ${written.join(' ')} }`);
    return `{ ...${name}${this.#directive()} }`;
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number, renamed: boolean): string {
    this.#aliases += 1;
    const alias = renamed ? `as${this.#aliases}: ` : '';
    const type = getNamedType(field.type);
    const below = isObjectType(type) ? ` ${this.#selection(type, depth + 1)}` : '';
    return `${alias}${field.name}${this.#arguments(field.args)}${this.#directive()}${below}`;
  }

  #directive(): string {
    if (!this.draw.oneIn(15)) return '';
    const name = this.draw.pick(['skip', 'include']);
    const value = this.draw.oneIn(2);
    return ` @${name}(if: ${this.draw.oneIn(3) ? value : this.#variable('Boolean!', value)})`;
  }

  #arguments(args: readonly GraphQLArgument[]): string {
    const backwards = this.draw.oneIn(2) ? ['first', 'after'] : ['last', 'before'];
    const left = this.draw.oneIn(12) ? [] : backwards;
    const written = args.flatMap((argument) => {
      if (CURSORS.includes(argument.name)) return left.includes(argument.name) ? [] : [this.#cursor(argument)];
      const isGiven = isRequiredArgument(argument) || (!left.includes(argument.name) && !this.draw.oneIn(3));
      return isGiven ? [this.#argument(argument)] : [];
    });
    return written.length > 0 ? `(${written.join(', ')})` : '';
  }

  #argument({ name, type }: GraphQLArgument): string {
    const value = this.values.of(type, name);
    return `${name}: ${this.draw.oneIn(2) ? this.#variable(String(type), value) : literal(value, type)}`;
  }

  #cursor({ name, type }: GraphQLArgument): string {
    const variable = this.#variable(String(type), this.draw.oneIn(10) ? this.draw.pick(NO_CURSORS) : null);
    this.cursors.push(variable.slice(1));
    return `${name}: ${variable}`;
  }

  #variable(type: string, value: InputValue): string {
    const name = `v${this.variables.size}`;
    this.variables.set(name, { type, value });
    return `$${name}`;
  }
}

/** An argument that says what is looked for. */
function isSearch({ name, type }: GraphQLArgument): boolean {
  return isInputObjectType(getNamedType(type)) && name !== 'orderBy';
}

/** A selection of ids and numbers, where there are any. */
function found(type: GraphQLOutputType, depth = 0): string {
  const named = getNamedType(type);
  if (!isObjectType(named) || depth > 2) return '';
  const selected = Object.values(named.getFields()).flatMap((field) => {
    if (['ID', 'Int'].includes(getNamedType(field.type).name)) return [field.name];
    const below = field.args.length === 0 ? found(field.type, depth + 1) : '';
    return below ? [`${field.name} ${below}`] : [];
  });
  return selected.length > 0 ? `{ ${selected.join(' ')} }` : '';
}
