import { cellOf, permits } from '../../support/policy-matrix.js';
import { TABLES } from '../guarded-rows.js';
import type { Asker } from './asker.js';
import { consents, isInReach, type Row, rowsOf, type World } from './world.js';

/** A view may read these columns of a table, and of it the rows that `shows` says. */
export interface Permission {
  readonly columns: readonly string[];
  shows(row: Row, world: World): boolean;
}

/** What reach repeats of a case, for filters and orders. */
const CASE_COLUMNS = ['arrived_at', 'left_at', 'status', 'municipality'];

/** The schemas of the agencies. */
export const AGENCY_SCHEMAS = [...new Set(TABLES.flatMap(({ agency, schema }) => (agency ? [schema] : [])))];

/** The tables of a schema that a view reads without a condition. */
export function readWhole(view: string, schema: string): string[] {
  const tables = TABLES.filter(
    (table) => table.schema === schema && cellsOf(view, table).every((cell) => cell === 'yes'),
  );
  return tables.map(({ table }) => table);
}

/** What a source keeps of cases in one row: of those in reach, what repeats the tables that the view reads whole. */
const READ_MODELS = AGENCY_SCHEMAS.map((schema) => [
  `${schema}.read_model`,
  ({ view, organisation }: Asker): Permission | undefined => {
    const columns = readWhole(view, schema);
    const shows = (row: Row, world: World) => isInReach(world, row.case_id, organisation);
    return columns.length > 0 ? { columns: ['case_id', 'made_as', ...columns], shows } : undefined;
  },
]);

/**
 * Tables of the gateway's own that a view may read something of, although no row of the policy names them. Said here by
 * hand and one by one: what is added to it is reviewed. Nothing else of `app`, and nothing of `audit`, is for a view.
 */
