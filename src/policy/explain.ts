import type { GraphQLSchema } from 'graphql';
import type { Decision } from '../model/decision.js';
import { CONDITION_WORDS } from './condition-words.js';
import { combine, decide } from './decide.js';
import { type Denials, type DenyingRules, denyingRules, type Subject, subjectOf } from './denying-rules.js';
import { columnOf, type Policy, type PolicyColumn } from './policy.js';
import { schemaShape } from './schema-shape.js';
import { SOURCE_OWNERS } from './source-owner.js';
import { type ViewMembers, viewMembers } from './view-members.js';

/** What is to be explained. */
export interface Question {
  /** KIND/PURPOSE, as the policy's columns are headed. */
  readonly view: string;
  /** `Type.field`, also an input field or enum value; `Type.field(argument:)` for an argument. */
  readonly field: string;
}

/**
 * The answer, for the owner of the policy at the command line; never for a caller of the graph. It names no denial of
 * what is permitted or unknown.
 */
export interface Explanation extends Denials {
  /** `permit`: in the view; `deny`: not in it; `unknown`: no such view or field. */
  readonly decision: 'permit' | 'deny' | 'unknown';
  readonly policyVersion: string;
  readonly view: string;
  readonly field: string;
  /** The cells of the field itself; none where the field is open, an edge or unknown. */
  readonly rules: readonly Decision[];
  readonly legalBasis?: string;
  readonly processingActivity?: string;
  readonly validFrom?: string;
  readonly validUntil?: string | null;
  /** All of it in words, several lines. */
  readonly text: string;
}

/** Nothing keeps it out. */
export const NO_DENIALS: Denials = { deniedBy: [], foreignSources: [] };

/** What is there in one view, and why the rest is not. */
interface ExplainedView {
  readonly there: ViewMembers;
  readonly denying: DenyingRules;
}

/** Says in words which rule permits or denies a field of the master schema to a view, and on what basis. */
export function explain(policy: Policy, master: GraphQLSchema, question: Question): Explanation {
  return explainer(policy, master)(question);
}

/** The same for many questions: each view is made once. */
export function explainer(policy: Policy, master: GraphQLSchema): (question: Question) => Explanation {
  const shape = schemaShape(master);
  const views = new Map<string, ExplainedView>();
  const viewOf = ({ view }: PolicyColumn): ExplainedView => {
    const known = views.get(view);
    if (known) return known;
    const there = viewMembers(master, policy, view);
    const made = { there, denying: denyingRules(shape, policy, view, there) };
    views.set(view, made);
    return made;
  };
  return (question) => {
    const column = columnOf(policy, question.view);
    const subject = subjectOf(shape, question.field);
    if (!column) {
      const known = policy.columns.map(({ view }) => view).join(', ');
      return unknown(policy, question, `There is no view ${question.view} in the policy. Its views: ${known}.`);
    }
    if (!subject) {
      return unknown(policy, question, `There is no field ${question.field} in the schema; write it as Type.field.`);
    }
    return explained(policy, column, question.field, subject, viewOf(column));
  };
}

function explained(
  policy: Policy,
  column: PolicyColumn,
  field: string,
  subject: Subject,
  { there, denying }: ExplainedView,
): Explanation {
  const { view, legalBasis, processingActivity, validFrom, validUntil } = column;
  const rules = categoriesOf(subject).map((category) => decide(policy, view, category));
  const kept = there.members.has(field);
  const denials = kept ? NO_DENIALS : denying(subject);
  const lines = [
    `${field} in ${view}: ${kept ? 'permitted' : 'denied'}`,
    ...rules.map((rule) => ruleLine(policy, rule)),
    ...(kept ? keptLines(subject) : deniedLines(subject, rules, denials, view)),
    `  legal basis: ${legalBasis}`,
    `  processing activity: ${processingActivity}`,
    `  valid: from ${validFrom} ${validUntil ? `until ${validUntil}` : 'on, open-ended'}`,
    `  policy version: ${policy.version}`,
  ];
  const basis = { legalBasis, processingActivity, validFrom, validUntil };
  const decision = kept ? 'permit' : 'deny';
  return { decision, policyVersion: policy.version, view, field, rules, ...denials, ...basis, text: lines.join('\n') };
}

/** A rule with what its cell means, as one line of an explanation. */
export function ruleLine(policy: Policy, { ruleId, category, condition }: Decision): string {
  const row = policy.categories.find((one) => one.category === category);
  const covers = row ? row.covers : 'no row in the policy: denied by default';
  return `  rule ${ruleId}: ${condition}, ${CONDITION_WORDS[condition]} (category ${category}: ${covers})`;
}

function keptLines(subject: Subject): string[] {
  if (categoriesOf(subject).length > 0) return [];
  const { open, typeName } = subject.argument ?? subject.member;
  if (open) return [`  open: ${open}`];
  const holder = typeName === undefined ? 'its type' : 'the type behind it';
  return [`  it has no category of its own: it stays while ${holder} keeps a field`];
}

function deniedLines(subject: Subject, rules: readonly Decision[], denials: Denials, view: string): string[] {
  if (rules.length > 0 && !combine(rules).permitted) return foreignLines(denials);
  const { agency } = subject.member;
  const isForeign = agency !== undefined && denials.foreignSources.includes(agency);
  const reason = isForeign ? [] : [`  ${reasonOf(subject, rules, view)}`];
  return [...reason, ...deniedByLine(denials), ...foreignLines(denials)];
}

/** The rules that deny something by their names alone, as one line of an explanation; none without rules. */
export function deniedByLine({ deniedBy }: Denials): string[] {
  return deniedBy.length > 0 ? [`  denied by: ${deniedBy.map(({ ruleId }) => ruleId).join(', ')}`] : [];
}

/** A line for each source that is not the view's to write to. */
export function foreignLines({ foreignSources }: Denials): string[] {
  return foreignSources.map(
    (agency) => `  only the owner of the source ${agency} (${SOURCE_OWNERS[agency]}) writes to it`,
  );
}

function reasonOf(subject: Subject, rules: readonly Decision[], view: string): string {
  if (rules.length > 0) {
    return `its rules permit it, but nothing of the types it stands in or leads to is left in ${view}`;
  }
  const { open } = subject.argument ?? subject.member;
  if (open) return `it is open by itself (${open}), but nothing that leads to it or lies behind it is left in ${view}`;
  if (subject.argument) return `it has no category of its own, and its field or the type it takes is not in ${view}`;
  return 'it has no category of its own, and nothing behind it is left, or it should have one and is denied by default';
}

function categoriesOf({ member, argument }: Subject): readonly Decision['category'][] {
  return (argument ?? member).categories ?? [];
}

function unknown(policy: Policy, { view, field }: Question, fault: string): Explanation {
  const text = `${fault}\n  policy version: ${policy.version}`;
  return { decision: 'unknown', policyVersion: policy.version, view, field, rules: [], ...NO_DENIALS, text };
}
