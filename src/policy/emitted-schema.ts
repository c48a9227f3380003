import { buildSchema, type GraphQLSchema, isEnumType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';
import type { ViewKey } from '../model/purpose.js';
import { PolicyError } from './policy-error.js';
import { argumentName, membersOf, type ViewMembers } from './view-members.js';

/** The files of `schema/` at one moment, as text. */
export interface EmittedFiles {
  /** `ketenzicht.graphql`. */
  readonly schema: string;
  /** `visibility.md`. */
  readonly table: string;
  /** `views/KIND.PURPOSE.graphql`, by view. */
  readonly views: ReadonlyMap<ViewKey, string>;
}

/** What the emitted files say: the code is not needed to read what callers were served at another moment. */
export interface EmittedSchema {
  /** The whole schema; its members say their categories in their extensions, as in the code. */
  readonly master: GraphQLSchema;
  /** What each view has. */
  readonly views: ReadonlyMap<ViewKey, ViewMembers>;
}

interface Declaring {
  extensions: unknown;
}

/** What a member says of itself; judged where it is used (`field-category.ts`). */
interface Said {
  readonly categories?: readonly string[];
  readonly agency?: string;
  readonly open?: string;
}

const VERSION = /^Policy version (\S+)\. /m;
const TITLE = /^### (\S+)$/;
const COVERED = /^- `([^`]+)`(.*)$/;
const OWNER = /only for the owner of (\w+)/;
const OPEN = /^\| (\w+\.\w+) \| (.*) \|$/;

/**
 * Version of the policy that emitted files were made with.
 * @throws PolicyError when they do not say
 */
export function emittedVersion({ table }: EmittedFiles): string {
  const version = VERSION.exec(table)?.[1];
  if (version) return version;
  throw new PolicyError('must name its policy version', undefined, undefined, 'visibility table');
}

/**
 * Reads the emitted files of one moment.
 * @throws PolicyError when the table or a schema is not in its form
 */
export function readEmitted({ schema, table, views }: EmittedFiles): EmittedSchema {
  const master = schemaOf(schema, 'schema');
  declare(master, readTable(table));
  const members = [...views].map(([view, sdl]): [ViewKey, ViewMembers] => [view, membersOf(schemaOf(sdl, view))]);
  return { master, views: new Map(members) };
}

function schemaOf(sdl: string, name: string): GraphQLSchema {
  try {
    return buildSchema(sdl);
  } catch {
    throw new PolicyError('is no schema', undefined, undefined, `emitted ${name}`);
  }
}

/** By member, what it says of itself. The sections stand as `visibilityTable` writes them. */
function readTable(table: string): ReadonlyMap<string, Said> {
  const found = new Map<string, Said>();
  let title = '';
  for (const line of table.split('\n')) {
    title = TITLE.exec(line)?.[1] ?? title;
    const [, covered, besides = ''] = COVERED.exec(line) ?? [];
    const before = found.get(covered ?? '');
    if (covered) {
      const agency = OWNER.exec(besides)?.[1];
      found.set(covered, { ...before, categories: [...(before?.categories ?? []), title], ...(agency && { agency }) });
    }
    const [, open, why] = OPEN.exec(line) ?? [];
    if (open) found.set(open, { ...found.get(open), open: why });
  }
  return found;
}

function declare(master: GraphQLSchema, said: ReadonlyMap<string, Said>): void {
  for (const [name, member] of declaringMembers(master)) member.extensions = { ...said.get(name) };
}

function declaringMembers(master: GraphQLSchema): [string, Declaring][] {
  return Object.values(master.getTypeMap()).flatMap((type): [string, Declaring][] => {
    if (isEnumType(type)) return type.getValues().map((value) => [`${type.name}.${value.name}`, value]);
    if (isInputObjectType(type)) {
      return Object.values(type.getFields()).map((field) => [`${type.name}.${field.name}`, field]);
    }
    if (!isObjectType(type) && !isInterfaceType(type)) return [];
    return Object.values(type.getFields()).flatMap((field): [string, Declaring][] => [
      [`${type.name}.${field.name}`, field],
      ...field.args.map((one): [string, Declaring] => [argumentName(type.name, field.name, one.name), one]),
    ]);
  });
}
