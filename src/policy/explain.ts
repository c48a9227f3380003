import type { GraphQLSchema } from 'graphql';
import type { Decision } from '../model/decision.js';
import type { ViewKey } from '../model/purpose.js';
import { combine, decide } from './decide.js';
import { columnOf, type Policy, type PolicyColumn } from './policy.js';
import { type MemberShape, type SchemaShape, schemaShape } from './schema-shape.js';
import { planView } from './view-plan.js';

/** What is to be explained. */
export interface Question {
  /** KIND/PURPOSE, as the policy's columns are headed. */
  readonly view: string;
  /** `Type.field`, also an input field or enum value. */
  readonly field: string;
}

/** The answer, for the owner of the policy at the command line; never for a caller of the graph. */
export interface Explanation {
  /** `permit`: in the view; `deny`: not in it; `unknown`: no such view or field. */
  readonly decision: 'permit' | 'deny' | 'unknown';
  readonly policyVersion: string;
  readonly view: string;
  readonly field: string;
  /** The cells that decided; none where the field is open or unknown. */
  readonly rules: readonly Decision[];
  readonly legalBasis?: string;
  readonly processingActivity?: string;
  readonly validFrom?: string;
  readonly validUntil?: string | null;
  /** All of it in words, several lines. */
  readonly text: string;
}

const MEANING = {
  yes: 'for every case in reach',
  own: "only where the record belongs to the partner's organisation",
  consent: "only while the data subject's consent for this partner kind stands",
  no: 'never: the field is not in this schema',
} as const;

/** Says in words which rule permits or denies a field of the master schema to a view, and on what basis. */
export function explain(policy: Policy, master: GraphQLSchema, question: Question): Explanation {
  const shape = schemaShape(master);
  const column = columnOf(policy, question.view);
  const member = memberOf(shape, question.field);
  if (!column) {
    const known = policy.columns.map(({ view }) => view).join(', ');
    return unknown(policy, question, `There is no view ${question.view} in the policy. Its views: ${known}.`);
  }
  if (!member) {
    return unknown(policy, question, `There is no field ${question.field} in the schema; write it as Type.field.`);
  }
  return explained(policy, shape, column, question.field, member);
}

function explained(
  policy: Policy,
  shape: SchemaShape,
  column: PolicyColumn,
  field: string,
  member: MemberShape,
): Explanation {
  const { view, legalBasis, processingActivity, validFrom, validUntil } = column;
  const rules = (member.categories ?? []).map((category) => decide(policy, view, category));
  const [type = '', name = ''] = field.split('.');
  const kept = planView(shape, policy, view).keepsMember(type, name);
  const lines = [
    `${field} in ${view}: ${kept ? 'permitted' : 'denied'}`,
    ...rules.map((rule) => ruleLine(policy, rule)),
    ...reasonLines(member, rules, kept, view),
    `  legal basis: ${legalBasis}`,
    `  processing activity: ${processingActivity}`,
    `  valid: from ${validFrom} ${validUntil ? `until ${validUntil}` : 'on, open-ended'}`,
    `  policy version: ${policy.version}`,
  ];
  const basis = { legalBasis, processingActivity, validFrom, validUntil };
  const answer = { decision: kept ? 'permit' : 'deny', policyVersion: policy.version, view, field, rules } as const;
  return { ...answer, ...basis, text: lines.join('\n') };
}

function ruleLine(policy: Policy, { ruleId, category, condition }: Decision): string {
  const row = policy.categories.find((one) => one.category === category);
  const covers = row ? row.covers : 'no row in the policy: denied by default';
  return `  rule ${ruleId}: ${condition}, ${MEANING[condition]} (category ${category}: ${covers})`;
}

function reasonLines(member: MemberShape, rules: readonly Decision[], kept: boolean, view: ViewKey): string[] {
  if (rules.length > 0) {
    const byRules = combine(rules).permitted;
    return byRules && !kept
      ? [`  its rules permit it, but nothing of the types it stands in or leads to is left in ${view}`]
      : [];
  }
  if (member.open) return [`  open: ${member.open}`];
  const isEdge = member.typeName !== undefined;
  if (kept)
    return [
      `  it has no category of its own: it stays while ${isEdge ? 'the type behind it' : 'its type'} keeps a field`,
    ];
  return [
    '  it has no category of its own, and nothing behind it is left, or it should have one and is denied by default',
  ];
}

function memberOf(shape: SchemaShape, field: string): MemberShape | undefined {
  const [type = '', name, ...rest] = field.split('.');
  return rest.length > 0 ? undefined : shape.get(type)?.members.find((member) => member.name === name);
}

function unknown(policy: Policy, { view, field }: Question, fault: string): Explanation {
  const text = `${fault}\n  policy version: ${policy.version}`;
  return { decision: 'unknown', policyVersion: policy.version, view, field, rules: [], text };
}
