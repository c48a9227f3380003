import type { Span } from '../model/span.js';

/** Names of tables and functions with their schema, quoted or not; not what stands in a text, such as a setting's name. */
const NAMED = /(?<!')\b"?(app|audit|statistics|shelter|guidance|ind|dtv|avim)"?\."?([a-z_]+)"?/g;
/** Longer summaries are cut, at a whole name (semantic conventions for databases: 255 characters). */
const LONGEST = 255;
/** Texts whose summaries are kept. */
const MOST_KEPT = 500;

const kept = new Map<string, Summary>();

interface Summary {
  readonly operation: string;
  readonly summary: string;
}

/**
 * Tells of a statement that is under way: what it does to which tables, when it began and ended. Neither its text nor
 * its values. @throws whatever the statement does
 */
export async function tracedStatement<Answer>(parent: Span, text: string, answer: Promise<Answer>): Promise<Answer> {
  const { operation, summary } = summaryOf(text);
  const span = parent.begin(
    summary,
    { 'db.system.name': 'postgresql', 'db.operation.name': operation, 'db.query.summary': summary },
    'CLIENT',
  );
  try {
    return await answer;
  } catch (error) {
    span.fail(error);
    throw error;
  } finally {
    span.end();
  }
}

/** The operation and the tables of a statement, such as `SELECT ind.application ind.decision`. */
export function summaryOf(text: string): Summary {
  const known = kept.get(text);
  if (known) return known;
  if (kept.size >= MOST_KEPT) kept.clear();
  const made = summarise(text);
  kept.set(text, made);
  return made;
}

function summarise(text: string): Summary {
  const verb = /\b(select|insert|update|delete)\b/i.exec(text)?.[1]?.toUpperCase() ?? 'OTHER';
  const operation = /^\s*with\b[\s\S]*\binsert into\b/i.test(text) ? 'INSERT' : verb;
  const tables = new Set([...text.matchAll(NAMED)].map(([, schema, name]) => `${schema}.${name}`));
  let summary = operation;
  for (const table of tables) {
    if (summary.length + 1 + table.length > LONGEST) break;
    summary += ` ${table}`;
  }
  return { operation, summary };
}
