/**
 * What is joined to a case: for each field one statement that reads it for all cases of a page at once. They read the same
 * rows as the floor's statement.
 */

const KEYS = 'delivered_by, source_key, record_key';

/** The rows of each case, in their order. */
const lists = (cases, rows) => {
  const byCase = new Map(cases.map(({ id }) => [id, []]));
  for (const row of rows) byCase.get(row.case_id).push(row);
  return cases.map(({ id }) => byCase.get(id));
};

/** The one row of each case. */
const ones = (cases, rows) => {
  const byCase = new Map(rows.map((row) => [row.case_id, row]));
  return cases.map(({ id }) => byCase.get(id) ?? null);
};

/** Reads a field. @param text statement over `$1`, the ids of the cases; @param make its rows to the cases' values */
const reading = (text, make) => async (transaction, cases) =>
  make(cases, await transaction.read(text, [cases.map(({ id }) => id)]));

const latest = (table, columns, order) =>
  `select distinct on (case_id) case_id, delivered_by, source_key, ${columns} from ${table}
   where case_id = any($1::uuid[]) order by case_id, ${order} desc nulls last, record_key desc`;

const stated = (group, columns) =>
  ['shelter', 'ind']
    .map(
      (agency) => `left join lateral (
    select ${columns}, source_level from ${agency}.person_${group} where case_id = k.case_id
    order by recorded_at desc nulls last, record_key desc limit 1) ${agency}_${group} on true`,
    )
    .join('\n  ');

const stronger = (group, column, name) => {
  const [shelter, ind] = [`shelter_${group}`, `ind_${group}`];
  return (
    `case when ${ind}.source_level < ${shelter}.source_level then coalesce(${ind}.${column}, ${shelter}.${column}) ` +
    `else coalesce(${shelter}.${column}, ${ind}.${column}) end as "${name}"`
  );
};

const PERSON = `select k.case_id,
    ${stronger('name', 'family_name', 'familyName')}, ${stronger('name', 'given_names', 'givenNames')},
    ${stronger('name', 'aliases', 'aliases')},
    ${stronger('birth', 'birth_date', 'birthDate')}, ${stronger('birth', 'birth_place', 'birthPlace')},
    ${stronger('nationality', 'nationalities', 'nationalities')},
    (select v.v_number from app.case_v_number v where v.case_id = k.case_id) as "vNumber", s.bsn
  from unnest($1::uuid[]) k(case_id)
  ${stated('name', 'family_name, given_names, aliases')}
  ${stated('birth', 'birth_date, birth_place')}
  ${stated('nationality', 'nationalities')}
  left join lateral (
    select bsn from shelter.person_bsn where case_id = k.case_id
    union all select bsn from ind.person_bsn where case_id = k.case_id limit 1) s on true`;

const STAYS = `select case_id, arrived_at as "arrivedAt", departed_at as "departedAt", kind
  from shelter.stay where case_id = any($1::uuid[]) order by arrived_at, record_key`;

const APPLICATIONS = `select t.case_id, t.kind, t.state, t.submitted_at as "submittedAt", t.decided_at as "decidedAt",
    t.outcome, l.legal_article as "legalArticle", l.remedy, l.remedy_deadline as "remedyDeadline",
    l.return_decision_at as "returnDecisionAt", l.entry_ban_until as "entryBanUntil",
    m.medical_outcome as "medicalOutcome", m.medical_valid_until as "medicalValidUntil"
  from ind.application t
  left join ind.legal l using (${KEYS}) left join ind.medical_outcome m using (${KEYS})
  where t.case_id = any($1::uuid[]) order by t.submitted_at nulls first, record_key`;

const PROCEDURES = `select t.case_id, t.state, t.opened_at as "openedAt", t.closed_at as "closedAt",
    t.departure_kind as "departureKind", p.laissez_passer_stage as "laissezPasserStage",
    p.laissez_passer_country as "laissezPasserCountry", r.planned_departure_at as "plannedDepartureAt",
    r.supported_by_iom as "supportedByIom", o.name, o.telephone, o.email
  from dtv.procedure t
  left join dtv.laissez_passer p using (${KEYS}) left join dtv.travel r using (${KEYS})
  left join dtv.officer o using (${KEYS})
  where t.case_id = any($1::uuid[]) order by t.opened_at nulls first, record_key`;

const SUPERVISION = `select k.case_id, d.reporting_duty as "reportingDuty", d.reporting_status as "reportingStatus",
    m.measure, m.measure_from as "measureFrom", m.measure_until as "measureUntil"
  from unnest($1::uuid[]) k(case_id)
  left join lateral (
    select true as found, t.reporting_duty, t.reporting_status from avim.reporting_duty t where t.case_id = k.case_id
    order by t.recorded_at desc nulls last, t.record_key desc limit 1) d on true
  left join lateral (
    select true as found, t.measure, t.measure_from, t.measure_until from avim.measure t where t.case_id = k.case_id
    order by t.measure_from desc nulls last, t.record_key desc limit 1) m on true
  where d.found or m.found`;

/** The fields of a case that are read from other tables, each for all cases that ask for it together. */
export const CASE_READS = {
  person: reading(PERSON, ones),
  shelterStays: reading(STAYS, lists),
  plan: reading(latest('shelter.plan', 'scenario, decided_at as "decidedAt"', 'decided_at'), ones),
  applications: reading(APPLICATIONS, lists),
  returnProcedures: reading(PROCEDURES, lists),
  supervision: reading(SUPERVISION, ones),
  identity: reading(
    latest(
      'avim.identity',
      'established, established_at as "establishedAt", source_level as "sourceLevel"',
      'established_at',
    ),
    ones,
  ),
  outflow: reading(latest('shelter.outflow', 'reason, durability, destination, left_at as "leftAt"', 'left_at'), ones),
};

/** Reads what lies in the same file of the agency as its parent. @param text statement over `$1`, the cases' ids */
const ofFile = (text) => async (transaction, parents) => {
  const rows = await transaction.read(text, [parents.map(({ case_id }) => case_id)]);
  const fileOf = ({ case_id, delivered_by, source_key }) => `${case_id} ${delivered_by} ${source_key}`;
  const byFile = new Map(parents.map((parent) => [fileOf(parent), []]));
  for (const row of rows) byFile.get(fileOf(row))?.push(row);
  return parents.map((parent) => byFile.get(fileOf(parent)));
};

/** Agreed efforts of plans. */
export const readEfforts = ofFile(`select case_id, delivered_by, source_key, organisation, effort, due_at as "dueAt"
  from shelter.effort where case_id = any($1::uuid[]) order by due_at nulls first, record_key`);

/** Documents seen during identity research. */
export const readDocuments = ofFile(`select case_id, delivered_by, source_key, kind, number, issued_by as "issuedBy",
    valid_until as "validUntil"
  from avim.document where case_id = any($1::uuid[]) order by recorded_at nulls first, record_key`);

/** The officer of a procedure, which the statement of the procedures has read. */
export const officerOf = (procedure) => (procedure.name === null ? null : procedure);
