import type { Answer, TestGraph } from '../support/graph.js';

/** Who asks, in the views that keep consents or own values. */
export const AMSTERDAM = { organisation: 'amsterdam', purpose: 'CASE_COORDINATION' };
export const ROTTERDAM = { organisation: 'rotterdam', purpose: 'CASE_COORDINATION' };
export const DE_HAVEN = { organisation: 'ngo-de-haven' };
export const HET_ANKER = { organisation: 'ngo-het-anker' };
export const IND = { organisation: 'ind' };
export const DTV = { organisation: 'dtv' };

export interface Who {
  readonly organisation: string;
  readonly purpose?: string;
}

/** A consent, as it is answered. */
export interface ConsentAnswer {
  readonly id: string;
  readonly caseId: string;
  readonly partnerKind: string;
  readonly organisation: string | null;
  readonly givenAt: string;
  readonly withdrawnAt: string | null;
  readonly recordedBy: string | null;
  readonly withdrawnBy: string | null;
}

/** A request to rectify, as it is answered. */
export interface RectificationAnswer {
  readonly id: string;
  readonly caseId: string;
  readonly field: string;
  readonly source: string;
  readonly organisation: string;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly statement: string | null;
  readonly state: string;
  readonly outcome: string | null;
  readonly reason: string | null;
  readonly decidedAt: string | null;
}

const CONSENT = '{ id caseId partnerKind organisation givenAt withdrawnAt recordedBy withdrawnBy }';
const RECTIFICATION = `{ id caseId field source organisation requestedBy requestedAt statement
  state outcome reason decidedAt }`;
const SELECTION: Readonly<Record<string, string>> = {
  recordConsent: CONSENT,
  withdrawConsent: CONSENT,
  requestRectification: RECTIFICATION,
  decideRectification: RECTIFICATION,
};

/** Makes one change over HTTP. */
export async function change(graph: TestGraph, who: Who, name: string, input: object): Promise<Answer> {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) ${SELECTION[name]} }`;
  return graph.ask({ ...who, query, variables: { input } });
}

/** Makes one change, and gives what it led to. @throws Error when it was refused */
export async function changed<Value>(graph: TestGraph, who: Who, name: string, input: object): Promise<Value> {
  const answer = await change(graph, who, name, input);
  if (answer.errors) throw new Error(answer.text);
  return (answer.data as unknown as Record<string, Value>)[name] as Value;
}

/** The data under one root field. @throws Error when there are errors */
export async function asked<Value>(graph: TestGraph, who: Who, field: string, selection: string): Promise<Value> {
  const answer = await graph.ask({ ...who, query: `{ found: ${field} ${selection} }` });
  if (answer.errors) throw new Error(answer.text);
  return (answer.data as unknown as { found: Value }).found;
}

/** The consents that somebody sees of a case. */
export async function consentsOf(graph: TestGraph, who: Who, caseId: string): Promise<ConsentAnswer[]> {
  return asked(graph, who, `consents(caseId: "${caseId}")`, CONSENT);
}

/** The requests that somebody sees. */
export async function rectificationsOf(graph: TestGraph, who: Who, args = ''): Promise<RectificationAnswer[]> {
  return asked(graph, who, `rectifications${args}`, RECTIFICATION);
}

/** `CODE message` of the errors of an answer. */
export function refusalsOf(answer: Answer): string[] {
  return (answer.errors ?? []).map(({ message, extensions }) => `${extensions.code} ${message}`);
}

/** The lines of both logs that say this action or name, as text. */
export async function linesOf(graph: TestGraph, name: string): Promise<string[]> {
  const rows = await graph.database.admin<{ body: string }[]>`
    select to_jsonb(a)::text as body from audit.audit_record a
    union all select to_jsonb(p)::text from audit.processing_record p`;
  return rows.map(({ body }) => body).filter((body) => body.includes(name));
}

/** Runs something while the logs cannot be written. */
export async function withoutLogs<Value>(graph: TestGraph, work: () => Promise<Value>): Promise<Value> {
  await graph.change('revoke insert on audit.audit_record from ketenzicht_log');
  try {
    return await work();
  } finally {
    await graph.change('grant insert on audit.audit_record to ketenzicht_log');
  }
}
