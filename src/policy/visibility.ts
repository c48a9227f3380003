import type { GraphQLSchema } from 'graphql';
import type { Condition } from '../model/category.js';
import type { Policy, PolicyCategory } from './policy.js';
import { type SchemaShape, schemaShape } from './schema-shape.js';

const SIGNS: Record<Condition, string> = { yes: 'yes', own: 'own', consent: 'consent', no: '–' };

/** A member of the schema by its full name, with the categories that it needs, and whose source it writes to. */
export interface CoveredMember {
  readonly name: string;
  readonly categories: readonly string[];
  readonly agency?: string;
}

/**
 * The review table, in Markdown: who sees which fields, on what basis, as which processing activity. Made from the
 * same policy and schema as both locks, always in the same order, so that a change of the policy is a change of lines.
 */
export function visibilityTable(master: GraphQLSchema, policy: Policy): string {
  const shape = schemaShape(master);
  const members = coveredMembers(shape);
  return [
    '# Who sees what',
    '',
    `Policy version ${cell(policy.version)}. Made by \`ketenzicht\`; change the policy or the schema, not this file.`,
    '',
    "*yes*: when the case is in reach. *own*: only where the record belongs to the partner's organisation. " +
      "*consent*: only while the consent of the person stands. *–*: not in this partner's schema.",
    '',
    ...partnerLines(policy),
    '',
    ...categoryLines(policy),
    '',
    '## Fields of each category',
    '',
    ...policy.categories.flatMap((category) => fieldLines(category, members)),
    '## Open to every view',
    '',
    ...openLines(shape),
    '',
  ].join('\n');
}

function partnerLines(policy: Policy): string[] {
  const rows = policy.columns.map(({ view, legalBasis, processingActivity, validFrom, validUntil }) =>
    line([view, legalBasis, processingActivity, validFrom, validUntil ?? 'open-ended']),
  );
  return [
    '## Partners and purposes',
    '',
    ...headed(['View', 'Legal basis', 'Processing activity', 'From', 'Until']),
    ...rows,
  ];
}

function categoryLines(policy: Policy): string[] {
  const rows = policy.categories.map(({ category, covers }) =>
    line([category, covers, ...policy.columns.map(({ view }) => SIGNS[policy.conditionOf(view, category)])]),
  );
  return ['## Categories', '', ...headed(['Category', 'Covers', ...policy.columns.map(({ view }) => view)]), ...rows];
}

function fieldLines({ category }: PolicyCategory, members: readonly CoveredMember[]): string[] {
  const covered = members.filter(({ categories }) => categories.includes(category));
  const items = covered.map(({ name, categories, agency }) => {
    const others = categories.filter((one) => one !== category);
    const besides = [
      ...(others.length > 0 ? [`needs ${others.join(', ')} as well`] : []),
      ...(agency ? [`only for the owner of ${agency}`] : []),
    ];
    return `- \`${name}\`${besides.length > 0 ? ` (${besides.join('; ')})` : ''}`;
  });
  return [`### ${category}`, '', ...(items.length > 0 ? items : ['- no field']), ''];
}

function openLines(shape: SchemaShape): string[] {
  const rows = [...shape.values()].flatMap((type) =>
    type.members.flatMap(({ name, open }) => (open ? [line([`${type.name}.${name}`, open])] : [])),
  );
  return [...headed(['Field', 'Why it is open']), ...rows.sort()];
}

/** The members of the schema that categories cover, in the order of their names; a member may be covered by several. */
export function coveredMembers(shape: SchemaShape): CoveredMember[] {
  const found = [...shape.values()].flatMap((type) =>
    type.members.flatMap((member) => {
      const name = `${type.name}.${member.name}`;
      const inArguments = member.args.map((argument) => ({ ...argument, name: `${name}(${argument.name}:)` }));
      return [{ ...member, name }, ...inArguments];
    }),
  );
  const covered = found.flatMap(({ name, categories, agency }) => (categories ? [{ name, categories, agency }] : []));
  return covered.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function headed(headings: readonly string[]): string[] {
  return [line(headings), line(headings.map(() => '---'))];
}

function line(cells: readonly string[]): string {
  return `| ${cells.map(cell).join(' | ')} |`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
