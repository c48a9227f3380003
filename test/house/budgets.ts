import type { ProjectFile } from './project-files.js';
import { parseSyntax, type Syntax, type SyntaxNode } from './syntax.js';

/** The longest a file may be, in lines. */
export const FILE_LINES = 300;

/** The longest a function may be, in lines, signature and braces included. */
export const FUNCTION_LINES = 40;

const FUNCTIONS = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ClassMethod',
  'PrivateMethod',
  'Constructor',
  'MethodProperty',
  'GetterProperty',
  'SetterProperty',
]);

/** `path (lines)` of each file that is too long. */
export function longFiles(files: readonly ProjectFile[]): string[] {
  return files
    .map(({ path, text }) => ({ path, lines: text.replace(/\n$/, '').split('\n').length }))
    .filter(({ lines }) => lines > FILE_LINES)
    .map(({ path, lines }) => `${path} (${lines})`);
}

/**
 * `path:line (lines)` of each function, method and arrow function that is too long. The callback of a `describe` is a
 * chapter of tests and no function that anybody follows from top to bottom: it is exempt, what stands in it is not.
 */
export function longFunctions(file: ProjectFile): string[] {
  const syntax = parseSyntax(file);
  return syntax.nodes
    .filter((node) => FUNCTIONS.has(node.type) && !isDescribeCallback(syntax, node))
    .map((node) => syntax.linesOf(node))
    .map(({ first, last }) => ({ first, lines: last - first + 1 }))
    .filter(({ lines }) => lines > FUNCTION_LINES)
    .map(({ first, lines }) => `${file.path}:${first} (${lines})`);
}

/** `path:line` of each `any` in a type. */
export function anyTypes(file: ProjectFile): string[] {
  const syntax = parseSyntax(file);
  return syntax.nodes
    .filter((node) => node.type === 'TsKeywordType' && node.kind === 'any')
    .map((node) => `${file.path}:${syntax.linesOf(node).first}`);
}

/** `path:line` of each line that a pattern matches. */
export function linesWith(file: ProjectFile, pattern: RegExp): string[] {
  return file.text.split('\n').flatMap((line, place) => (pattern.test(line) ? [`${file.path}:${place + 1}`] : []));
}

/** Names of files, folders and declarations that say nothing: each as `path` or `path: name`. */
export function emptyNames(file: ProjectFile): string[] {
  const empty = (name: string) => wordsOf(name).some((word) => EMPTY_WORDS.has(word));
  const inPath = empty(file.path) ? [file.path] : [];
  const declared = parseSyntax(file)
    .nodes.filter((node) => DECLARATIONS.has(node.type))
    .map(nameOf)
    .filter((name) => name !== undefined && empty(name));
  return [...inPath, ...declared.map((name) => `${file.path}: ${name}`)];
}

const EMPTY_WORDS = new Set(['util', 'utils', 'helper', 'helpers', 'common', 'manager', 'managers']);

const DECLARATIONS = new Set([
  'ClassDeclaration',
  'FunctionDeclaration',
  'TsInterfaceDeclaration',
  'TsTypeAliasDeclaration',
  'TsEnumDeclaration',
]);

function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
}

function nameOf(node: SyntaxNode): string | undefined {
  const identifier = (node.identifier ?? node.id) as { value?: unknown } | undefined;
  return typeof identifier?.value === 'string' ? identifier.value : undefined;
}

function isDescribeCallback(syntax: Syntax, node: SyntaxNode): boolean {
  let callee = syntax.parentOf(node)?.callee as SyntaxNode | undefined;
  while (callee !== undefined && callee.type !== 'Identifier') {
    callee = (callee.object ?? callee.callee ?? callee.tag) as SyntaxNode | undefined;
  }
  return callee?.value === 'describe';
}
