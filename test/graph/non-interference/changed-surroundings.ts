import { cellOf } from '../../support/policy-matrix.js';
import type { Change, Statement } from './changed-rows.js';
import { deniedConsent, deniedRow, outOfReach } from './denied.js';
import { guardedOf, type StoredTable } from './stored-tables.js';

const on = (table: string, sql: string): Statement => ({ table, sql });

/** Consents that are not this partner's: given, withdrawn, revived, forgotten. */
export const changeConsents: Change = (view, _tables, draw) => {
  const kind = draw.pick(['MUNICIPALITY', 'NGO', 'IND', 'DTV', 'AVIM', 'RESEARCHER', view.partnerKind]);
  const organisation = draw.pick(['null', "'ngo-het-anker'", "'rotterdam'", "'ngo-de-brug'", `'${view.organisation}'`]);
  const given = draw.pick(['2023-01-01', '2024-01-01', '2024-05-01']);
  const denied = deniedConsent(view);
  const statements = [
    `insert into app.consent (case_id, partner_kind, organisation, given_at, recorded_by) select t.* from (
      select k.id as case_id, '${kind}' as partner_kind, ${organisation}::text as organisation,
        '${given}'::timestamptz, 'ngo-het-anker' as recorded_by from app.case_key k) t where ${denied} on conflict do nothing`,
    `update app.consent t set withdrawn_at = '2024-06-01' where ${denied}`,
    `update app.consent t set withdrawn_at = null where ${denied}`,
    `delete from app.consent t where ${denied}`,
  ];
  return draw.some(statements).map((sql) => on('app.consent', sql));
};

/** For whom else a case exists, and who takes part in its case table. */
export const changeReachOfOthers: Change = ({ organisation }, _tables, draw) => {
  const other = draw.pick(['rotterdam', 'ngo-het-anker', 'ind', 'dtv', 'avim'].filter((code) => code !== organisation));
  const ended = draw.pick(['null', 'now()']);
  const statements = [
    on('app.reach', `delete from app.reach where organisation <> '${organisation}'`),
    on('app.reach', `update app.reach set arrived_at = '2020-02-02' where organisation <> '${organisation}'`),
    on(
      'app.reach',
      `insert into app.reach (organisation, case_id, arrived_at)
        select '${other}', id, '2024-01-01' from app.case_key on conflict do nothing`,
    ),
    on(
      'app.participation',
      `insert into app.participation (case_id, organisation, begun_at, ended_at, recorded_by)
        select id, '${other}', '2024-01-01', ${ended}, 'rotterdam' from app.case_key on conflict do nothing`,
    ),
  ];
  return draw.some(statements);
};

/** Other organisations' own affairs: whether they may still ask, and for what. Who administers grants may know. */
export const changeOrganisations: Change = ({ organisation, partnerKind, purpose }, tables, draw) => {
  if (purpose === 'GRANT_ADMINISTRATION') return [];
  const end = draw.pick(['now()', "'2099-01-01'", 'null']);
  const set = draw.pick(['revoked_at = now()', "valid_until = '2020-01-01'", "valid_from = '2099-01-01'"]);
  return draw.some([
    // The activities of other views, also of the same kind of partner.
    on(
      'app.processing_activity',
      `update app.processing_activity set ended_at = ${end} where (partner_kind, purpose) <> ('${partnerKind}', '${purpose}')`,
    ),
    on('app.organisation', `update app.organisation set ${set} where code <> '${organisation}'`),
    ...ifStored(
      tables,
      'app.purpose_grant',
      `update app.purpose_grant set ${set} where organisation <> '${organisation}'`,
    ),
  ]);
};

/** Deliveries of others, and what they leave behind where no record is: nothing that makes a source fresher. */
export const changeDeliveries: Change = (view, _tables, draw) => {
  const others = cellOf(view.key, 'delivery.own') === 'no' ? 'true' : `organisation <> '${view.organisation}'`;
  const day = draw.pick(['2023-01-01', '2024-12-01']);
  const payload = '{"identifiers": {"nameKey": "amal abdi", "birthDate": "1990-05-17", "nationalities": ["0084"]}}';
  const statements = [
    on(
      'app.delivery',
      `update app.delivery set received = 99, rejected = 7, file_name = 'another file' where ${others}`,
    ),
    on(
      'app.delivery',
      `insert into app.delivery (agency, organisation, file_name, ended_at, complete)
        select agency, organisation, 'an older file', '${day}', true from app.delivery where ${others}`,
    ),
    on(
      'app.delivery',
      `insert into app.delivery (agency, organisation, file_name, ended_at, complete)
        select agency, organisation, 'a file that broke off', now(), false from app.delivery where ${others}`,
    ),
    on(
      'app.rejected_row',
      `insert into app.rejected_row (delivery_id, place, reason, raw)
        select id, 1, 'no date', 'Abdi' from app.delivery where ${others}`,
    ),
    on(
      'app.quarantine',
      `insert into app.quarantine (agency, organisation, source_key, payload, reason)
        values ('DTV', 'dtv', 'somebody', '${payload}', 'NO_V_NUMBER')`,
    ),
    on(
      'app.match_candidate',
      `insert into app.match_candidate (agency, organisation, source_key, case_id)
        select 'DTV', 'dtv', 'somebody', k.id from app.case_key k where ${outOfReach(view, 'k.id')}`,
    ),
  ];
  return draw.some(statements);
};

