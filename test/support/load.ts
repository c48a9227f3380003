import { randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';
import type postgres from 'postgres';

/** What became of one request. `CUT`: the connection ended without an answer; `REFUSED`: it was not taken at all. */
export type Outcome = { readonly traceId: string } & (
  | { readonly kind: 'ANSWERED'; readonly status: number; readonly data: string; readonly codes: readonly string[] }
  | { readonly kind: 'CUT' | 'REFUSED'; readonly code: string }
);

/** Callers that ask the same again and again, each over a connection that it keeps while the server lets it. */
export interface Load {
  readonly outcomes: readonly Outcome[];
  /** Settles when so many more have been answered. */
  answered(more: number): Promise<void>;
  /** Ends it when every request has its outcome. */
  stop(): Promise<readonly Outcome[]>;
}

/** What is asked, where, and as whom. */
export interface LoadOrder {
  /** Addresses of the servers, taken in turn; one that refuses is left for the next. Looked at before each request. */
  readonly urls: () => readonly string[];
  readonly token: string;
  readonly purpose: string;
  readonly query: string;
  readonly callers: number;
}

/** Starts to ask. */
export function startLoad(order: LoadOrder): Load {
  const agent = new Agent({ keepAlive: true });
  const outcomes: Outcome[] = [];
  const looks = new Set<() => void>();
  let isOver = false;
  let turn = 0;
  const caller = async () => {
    while (!isOver) {
      const urls = order.urls();
      turn += 1;
      outcomes.push(await ask(`${urls[turn % urls.length]}/graphql`, order, agent));
      for (const look of looks) look();
    }
  };
  const all = Promise.all(Array.from({ length: order.callers }, caller));
  const answered = (more: number) => {
    const wanted = outcomes.filter(isAnswer).length + more;
    return new Promise<void>((resolve) => {
      const look = () => {
        if (outcomes.filter(isAnswer).length < wanted) return;
        looks.delete(look);
        resolve();
      };
      looks.add(look);
    });
  };
  const stop = async () => {
    isOver = true;
    await all;
    agent.destroy();
    return outcomes;
  };
  return { outcomes, answered, stop };
}

/** Whether it is an answer with data and nothing else. */
export function isAnswer(outcome: Outcome): outcome is Outcome & { readonly kind: 'ANSWERED' } {
  return outcome.kind === 'ANSWERED' && outcome.status === 200 && outcome.codes.length === 0;
}

/** Outcomes counted by what they are, such as `200` or `ECONNRESET`. */
export function tally(outcomes: readonly Outcome[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const one of outcomes) {
    const name = one.kind === 'ANSWERED' ? [one.status, ...one.codes].join(' ') : `${one.kind} ${one.code}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

/** What both logs say of answers: those without a line of their own, and the lines whose answer came to nobody. */
export async function againstLogs(admin: postgres.Sql, outcomes: readonly Outcome[]) {
  const rows = await admin<{ traceId: string; persons: number }[]>`
    select a.trace_id as "traceId", count(p.id)::int as persons from audit.audit_record a
    left join audit.processing_record p on p.trace_id = a.trace_id group by a.trace_id`;
  const lines = new Map(rows.map(({ traceId, persons }) => [traceId, persons]));
  return {
    unlogged: outcomes.filter((one) => isAnswer(one) && !lines.get(one.traceId)),
    lost: outcomes.filter((one) => !isAnswer(one) && lines.has(one.traceId)),
  };
}

function ask(url: string, { token, purpose, query }: LoadOrder, agent: Agent): Promise<Outcome> {
  const traceId = randomBytes(16).toString('hex');
  const headers = {
    'content-type': 'application/json',
    authorization: `Bearer ${token}`,
    'x-purpose': purpose,
    traceparent: `00-${traceId}-00f067aa0ba902b7-01`,
  };
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException) => {
      const code = error.code ?? 'no code';
      resolve({ traceId, kind: code === 'ECONNREFUSED' ? 'REFUSED' : 'CUT', code });
    };
    const sending = request(url, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('error', failed).on('end', () => resolve(answerOf(traceId, response.statusCode ?? 0, text)));
    });
    sending.on('error', failed).end(JSON.stringify({ query }));
  });
}

function answerOf(traceId: string, status: number, text: string): Outcome {
  const { data, errors = [] } = JSON.parse(text) as {
    data: unknown;
    errors?: { extensions: { code: string } }[];
  };
  const codes = errors.map(({ extensions }) => extensions.code);
  return { traceId, kind: 'ANSWERED', status, data: JSON.stringify(data), codes };
}
