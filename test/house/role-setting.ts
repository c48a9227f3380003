import type { ProjectFile } from './project-files.js';
import { parseSyntax, type SyntaxNode } from './syntax.js';

/** Stands for what a template fills in. */
const FILLED_IN = '…';

/** Every text of a file: strings and templates, put together where they are added up. */
export function textsOf(file: ProjectFile): string[] {
  const syntax = parseSyntax(file);
  const whole = syntax.nodes.filter((node) => isText(node) && !isPartOfText(syntax.parentOf(node)));
  return whole.map(textOf);
}

function isText({ type, operator }: SyntaxNode): boolean {
  return type === 'StringLiteral' || type === 'TemplateLiteral' || (type === 'BinaryExpression' && operator === '+');
}

function isPartOfText(parent: SyntaxNode | undefined): boolean {
  return parent !== undefined && parent.type === 'BinaryExpression' && parent.operator === '+';
}

function textOf(node: SyntaxNode): string {
  if (node.type === 'StringLiteral') return node.value as string;
  if (node.type === 'TemplateLiteral') return (node.quasis as { raw: string }[]).map(({ raw }) => raw).join(FILLED_IN);
  if (node.type === 'ParenthesisExpression') return textOf(node.expression as SyntaxNode);
  if (node.type !== 'BinaryExpression') return FILLED_IN;
  return textOf(node.left as SyntaxNode) + textOf(node.right as SyntaxNode);
}

const QUOTE = `["'\\s]*`;
/** Ways to take on a role in SQL. `alter role … set` and `pg_settings` reach the same setting around a corner. */
const ROLE_SETTERS: readonly RegExp[] = [
  new RegExp(`\\bset\\s+(local\\s+|session\\s+)?${QUOTE}role\\b`, 'i'),
  /set_config\s*\(\s*(?!'[a-z_]+(\.[a-z_]+)?')/i,
  /set_config\s*\(\s*'role'/i,
  /\bsession[\s_]+authorization\b/i,
  /\balter\s+(role|user|database)\b[^;]*\s(re)?set\s/i,
  /\bpg_settings\b/i,
  /(-c|%20|[?&])\s*role\s*(=|%3d)/i,
];

/** The texts of a file that set a role, or a setting whose name is not written out. */
export function roleSetters(file: ProjectFile): string[] {
  return textsOf(file).filter((text) => ROLE_SETTERS.some((pattern) => pattern.test(text)));
}

/** SQL whose effect or answer outlives the transaction, or tells of rows that nobody was given. */
const OUTLIVING: readonly RegExp[] = [
  /\bcursor\b[^;]*\bwith\s+hold\b/i,
  /\bprepare\s+\w+(\s*\(.*\))?\s+as\b/i,
  /\bcreate\s+(local\s+|global\s+)?temp(orary)?\b/i,
  /\bset_config\s*\([^)]*,\s*false\s*\)/i,
  /\blo_\w+\s*\(/i,
  /\bexplain\s+(\(|analyze|select|with|table)/i,
];

/** The texts of a file with such SQL. */
export function outlivingTexts(file: ProjectFile): string[] {
  return textsOf(file).filter((text) => OUTLIVING.some((pattern) => pattern.test(text)));
}

const OPENERS: ReadonlySet<string> = new Set(['openSnapshot', 'openSingleRead']);

/** For each snapshot, or single read, that a file opens, how it names the role: the callee of a call, or what else stands there. */
export function rolesOfSnapshots(file: ProjectFile): string[] {
  return parseSyntax(file).nodes.flatMap((node) => {
    if (node.type !== 'CallExpression' || !OPENERS.has(nameOf(node.callee))) return [];
    const [, options] = node.arguments as { expression: SyntaxNode }[];
    // With a gateway and options it is the database's; the graph hands on one that only takes the caller.
    if (!options) return [];
    const properties = (options.expression.properties ?? []) as SyntaxNode[];
    const role = properties.find((property) => nameOf(property.key) === 'role')?.value as SyntaxNode | undefined;
    return [role?.type === 'CallExpression' ? nameOf(role.callee) : nameOf(role) || 'not said here'];
  });
}

function nameOf(node: unknown): string {
  return String((node as { value?: unknown } | undefined)?.value ?? '');
}
