import {
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  type OperationDefinitionNode,
  separateOperations,
  specifiedRules,
  validate,
} from 'graphql';
import type { Decision } from '../model/decision.js';
import type { RowCondition } from '../model/grant.js';
import type { ViewKey } from '../model/purpose.js';
import { askedByVariables, askedMembers, openVariables, type Place } from './asked-members.js';
import { combine, decide } from './decide.js';
import { type Denials, subjectOf } from './denying-rules.js';
import { derivedFrom } from './derived-values.js';
import { type Explanation, NO_DENIALS, type Question } from './explain.js';
import { KnownOperationTypes } from './known-operation-types.js';
import type { Policy } from './policy.js';
import { type SchemaShape, schemaShape } from './schema-shape.js';
import { membersOf, type ViewMembers } from './view-members.js';

/** The rules by which the server validates. */
const RULES = [...specifiedRules, KnownOperationTypes];

/** Something that an operation asks for. */
export interface TriedMember {
  /** `Type.field`, `Type.field(argument:)`, an input field, an enum value; of a refused type its name. */
  readonly name: string;
  readonly at: Place;
}

/** Not in the view: the whole operation is refused. */
export interface RefusedMember extends TriedMember, Denials {}

/** In the view, under conditions that are decided record by record. */
export interface ConditionalMember extends TriedMember {
  /** All must hold. Of a field put together from several sources: those that hold for some of them. */
  readonly conditions: readonly RowCondition[];
  readonly rules: readonly Decision[];
  /** `withheld`: reported as an absence; `unfound`: it is asked by, and finds only what the conditions let be seen. */
  readonly effect: 'withheld' | 'unfound';
}

/** What an operation would get in one view, without running it. */
export interface TriedOperation {
  readonly view: ViewKey;
  readonly policyVersion: string;
  readonly refused: readonly RefusedMember[];
  readonly conditional: readonly ConditionalMember[];
  readonly free: readonly TriedMember[];
  /** Why the document is refused besides, in words that show no value; empty when it fits the view. */
  readonly faults: readonly string[];
  /** `$name: Type` of each variable that decides what is asked and has no value here. */
  readonly openVariables: readonly string[];
  /** Whether a request with `X-Absences: strict` could be rejected. */
  readonly strictCouldReject: boolean;
}

/** What is tried. */
export interface Trial {
  readonly document: DocumentNode;
  /** One of the document's. */
  readonly operation: OperationDefinitionNode;
  /** Absent where nothing is known of the variables. */
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** What it is tried with. */
export interface TrialParts {
  readonly master: GraphQLSchema;
  readonly policy: Policy;
  /** The view, as callers are served it. */
  readonly schema: GraphQLSchema;
  readonly explain: (question: Question) => Explanation;
  /** Says what is wrong with a document without showing its values. */
  readonly words: (error: GraphQLError) => string;
}

/** Tries an operation in a view: what of it would be refused, withheld on a condition, or read freely. Reads nothing. */
export function tryOperation(parts: TrialParts, view: ViewKey, trial: Trial): TriedOperation {
  const { master, policy, schema, words } = parts;
  const shape = schemaShape(master);
  const there = membersOf(schema);
  const refused = refusedMembers(parts, view, trial, { shape, there });
  const faults = faultsOf(parts, trial, refused.length > 0).map(words);
  const asked = [...membersIn(master, onlyOperation(trial), trial)].filter(([name]) => there.members.has(name));
  const conditional = asked.flatMap(([name, at]) => conditionalMember(policy, view, shape, name, at));
  const free = asked.filter(([name]) => !conditional.some((one) => one.name === name));
  return {
    view,
    policyVersion: policy.version,
    refused,
    conditional,
    free: free.map(([name, at]) => ({ name, at })),
    faults: [...new Set(faults)],
    openVariables: openVariables(master, trial.operation, trial.variables ?? {}),
    strictCouldReject: conditional.some(({ effect }) => effect === 'withheld'),
  };
}

/** The server judges the whole document, also operations in it that are not run. */
function refusedMembers(
  { master, explain }: TrialParts,
  view: ViewKey,
  trial: Trial,
  { shape, there }: { readonly shape: SchemaShape; readonly there: ViewMembers },
): RefusedMember[] {
  const asked = membersIn(master, trial.document, trial);
  const denied = [...asked].filter(([name]) => !there.members.has(name));
  const refused = denied.map(([name, at]) => ({ name, at, ...denialsOf(explain({ view, field: name })) }));
  const ofRefused = new Set(denied.map(([name]) => name.split('.', 1)[0]));
  const alone = [...askedMembers(master, trial.document).types].filter(
    ([name]) => !there.types.has(name) && !ofRefused.has(name),
  );
  const refusedTypes = alone.map(([name, at]) => {
    const member = shape.get(name)?.members[0]?.name;
    const denials = member ? denialsOf(explain({ view, field: `${name}.${member}` })) : NO_DENIALS;
    return { name, at, ...denials };
  });
  return [...refused, ...refusedTypes];
}

function denialsOf({ deniedBy, foreignSources }: Denials): Denials {
  return { deniedBy, foreignSources };
}

function membersIn(master: GraphQLSchema, document: DocumentNode, { operation, variables }: Trial) {
  const inVariables = askedByVariables(master, operation, variables ?? {});
  return new Map([...inVariables, ...askedMembers(master, document).members]);
}

/** Faults that no view would forgive; and those of this view that are not told member by member. */
function faultsOf({ master, schema }: TrialParts, trial: Trial, isRefused: boolean): readonly GraphQLError[] {
  const everywhere = [...validate(master, trial.document, RULES), ...variableFaults(master, trial)];
  return everywhere.length > 0 || isRefused ? everywhere : validate(schema, trial.document, RULES);
}

function variableFaults(master: GraphQLSchema, { operation, variables }: Trial): readonly GraphQLError[] {
  if (!variables) return [];
  return getVariableValues(master, operation.variableDefinitions ?? [], { ...variables }).errors ?? [];
}

function onlyOperation({ document, operation }: Trial): DocumentNode {
  return separateOperations(document)[operation.name?.value ?? ''] ?? document;
}

function conditionalMember(
  policy: Policy,
  view: ViewKey,
  shape: SchemaShape,
  name: string,
  at: Place,
): ConditionalMember[] {
  const subject = subjectOf(shape, name);
  if (!subject) return [];
  const { type, member, argument } = subject;
  const own = argument ? (argument.categories ?? []) : member.categories;
  const categories = own ?? derivedFrom(shape, type, member.name);
  const rules = categories.map((category) => decide(policy, view, category)).filter(isConditional);
  const decision = combine(rules);
  if (!decision.permitted) return [];
  const asksBy = argument !== undefined || type.root || type.kind === 'input' || type.kind === 'enum';
  return [{ name, at, conditions: decision.conditions, rules, effect: asksBy ? 'unfound' : 'withheld' }];
}

function isConditional({ condition }: Decision): boolean {
  return condition === 'own' || condition === 'consent';
}
