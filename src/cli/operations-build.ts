import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  parse,
  Source,
  separateOperations,
  specifiedRules,
  validate,
} from 'graphql';
import { documentLimits } from '../graph/document-limits.js';
import { documentId, type Manifest, publishedText } from '../graph/published-documents.js';
import { placeOf, validationMessage } from '../graph/safe-message.js';
import { limitsFor, type OperationSettings } from '../model/operation-settings.js';
import { KnownOperationTypes } from '../policy/known-operation-types.js';
import type { Policy, PolicyColumn } from '../policy/policy.js';
import { makeView } from '../policy/view.js';
import { type CommandResult, cannot } from './command-result.js';
import { type AskingOrganisation, columnsAsked } from './policy.js';

/** A file of documents. */
export interface DocumentFile {
  readonly name: string;
  readonly text: string;
}

/** What is to be published, and for whose view. */
export interface BuildQuestion {
  readonly organisation: string;
  /** May be left out where the organisation has only one. */
  readonly purpose?: string;
  readonly files: readonly DocumentFile[];
}

/** What it is built with. */
export interface BuildParts {
  readonly master: GraphQLSchema;
  readonly policy: Policy;
  readonly organisations: readonly AskingOrganisation[];
  readonly settings: OperationSettings;
}

/** One operation of a manifest. */
interface Published {
  readonly name: string;
  readonly id: string;
  readonly text: string;
}

/** A manifest as the command writes it, with its operations by name. */
export interface BuiltManifest {
  readonly text: string;
  readonly view: string;
  readonly operations: readonly Omit<Published, 'text'>[];
}

/**
 * Makes the manifest of a partner's operations: each with the fragments it uses, valid in the partner's view and within
 * its limits, under the SHA-256 of its text.
 * @returns the answer with every finding where something does not fit: then nothing is published
 */
export function buildManifest(parts: BuildParts, question: BuildQuestion): BuiltManifest | CommandResult {
  const asked = columnsAsked(parts.policy, parts.organisations, question);
  if ('exitCode' in asked) return asked;
  const [column, another] = asked.columns;
  if (!column || another) {
    return cannot(`State a purpose, one of: ${asked.columns.map(({ purpose }) => purpose).join(', ')}.`);
  }
  const { document, findings } = readFiles(question.files);
  const judge = judgeOf(parts, column, question.organisation);
  const operations = findings.length > 0 ? [] : publishedOf(document);
  const all = [...findings, ...operations.flatMap(judge)];
  if (all.length > 0) return refused(all);
  if (operations.length === 0) return cannot('There is no operation in these files.');
  const manifest: Manifest = {
    view: column.view,
    operations: Object.fromEntries(operations.map(({ id, text }) => [id, text])),
  };
  return {
    text: `${JSON.stringify(manifest, null, 2)}\n`,
    view: column.view,
    operations: operations.map(({ name, id }) => ({ name, id })),
  };
}

function refused(findings: readonly string[]): CommandResult {
  const list = findings.map((finding) => `  ${finding}`).join('\n');
  return { exitCode: 1, text: `Nothing is published:\n${list}`, json: { findings } };
}

/** All definitions of all files as one document, so that files may share fragments. */
function readFiles(files: readonly DocumentFile[]): { document: DocumentNode; findings: string[] } {
  const findings: string[] = [];
  const names = new Set<string>();
  const definitions = files.flatMap((file) => {
    const document = readFile(file, findings);
    for (const definition of document?.definitions ?? []) {
      const fault = faultOf(definition, names);
      if (fault) findings.push(`${file.name}: ${fault}`);
    }
    return document?.definitions ?? [];
  });
  return { document: { kind: Kind.DOCUMENT, definitions }, findings };
}

function readFile({ name, text }: DocumentFile, findings: string[]): DocumentNode | undefined {
  try {
    return parse(new Source(text, name));
  } catch (cause) {
    if (!(cause instanceof GraphQLError)) throw cause;
    findings.push(`${name}: It cannot be read${placeOf(cause)}.`);
    return undefined;
  }
}

function faultOf(definition: DocumentNode['definitions'][number], names: Set<string>): string | undefined {
  if (definition.kind !== Kind.OPERATION_DEFINITION && definition.kind !== Kind.FRAGMENT_DEFINITION) {
    return 'Only operations and fragments are published.';
  }
  if (!definition.name) return 'Give every operation a name.';
  const key = `${definition.kind === Kind.FRAGMENT_DEFINITION ? 'fragment' : 'operation'} named ${definition.name.value}`;
  if (names.has(key)) return `There is another ${key}.`;
  names.add(key);
  return undefined;
}

function publishedOf(document: DocumentNode): (Published & { readonly document: DocumentNode })[] {
  return Object.entries(separateOperations(document))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, own]) => {
      const text = publishedText(own);
      return { name, id: documentId(text), text, document: own };
    });
}

function judgeOf({ master, policy, settings }: BuildParts, column: PolicyColumn, organisation: string) {
  const schema = makeView(master, policy, column.view);
  const refuseLarge = documentLimits(settings.tokens);
  const limits = limitsFor(settings, { partnerKind: column.partnerKind, organisation, client: '' });
  return ({ name, text, document }: Published & { readonly document: DocumentNode }): string[] => {
    const faults = validate(schema, document, [...specifiedRules, KnownOperationTypes], { hideSuggestions: true });
    const findings = faults.map((fault) => {
      const place = placeOf(fault);
      const words = validationMessage(fault).replace(/\.$/, '').replace(place, '');
      return `${fault.source?.name ?? name}: ${name}: ${words}${place}.`;
    });
    try {
      refuseLarge(text, limits);
      return findings;
    } catch (cause) {
      return [...findings, `${name}: ${(cause as Error).message}`];
    }
  };
}
