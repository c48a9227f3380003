import { parseSync } from '@swc/core';
import type { ProjectFile } from './project-files.js';

/** A node of swc's syntax tree, as far as these checks look at it. Positions are bytes in UTF-8, counted from 1. */
export interface SyntaxNode {
  readonly type: string;
  readonly span: { readonly start: number; readonly end: number };
  readonly [property: string]: unknown;
}

/** A parsed file: its nodes, parents before children, and where they stand. */
export interface Syntax {
  readonly nodes: readonly SyntaxNode[];
  /** The innermost node around a node; absent for the top ones. */
  parentOf(node: SyntaxNode): SyntaxNode | undefined;
  /** First and last line of a node, counted from 1. */
  linesOf(node: SyntaxNode): { first: number; last: number };
}

/** @throws the parser's error, with the file's path, when the file is no TypeScript or JavaScript */
export function parseSyntax(file: ProjectFile): Syntax {
  const nodes: SyntaxNode[] = [];
  const parents = new Map<SyntaxNode, SyntaxNode | undefined>();
  collect(parse(file).body, undefined, (node, parent) => {
    nodes.push(node);
    parents.set(node, parent);
  });
  const lineAt = lineFinder(file.text);
  return {
    nodes,
    parentOf: (node) => parents.get(node),
    linesOf: (node) => ({ first: lineAt(node.span.start - 1), last: lineAt(node.span.end - 2) }),
  };
}

/** An import or re-export as written in a file. */
export interface WrittenImport {
  readonly specifier: string;
  readonly typeOnly: boolean;
}

/** Every import of a file: declarations, re-exports, `import()` calls and `import()` types. */
export function importsOf(syntax: Syntax): WrittenImport[] {
  return syntax.nodes.flatMap((node) => {
    const specifier = specifierOf(node);
    return specifier === undefined ? [] : [{ specifier, typeOnly: isTypeOnly(node) }];
  });
}

function specifierOf(node: SyntaxNode): string | undefined {
  if (/^(Import|ExportAll|ExportNamed)Declaration$/.test(node.type)) return stringOf(node.source);
  if (node.type === 'TsImportType') return stringOf(node.argument);
  if (node.type !== 'CallExpression' || !isNode(node.callee) || node.callee.type !== 'Import') return undefined;
  const [first] = node.arguments as { expression: unknown }[];
  return stringOf(first?.expression);
}

function isTypeOnly(node: SyntaxNode): boolean {
  if (node.type === 'TsImportType' || node.typeOnly === true) return true;
  const specifiers = (node.specifiers ?? []) as { isTypeOnly?: boolean }[];
  return specifiers.length > 0 && specifiers.every((specifier) => specifier.isTypeOnly === true);
}

function stringOf(node: unknown): string | undefined {
  return isNode(node) && node.type === 'StringLiteral' ? (node.value as string) : undefined;
}

function parse({ path, text }: ProjectFile): { body: unknown } {
  try {
    const syntax = /tsx?$/.test(path) ? 'typescript' : 'ecmascript';
    return parseSync(text, { syntax, tsx: path.endsWith('x'), decorators: true, target: 'es2022' });
  } catch (cause) {
    throw new Error(`${path} cannot be parsed`, { cause });
  }
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'span' in value;
}

function collect(
  value: unknown,
  parent: SyntaxNode | undefined,
  visit: (node: SyntaxNode, parent?: SyntaxNode) => void,
): void {
  if (typeof value !== 'object' || value === null) return;
  if (isNode(value)) visit(value, parent);
  for (const child of Object.values(value)) collect(child, isNode(value) ? value : parent, visit);
}

function lineFinder(text: string): (byte: number) => number {
  const bytes = Buffer.from(text);
  const lineBreaks = [...bytes.keys()].filter((place) => bytes[place] === 0x0a);
  return (byte) => 1 + lineBreaks.filter((place) => place < byte).length;
}