export const OPEN_TABLES: Readonly<Record<string, (asker: Asker) => Permission | undefined>> = {
  ...Object.fromEntries(READ_MODELS),

  /** How fresh the sources are: nothing of a person, the same for everybody. */
  'app.freshness': () => ({ columns: ['agency', 'ended_at'], shows: () => true }),

  /** The organisation's own deliveries and what became of each row, where the policy lets it deliver; never a row itself. */
  'app.delivery': ({ view, organisation }) =>
    delivers(view)
      ? { columns: DELIVERY_COLUMNS, shows: (row) => organisation !== null && row.organisation === organisation }
      : undefined,
  'app.rejected_row': ({ view, organisation }) =>
    delivers(view)
      ? {
          columns: ['delivery_id', 'place', 'reason'],
          shows: (row, world) =>
            rowsOf(world, 'app.delivery').some(
              ({ id, organisation: owner }) =>
                id === row.delivery_id && organisation !== null && owner === organisation,
            ),
        }
      : undefined,

  /** The cases that exist for the organisation; with what they are ordered by only where the case's status is for it. */
  'app.reach': ({ view, organisation }) =>
    hasCases(view)
      ? {
          columns: ['organisation', 'case_id', ...(cellOf(view, 'case.status') === 'yes' ? CASE_COLUMNS : [])],
          shows: (row) => row.organisation === organisation && organisation !== null,
        }
      : undefined,

  /**
   * Consents to the asker's kind, to it or to all of the kind, of cases in its reach; not who recorded them. As records,
   * with who did: all of cases in reach, or those that are for it and those that it recorded.
   */
  'app.consent': ({ view, organisation }) => {
    const cell = cellOf(view, 'rights.consent');
    const records = cell === 'no' ? [] : ['id', 'recorded_by', 'withdrawn_by'];
    const shows = (row: Row, world: World) =>
      isInReach(world, row.case_id, organisation) &&
      (cell === 'yes' ||
        (cell === 'own' && row.recorded_by === organisation) ||
        (row.partner_kind === view.split('/')[0] && [null, organisation].includes(row.organisation ?? null)));
    const columns = ['case_id', 'partner_kind', 'organisation', 'given_at', 'withdrawn_at', ...records];
    return hasCases(view) ? { columns, shows } : undefined;
  },

  /** That a value is under investigation, where every category of it permits; the words where requests are permitted. */
  'app.rectification': ({ view, organisation }) => {
    const marks = ['case_id', 'field', 'categories', 'agency', 'requested_at'];
    const words = ['id', 'organisation', 'requested_by', 'statement', 'outcome', 'outcome_reason', 'decided_at'];
    const columns = cellOf(view, 'rights.rectification') === 'no' ? marks : [...marks, ...words];
    return hasCases(view)
      ? { columns, shows: (row, world) => isTaggedFor({ view, organisation }, row, world) }
      : undefined;
  },

  /** Records that may belong to a case: of cases in reach on which the municipality has a file. Not the record's key. */
  'app.match_candidate': ({ view, organisation }) => {
    if (cellOf(view, 'delivery.match') !== 'yes') return undefined;
    const columns = ['id', 'agency', 'organisation', 'case_id', 'agrees'];
    const shows = (row: Row, world: World) =>
      isInReach(world, row.case_id, organisation) &&
      rowsOf(world, 'shelter.case_file').some(
        (file) => file.case_id === row.case_id && file.organisation === organisation,
      );
    return { columns: [...columns, 'found_at', 'decision', 'decided_by', 'decided_at'], shows };
  },

  /** The addresses that the organisation is told of changes at, under the purpose they were made for; not their secret. */
  'app.webhook': ({ view, organisation }) => {
    if (cellOf(view, 'partner.webhook') !== 'own') return undefined;
    const columns = ['id', 'organisation', 'purpose', 'url', 'attempts', 'next_attempt_at', 'failing_since'];
    return {
      columns: [...columns, 'created_by', 'created_at', 'ended_at'],
      shows: (row) => isOwnHook({ view, organisation }, row),
    };
  },
  'app.webhook_failure': ({ view, organisation }) =>
    cellOf(view, 'partner.webhook') === 'own'
      ? {
          columns: ['webhook_id', 'organisation', 'position', 'attempts', 'reason', 'failed_at'],
          shows: (row, world) =>
            row.organisation === organisation &&
            rowsOf(world, 'app.webhook').some(
              (hook) => hook.id === row.webhook_id && isOwnHook({ view, organisation }, hook),
            ),
        }
      : undefined,

  /**
   * That something changed: rows of the tables that it may read, under the conditions of each; that a consent for it
   * began or ended; and for whom a case exists, of which it is also told, without reach, that it no longer does.
   */
  'app.change': ({ view, organisation }) => {
    const columns = ['position', 'part', 'organisation', 'case_id', 'kind', 'recorded_at'];
    return hasCases(view)
      ? { columns, shows: (row, world) => isToldOf({ view, organisation }, row, world) }
      : undefined;
  },

  /** How long what changed is kept: nothing of a person. */
  'app.retention_term': ({ view }) => (hasCases(view) ? { columns: ['what', 'days'], shows: () => true } : undefined),

  /** Until when the organisation itself takes part, and is granted each purpose; all of it for who administers that. */
  'app.organisation': (asker) =>
    registerOf(asker, 'code', ['code', 'valid_until'], ['partner_kind', 'name', 'valid_from', 'revoked_at']),
  'app.purpose_grant': (asker) =>
    registerOf(asker, 'organisation', ['organisation', 'purpose', 'valid_until'], ['valid_from', 'revoked_at']),

  /** Facts without identifiers, all of them, for who may have statistics; never the number that leads to a case. */
  'statistics.fact': ({ view }) =>
    cellOf(view, 'statistics.protected') === 'yes' ? { columns: FACT_COLUMNS, shows: () => true } : undefined,
  'statistics.refreshed': ({ view }) =>
    cellOf(view, 'statistics.protected') === 'yes'
      ? {
          columns: ['refreshed_at', 'municipalities', 'first_month', 'last_month', 'undated'],
          shows: () => true,
        }
      : undefined,

  /** Until when the view's own activity stands, each version of it; all of the register for who administers it. */
  'app.processing_activity': ({ view }) => {
    const ownEnd = ['uri', 'valid_until', 'ended_at'];
    if (cellOf(view, 'programme.grants') === 'yes') {
      return { columns: [...ownEnd, ...ACTIVITY_COLUMNS], shows: () => true };
    }
    return { columns: ownEnd, shows: (row) => `${row.partner_kind}/${row.purpose}` === view };
  },
};

