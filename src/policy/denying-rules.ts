import type { Agency } from '../model/agency.js';
import type { Decision } from '../model/decision.js';
import type { ViewKey } from '../model/purpose.js';
import { decide } from './decide.js';
import type { Policy } from './policy.js';
import type { ArgumentShape, MemberShape, SchemaShape, TypeShape } from './schema-shape.js';
import { ownsSource } from './source-owner.js';
import { argumentName, type ViewMembers } from './view-members.js';

/** A member of the schema, or one of its arguments. */
export interface Subject {
  readonly type: TypeShape;
  readonly member: MemberShape;
  readonly argument?: ArgumentShape;
}

const SUBJECT = /^(\w+)\.(\w+)(?:\((\w+):\))?$/;

/** What `Type.field`, an input field, an enum value or `Type.field(argument:)` names; undefined for what is not there. */
export function subjectOf(shape: SchemaShape, name: string): Subject | undefined {
  const [, typeName = '', memberName, argumentName] = SUBJECT.exec(name) ?? [];
  const type = shape.get(typeName);
  const member = type?.members.find((one) => one.name === memberName);
  if (!type || !member) return undefined;
  if (argumentName === undefined) return { type, member };
  const argument = member.args.find((one) => one.name === argumentName);
  return argument && { type, member, argument };
}

/** What keeps something out of a view; one of the two at least. */
export interface Denials {
  /** The cells that deny it: its own, else those that deny what it needs. */
  readonly deniedBy: readonly Decision[];
  /** Sources that it would write to, or that all it needs would write to, and that are not the view's own. */
  readonly foreignSources: readonly Agency[];
}

/**
 * The rules behind the absence of something from a view. Its own rules when they deny it; else those that deny what it
 * needs: all that lies behind an edge, an argument that must be given, or every way that leads to its type.
 */
export type DenyingRules = (subject: Subject) => Denials;

/** Prepares the search in one view; `there` is what stands in it. */
export function denyingRules(shape: SchemaShape, policy: Policy, view: ViewKey, there: ViewMembers): DenyingRules {
  const leads = leadsTo(shape);
  return (subject) => {
    const found = new Map<string, Decision>();
    const foreign = new Set<Agency>();
    new Search(shape, there, leads, ({ categories = [], agency }) => {
      const denied = categories.map((category) => decide(policy, view, category));
      const rules = denied.filter(({ condition }) => condition === 'no');
      for (const rule of rules) found.set(rule.ruleId, rule);
      const isForeign = agency !== undefined && !ownsSource(policy, view, agency);
      if (isForeign) foreign.add(agency);
      return rules.length > 0 || isForeign;
    }).ofSubject(subject);
    return { deniedBy: [...found.values()], foreignSources: [...foreign] };
  };
}

/** Every subject that leads to a type, by the name of the type. */
type Leads = ReadonlyMap<string, readonly Subject[]>;

function leadsTo(shape: SchemaShape): Leads {
  const leads = new Map<string, Subject[]>();
  const add = (name: string | undefined, subject: Subject) => {
    if (name) leads.set(name, [...(leads.get(name) ?? []), subject]);
  };
  for (const type of shape.values()) {
    for (const member of type.members) {
      add(member.typeName, { type, member });
      for (const argument of member.args) add(argument.typeName, { type, member, argument });
    }
  }
  return leads;
}

/** Walks from a subject to what it needs and does not have; each type and each subject once. */
class Search {
  private readonly seen = new Set<string>();

  constructor(
    private readonly shape: SchemaShape,
    private readonly there: ViewMembers,
    private readonly leads: Leads,
    /** Notes the rules that deny something, and says whether there were any. */
    private readonly note: (one: ArgumentShape | MemberShape) => boolean,
  ) {}

  ofSubject({ type, member, argument }: Subject): void {
    const name = argument ? argumentName(type.name, member.name, argument.name) : `${type.name}.${member.name}`;
    if (this.there.members.has(name) || !this.isNew(name)) return;
    if (this.note(argument ?? member)) return;
    if (argument) this.ofSubject({ type, member });
    else for (const needed of member.args.filter(({ required }) => required)) this.ofArgument(type, member, needed);
    this.ofType((argument ?? member).typeName);
    this.ofType(type.name);
  }

  /** An argument that must be given takes its field with it, so it is judged without looking at the field again. */
  private ofArgument(type: TypeShape, member: MemberShape, argument: ArgumentShape): void {
    if (!this.isNew(argumentName(type.name, member.name, argument.name))) return;
    if (!this.note(argument)) this.ofType(argument.typeName);
  }

  private ofType(name = ''): void {
    const type = this.shape.get(name);
    if (!type || this.there.types.has(name) || !this.isNew(name)) return;
    for (const member of type.members) this.ofSubject({ type, member });
    for (const possible of type.possible) this.ofType(possible);
    for (const lead of this.leads.get(name) ?? []) this.ofSubject(lead);
  }

  private isNew(name: string): boolean {
    const isNew = !this.seen.has(name);
    this.seen.add(name);
    return isNew;
  }
}
