import { CONDITION_WORDS } from './condition-words.js';
import { viewWords } from './difference-text.js';
import { deniedByLine, foreignLines, ruleLine } from './explain.js';
import { columnOf, type Policy } from './policy.js';
import type { ConditionalMember, RefusedMember, TriedMember, TriedOperation } from './try-operation.js';

/** So many rules are each told with what they cover; of more only the names. */
const RULES_TOLD = 3;

/** What a tried operation would get in a view, in words, for the owner of the policy. */
export function triedText(policy: Policy, tried: TriedOperation, sources: readonly string[] | null): string {
  const { view, refused, faults, conditional, free } = tried;
  const withheld = conditional.filter(({ effect }) => effect === 'withheld');
  const unfound = conditional.filter(({ effect }) => effect === 'unfound');
  return [
    `${viewWords(view)}, policy ${tried.policyVersion}: ${verdict(tried)}`,
    ...section('refused: not in this schema', refused, (one) => refusedLines(policy, one)),
    ...section('refused: does not fit the schema', faults, (fault) => [`    ${fault}`]),
    ...section('withheld record by record, and reported at the field or at what leads to it', withheld, conditionLines),
    ...section('asked by, but finds only what may be seen', unfound, conditionLines),
    ...(free.length > 0 ? [`  free for every case in reach: ${free.map(({ name }) => name).join(', ')}`] : []),
    ...section('depends on a value that was not given (--variables)', tried.openVariables, (one) => [`    ${one}`]),
    ...(sources ? [`  ${sourcesLine(tried, sources)}`, `  ${strictLine(tried)}`] : []),
    ...basisLines(policy, view),
  ].join('\n');
}

/** Whether anything of it is refused, so that the operation as a whole is. */
export function isRefused({ refused, faults }: Pick<TriedOperation, 'refused' | 'faults'>): boolean {
  return refused.length + faults.length > 0;
}

function verdict(tried: TriedOperation): string {
  if (isRefused(tried)) return 'refused as a whole';
  return tried.conditional.length > 0 ? 'answered, with conditions' : 'answered';
}

function section<One>(heading: string, all: readonly One[], lines: (one: One) => string[]): string[] {
  return all.length > 0 ? [`  ${heading}`, ...all.flatMap(lines)] : [];
}

function refusedLines(policy: Policy, one: RefusedMember): string[] {
  const { deniedBy } = one;
  const rules = deniedBy.length > RULES_TOLD ? deniedByLine(one) : deniedBy.map((rule) => ruleLine(policy, rule));
  return [`    ${placed(one)}`, ...[...rules, ...foreignLines(one)].map((line) => `    ${line}`)];
}

function conditionLines(one: ConditionalMember): string[] {
  const rules = one.rules.map(({ ruleId, condition }) => `${ruleId}: ${condition}, ${CONDITION_WORDS[condition]}`);
  return [`    ${placed(one)}`, ...rules.map((rule) => `      rule ${rule}`)];
}

function placed({ name, at }: TriedMember): string {
  return `${name} (line ${at.line}, column ${at.column})`;
}

function sourcesLine({ openVariables }: TriedOperation, sources: readonly string[]): string {
  const least = openVariables.length > 0 ? ' at least' : '';
  return `sources asked${least}: ${sources.join(', ') || 'none'}`;
}

function strictLine({ strictCouldReject }: TriedOperation): string {
  return strictCouldReject
    ? 'with X-Absences: strict it is rejected where anything is withheld'
    : 'with X-Absences: strict it is not rejected: nothing of it can be withheld';
}

function basisLines(policy: Policy, view: string): string[] {
  const column = columnOf(policy, view);
  if (!column) return [];
  const { legalBasis, validFrom, validUntil } = column;
  return [
    `  legal basis: ${legalBasis}`,
    `  valid: from ${validFrom} ${validUntil ? `until ${validUntil}` : 'on, open-ended'}`,
  ];
}