const FACT_COLUMNS = [
  ...['municipality', 'arrived_month', 'left_month', 'nationality_group', 'scenario', 'outcome'],
  ...['application', 'return_procedure', 'stay_days'],
];

/** What else the public register says of an activity. */
const ACTIVITY_COLUMNS = [
  ...['partner_kind', 'purpose', 'name_nl', 'name_en', 'controller', 'legal_basis', 'categories', 'retention'],
  ...['confidential', 'valid_from'],
];

/** What a report of a delivery says; not the file's name, the hash of the body, or who confirmed it. */
const DELIVERY_COLUMNS = [
  ...['id', 'agency', 'organisation', 'idempotency_key', 'mode', 'state', 'started_at', 'ended_at', 'bytes_received'],
  ...['received', 'added', 'changed', 'unchanged', 'superseded', 'quarantined', 'rejected', 'waiting'],
  ...['closed', 'to_close', 'failure'],
];

const delivers = (view: string) => cellOf(view, 'delivery.own') === 'own';

function isOwnHook({ view, organisation }: Asker, row: Row): boolean {
  return organisation !== null && row.organisation === organisation && row.purpose === view.split('/')[1];
}

function isToldOf({ view, organisation }: Asker, row: Row, world: World): boolean {
  const isMine = row.organisation === organisation && organisation !== null;
  const [kind] = view.split('/');
  if (row.part === 'app.reach' && row.kind === 'REMOVED') return isMine;
  if (!isInReach(world, row.case_id, organisation)) return false;
  if (row.part === 'app.reach') return isMine;
  const conditional = TABLES.some(
    (table) => permits(view, table.categories) && cellsOf(view, table).includes('consent'),
  );
  if (row.part === 'app.consent') return isMine && conditional;
  const table = TABLES.find(({ schema, table }) => `${schema}.${table}` === row.part);
  if (!table || !permits(view, table.categories)) return false;
  if (cellsOf(view, table).includes('own') && !isMine) return false;
  return !cellsOf(view, table).includes('consent') || consents(world, row.case_id, kind, organisation);
}

function cellsOf(view: string, { categories }: { readonly categories: readonly string[] }) {
  return categories.map((category) => cellOf(view, category));
}

function isTaggedFor({ view, organisation }: Asker, row: Row, world: World): boolean {
  const categories = (row.categories ?? '').replace(/[{}]/g, '').split(',').filter(Boolean);
  if (categories.length === 0 || !isInReach(world, row.case_id, organisation)) return false;
  return categories.every((category) => {
    const cell = cellOf(view, category);
    if (cell === 'consent') return consents(world, row.case_id, view.split('/')[0], organisation);
    const mine = [row.organisation, category === 'rights.rectification' ? row.requested_by : undefined];
    return cell === 'yes' || (cell === 'own' && mine.includes(organisation));
  });
}

function registerOf(
  { view, organisation }: Asker,
  key: string,
  ownEnd: readonly string[],
  rest: readonly string[],
): Permission {
  if (cellOf(view, 'programme.grants') === 'yes') return { columns: [...ownEnd, ...rest], shows: () => true };
  return { columns: ownEnd, shows: (row) => row[key] === organisation };
}

/** Whether the view may see anything of a case. */
export function hasCases(view: string): boolean {
  return TABLES.some(({ categories }) => permits(view, categories));
}
