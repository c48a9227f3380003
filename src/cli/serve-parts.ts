import type { FastifyInstance } from 'fastify';
import type postgres from 'postgres';
import type { Config } from '../config.js';
import type { GraphSetting } from '../graph/open-graph.js';
import type { ReadSession } from '../graph/page-session.js';
import type { IdentityRules } from '../identity/identify.js';

/** What the pages are made from. */
interface PagesSetting extends Pick<GraphSetting, 'config' | 'policy'> {
  readonly identity: IdentityRules;
  /** The owner's connection, for what the sessions of several processes share. */
  readonly owner: postgres.Sql;
}

/** What `serve` puts on top of the database. */
export interface ServeParts {
  /** Adds the pages that people look at, and says how their sessions are read. */
  readonly pages?: (server: FastifyInstance, setting: PagesSetting) => Promise<ReadSession | undefined>;
  /** Reads the settings anew, with the files that they name; what a start read stays when absent. */
  readonly reread?: () => Config;
  /** Takes the words that say where to look; standard output when absent. */
  readonly print?: (text: string) => void;
}