/** Requests to rectify what is denied: nobody is told that a value is under investigation who may not read it. */
export const changeRectifications: Change = (view, tables, draw) => {
  const category = draw.pick([
    'decision.medical',
    'person.bsn',
    'shelter.location',
    'supervision.measure',
    'person.name',
  ]);
  return ifStored(
    tables,
    'app.rectification',
    `insert into app.rectification (case_id, field, categories, agency, organisation, requested_by, statement)
      select case_id, 'Person.familyName', array['${category}'], 'IND', organisation, organisation, 'It is wrong.'
      from (select id as case_id, 'ngo-de-brug' as organisation from app.case_key) t
      where ${deniedRow(view, [category], 'case_id')}`,
  );
};

/**
 * Possible matches where the organisation has no file or may not decide, and addresses that others are told of changes
 * at, or the same organisation for another purpose.
 */
export const changeMatchesAndWebhooks: Change = (view, tables, draw) => {
  const file = `exists (select from shelter.case_file f where f.case_id = k.id and f.organisation = '${view.organisation}')`;
  const mine = cellOf(view.key, 'delivery.match') === 'yes' ? file : 'false';
  const denied = `(not ${mine} or ${outOfReach(view, 'k.id')})`;
  const decision = draw.pick(['null', "'CONFIRMED'", "'REJECTED'"]);
  return draw.some([
    ...ifStored(
      tables,
      'app.match_candidate',
      `insert into app.match_candidate (agency, organisation, source_key, case_id, decision)
        select 'GUIDANCE', 'ngo-de-haven', 'like somebody', k.id, ${decision} from app.case_key k where ${denied} on conflict do nothing`,
    ),
    ...ifStored(
      tables,
      'app.webhook',
      `insert into app.webhook (organisation, purpose, url, secret, position, created_by)
        select o.code, p.purpose, 'https://hooks.example/' || o.code, '', 0, o.code
        from app.organisation o cross join (select distinct purpose from app.purpose_grant) p
        where o.code <> '${view.organisation}' or p.purpose <> '${view.purpose}'`,
    ),
    ...ifStored(
      tables,
      'app.webhook_failure',
      `insert into app.webhook_failure (webhook_id, organisation, position, attempts, reason)
        select gen_random_uuid(), '${view.organisation}', 1, 3, 'TIMEOUT'`,
    ),
  ]);
};

/** What changed of what the view may not see: tables that it is denied, and cases out of its reach. */
export const changeOutbox: Change = (view, tables, draw) => {
  const table = draw.pick(guardedOf(tables));
  const owner = draw.pick(
    ['rotterdam', 'ngo-het-anker', 'ind', 'dtv', 'avim'].filter((one) => one !== view.organisation),
  );
  const position = 1_000_000 + draw.below(1000);
  return ifStored(
    tables,
    'app.change',
    `insert into app.change (position, part, organisation, case_id, kind, recorded_at)
      select ${position} + row_number() over (), '${table.name}', organisation, case_id, 'CHANGED', now()
      from (select id as case_id, '${owner}' as organisation from app.case_key) t
      where ${deniedRow(view, table.categories, 'case_id')}`,
  );
};

/** Who saw what of whom: lines of the processing log, which only a report of access tells. */
export const changeLog: Change = (view) => {
  const isReported = cellOf(view.key, 'rights.access_report') !== 'no';
  return isReported ? [] : [on('audit.processing_record', 'delete from audit.processing_record')];
};

/** The same rows of every table, inserted in another order. */
export const changeOrder: Change = (_view, tables, draw) => {
  const salt = draw.below(1000);
  return tables.map(({ name }) =>
    on(
      name,
      `create temp table shuffled on commit drop as table ${name}; delete from ${name};
       insert into ${name} select * from shuffled t order by md5('${salt}' || t::text); drop table shuffled`,
    ),
  );
};

function ifStored(tables: readonly StoredTable[], table: string, sql: string): Statement[] {
  return tables.some(({ name }) => name === table) ? [on(table, sql)] : [];
}
