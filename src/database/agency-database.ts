import type postgres from 'postgres';
import { endSessions, giveSession, takeSession } from './client-sessions.js';
import { connect, type VerifiedTls } from './connect.js';
import type { Session } from './session.js';
import type { SqlValue } from './snapshot-reader.js';

/** What the agency's database is told beside the question: its own row-level security may ask for it. */
export interface ToldSettings {
  readonly organisation: string;
  readonly partnerKind: string;
  readonly purpose: string;
  readonly processingActivity: string;
  readonly policyVersion: string;
  /** Parts and fields that are asked for, as JSON. */
  readonly fields: string;
}

/** Connections to an agency's own database. The login that the agency gave is its second lock. */
export interface AgencyDatabase {
  /**
   * Runs one statement in a read-only transaction that knows these settings. When the signal ends, it fails at once and
   * the connection is not used again. @throws the driver's error
   */
  read<Row extends object>(text: string, values: readonly SqlValue[], call: AgencyCall): Promise<Row[]>;
  close(): Promise<void>;
}

/** What goes along with a read of an agency's database. */
export interface AgencyCall {
  readonly told?: ToldSettings;
  readonly signal: AbortSignal;
}

const TELL = `select set_config('ketenzicht.organisation', $1, true), set_config('ketenzicht.partner_kind', $2, true),
  set_config('ketenzicht.purpose', $3, true), set_config('ketenzicht.processing_activity', $4, true),
  set_config('ketenzicht.policy_version', $5, true), set_config('ketenzicht.fields', $6, true)`;

/** How an agency's own database is opened. */
export interface AgencyDatabaseSetting {
  readonly connections: number;
  readonly timeoutMs: number;
  /** Authorities in PEM to trust instead of the public ones, where the address says `sslmode=verify-full`. */
  readonly ca?: string;
}

/** Opens an agency's own database: read-only, with the server's own time limit for each statement. */
export function openAgencyDatabase(url: string, { connections, timeoutMs, ca }: AgencyDatabaseSetting): AgencyDatabase {
  const settings = {
    default_transaction_read_only: 'on',
    statement_timeout: String(timeoutMs),
    idle_in_transaction_session_timeout: String(timeoutMs * 2),
  };
  const client = connect(url, connections, settings, { ssl: verifiedTls(url, ca), typeless: true });
  return {
    async read<Row extends object>(text: string, values: readonly SqlValue[], { told, signal }: AgencyCall) {
      const session = await takeSession(client, { waitMs: timeoutMs });
      const isOver = endOf(session, signal);
      const sent: Promise<Row[]>[] = [];
      const send = (statement: string, bound: readonly SqlValue[] = []) => {
        const answer = sendOn<Row>(session, statement, bound);
        answer.catch(() => undefined);
        sent.push(answer);
        return answer;
      };
      const begun = send('begin transaction read only');
      const knows = told ? send(TELL, orderOf(told)) : begun;
      const rows = send(text, values);
      void send('commit');
      const settled = Promise.allSettled(sent);
      void Promise.race([settled, isOver]).then(
        () => giveSession(client, session),
        () => giveSession(client, session),
      );
      const [, , answer] = await Promise.race([Promise.all([begun, knows, rows]), isOver]);
      return answer;
    },
    async close() {
      await endSessions(client);
      await client.end({ timeout: 1 });
    },
  };
}

/** The driver itself holds the certificate of a host that is an IP address against the name `localhost`. */
function verifiedTls(url: string, ca: string | undefined): VerifiedTls | undefined {
  const { hostname, searchParams } = new URL(url);
  return searchParams.get('sslmode') === 'verify-full' ? { host: hostname, ca } : undefined;
}

/** Fails when the time is over or the connection is lost: what was sent may then never settle, so the session goes. */
function endOf(session: Session, signal: AbortSignal): Promise<never> {
  const over = new Promise<never>((_, reject) => {
    const end = (code: string) => {
      session.discard();
      reject(Object.assign(new Error('the agency’s database did not answer'), { code }));
    };
    session.onLoss(() => end('CONNECTION_CLOSED'));
    if (signal.aborted) end('TIMEOUT');
    else signal.addEventListener('abort', () => end('TIMEOUT'), { once: true });
  });
  over.catch(() => undefined);
  return over;
}

function orderOf(told: ToldSettings): string[] {
  return [told.organisation, told.partnerKind, told.purpose, told.processingActivity, told.policyVersion, told.fields];
}

async function sendOn<Row extends object>(session: Session, text: string, values: readonly SqlValue[]): Promise<Row[]> {
  session.prepared(text);
  const options = { prepare: true, simple: false } as postgres.UnsafeQueryOptions;
  return [...(await session.client.unsafe<Row[]>(text, values as postgres.ParameterOrJSON<never>[], options))] as Row[];
}
