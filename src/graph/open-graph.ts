import type { ApolloServer } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import { openAccessLog } from '../audit/access-log.js';
import { accessReportReader } from '../audit/access-report-reader.js';
import type { Config } from '../config.js';
import type { Database } from '../database/database.js';
import { openSnapshot } from '../database/snapshot.js';
import type { Caller } from '../model/caller.js';
import type { ViewKey } from '../model/purpose.js';
import type { RequestFacts } from '../model/request-facts.js';
import { checkPolicy } from '../policy/check.js';
import type { Policy } from '../policy/policy.js';
import { roleName } from '../policy/role-name.js';
import { guardedTables, sources } from '../sources/index.js';
import { refusedEntry } from './access-record.js';
import { changeRunner } from './change.js';
import type { RequestContext } from './context.js';
import { CursorBox } from './cursor.js';
import { errorReporting, type OperatorLog } from './errors.js';
import type { RefusalLog } from './refusals.js';
import { contextMaker } from './request-context.js';
import { masterSchema } from './schema.js';
import { startViews } from './views.js';

/** What the graph is opened with. */
export interface GraphSetting {
  readonly config: Config;
  readonly database: Pick<Database, 'admin' | 'gateway' | 'log'>;
  readonly policy: Policy;
  readonly log: OperatorLog;
  /** Told the text of each statement of a request, for tests and the bench. */
  readonly onStatement?: (text: string) => void;
}

/** The opened graph: a started server per view, and the context of one request. */
export interface OpenGraph {
  readonly views: ReadonlyMap<ViewKey, ApolloServer<RequestContext>>;
  readonly makeContext: (caller: Caller, facts: RequestFacts) => RequestContext;
  /** Writes the audit line of a request that was refused before it came here. */
  readonly logRefusal: RefusalLog;
}

/**
 * Opens the graph: checks that policy, schema and tables fit each other, then starts every view.
 * @throws Error with every problem when they do not fit: nothing is served on a policy that says less than it must
 */
export async function openGraph({ config, database, policy, log, onStatement }: GraphSetting): Promise<OpenGraph> {
  const master = schemaOf(config);
  const problems = checkPolicy(master, policy, guardedTables);
  if (problems.length > 0) throw new Error(`The policy does not fit the schema:\n  ${problems.join('\n  ')}`);
  const snapshotOf = (caller: Caller) =>
    openSnapshot(database.gateway, {
      role: roleName(caller.view),
      organisation: caller.principal.organisation,
      purpose: caller.purpose,
      statementTimeoutMs: config.limits.statementTimeoutMs,
      onStatement,
    });
  const accessLog = openAccessLog(database, config);
  const shared = { master, policy, sources, openSnapshot: snapshotOf };
  const plugins = [errorReporting<RequestContext>(log, (context) => context.trace.traceId)];
  return {
    views: await startViews({ ...shared, accessLog, log, plugins }),
    logRefusal: (refused) => accessLog.write(refusedEntry(refused, policy)),
    makeContext: contextMaker({
      ...shared,
      organisations: config.organisations,
      cursors: new CursorBox(config.secret),
      pageSize: config.limits.pageSize,
      runChange: changeRunner({ database, log: accessLog, statementTimeoutMs: config.limits.statementTimeoutMs }),
      accessReports: accessReportReader(database, config),
    }),
  };
}

/** The whole schema, with the municipalities of the configuration. */
export function schemaOf({ organisations }: Pick<Config, 'organisations'>): GraphQLSchema {
  const municipalities = organisations.flatMap(({ municipality, name }) =>
    municipality ? [{ code: municipality, name }] : [],
  );
  return masterSchema(municipalities);
}
