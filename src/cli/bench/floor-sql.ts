/** What the municipality and the IND state of the person of `k.id`, the latest of each. */
export const statements = (group: string, columns: string) =>
  ['shelter', 'ind']
    .map(
      (agency) => `left join lateral (
    select ${columns}, source_level from ${agency}.person_${group} where case_id = k.id
    order by recorded_at desc nulls last, record_key desc limit 1) ${agency}_${group} on true`,
    )
    .join('\n  ');

/** The value with the stronger evidence; where that statement is silent, the other one. */
export const stronger = (group: string, column: string) => {
  const [shelter, ind] = [`shelter_${group}`, `ind_${group}`];
  return (
    `case when ${ind}.source_level < ${shelter}.source_level ` +
    `then coalesce(${ind}.${column}, ${shelter}.${column}) else coalesce(${shelter}.${column}, ${ind}.${column}) end`
  );
};

/**
 * The floor: one case as JSON, written by hand as one would for this answer alone, over `k.id`. Index probes by case,
 * the parts of a record by primary key, the fields named once; row-level security does the rest.
 */
const CASE_JSON = `json_build_object(
  'id', k.id, 'status', f.status, 'municipality', f.municipality, 'arrivedAt', f.arrived_at, 'leftAt', f.left_at,
  'person', json_build_object(
    'familyName', ${stronger('name', 'family_name')}, 'givenNames', ${stronger('name', 'given_names')},
    'aliases', ${stronger('name', 'aliases')},
    'birthDate', ${stronger('birth', 'birth_date')}, 'birthPlace', ${stronger('birth', 'birth_place')},
    'nationalities', ${stronger('nationality', 'nationalities')},
    'vNumber', (select v.v_number from app.case_v_number v where v.case_id = k.id), 'bsn', s.bsn),
  'shelterStays', coalesce((
    select json_agg(json_build_object('arrivedAt', t.arrived_at, 'departedAt', t.departed_at, 'kind', t.kind)
      order by t.arrived_at, t.record_key)
    from shelter.stay t where t.case_id = k.id), '[]'),
  'plan', (
    select json_build_object('scenario', t.scenario, 'decidedAt', t.decided_at, 'efforts', coalesce((
      select json_agg(json_build_object('organisation', e.organisation, 'effort', e.effort, 'dueAt', e.due_at)
        order by e.due_at nulls first, e.record_key)
      from shelter.effort e
      where e.case_id = k.id and e.delivered_by = t.delivered_by and e.source_key = t.source_key), '[]'))
    from shelter.plan t where t.case_id = k.id order by t.decided_at desc nulls last, t.record_key desc limit 1),
  'applications', coalesce((
    select json_agg(json_build_object(
        'kind', t.kind, 'state', t.state, 'submittedAt', t.submitted_at, 'decidedAt', t.decided_at,
        'outcome', t.outcome, 'legalArticle', l.legal_article, 'remedy', l.remedy,
        'remedyDeadline', l.remedy_deadline, 'returnDecisionAt', l.return_decision_at,
        'entryBanUntil', l.entry_ban_until, 'medicalOutcome', m.medical_outcome,
        'medicalValidUntil', m.medical_valid_until) order by t.submitted_at nulls first, t.record_key)
    from ind.application t
    left join ind.legal l using (delivered_by, source_key, record_key)
    left join ind.medical_outcome m using (delivered_by, source_key, record_key)
    where t.case_id = k.id), '[]'),
  'returnProcedures', coalesce((
    select json_agg(json_build_object(
        'state', t.state, 'openedAt', t.opened_at, 'closedAt', t.closed_at, 'departureKind', t.departure_kind,
        'laissezPasserStage', p.laissez_passer_stage, 'laissezPasserCountry', p.laissez_passer_country,
        'plannedDepartureAt', r.planned_departure_at, 'supportedByIom', r.supported_by_iom,
        'officer', case when o.name is not null
          then json_build_object('name', o.name, 'telephone', o.telephone, 'email', o.email) end)
      order by t.opened_at nulls first, t.record_key)
    from dtv.procedure t
    left join dtv.laissez_passer p using (delivered_by, source_key, record_key)
    left join dtv.travel r using (delivered_by, source_key, record_key)
    left join dtv.officer o using (delivered_by, source_key, record_key)
    where t.case_id = k.id), '[]'),
  'supervision', case when d.found or m.found then json_build_object(
    'reportingDuty', d.reporting_duty, 'reportingStatus', d.reporting_status,
    'measure', m.measure, 'measureFrom', m.measure_from, 'measureUntil', m.measure_until) end,
  'identity', (
    select json_build_object('established', t.established, 'establishedAt', t.established_at,
      'sourceLevel', t.source_level, 'documents', coalesce((
        select json_agg(json_build_object(
            'kind', e.kind, 'number', e.number, 'issuedBy', e.issued_by, 'validUntil', e.valid_until)
          order by e.recorded_at nulls first, e.record_key)
        from avim.document e
        where e.case_id = k.id and e.delivered_by = t.delivered_by and e.source_key = t.source_key), '[]'))
    from avim.identity t where t.case_id = k.id order by t.established_at desc nulls last, t.record_key desc limit 1),
  'outflow', (
    select json_build_object('reason', t.reason, 'durability', t.durability, 'destination', t.destination,
      'leftAt', t.left_at)
    from shelter.outflow t where t.case_id = k.id order by t.left_at desc nulls last, t.record_key desc limit 1))`;

/** What a case needs one row of, beside its lists. */
const CASE_JOINS = `
  left join lateral (
    select t.status, t.municipality, t.arrived_at, t.left_at from shelter.case_file t where t.case_id = k.id
    order by t.arrived_at desc nulls last, t.record_key desc limit 1) f on true
  ${statements('name', 'family_name, given_names, aliases')}
  ${statements('birth', 'birth_date, birth_place')}
  ${statements('nationality', 'nationalities')}
  left join lateral (
    select bsn from shelter.person_bsn where case_id = k.id
    union all select bsn from ind.person_bsn where case_id = k.id limit 1) s on true
  left join lateral (
    select true as found, t.reporting_duty, t.reporting_status from avim.reporting_duty t where t.case_id = k.id
    order by t.recorded_at desc nulls last, t.record_key desc limit 1) d on true
  left join lateral (
    select true as found, t.measure, t.measure_from, t.measure_until from avim.measure t where t.case_id = k.id
    order by t.measure_from desc nulls last, t.record_key desc limit 1) m on true`;

/** The whole answer of a page as one text. Parameters: the organisation, the size. */
export const PAGE_STATEMENT = `
  select json_build_object('data', json_build_object('cases', json_build_object('edges',
    coalesce(json_agg(json_build_object('node', ${CASE_JSON}) order by k.arrived_at desc, k.id desc), '[]')
  )))::text as answer
  from (
    select r.case_id as id, r.arrived_at from app.reach r where r.organisation = $1
    order by r.arrived_at desc, r.case_id desc limit $2::int
  ) k ${CASE_JOINS}`;

/** The whole answer of one case as one text. Parameters: the organisation, the case. */
export const CASE_STATEMENT = `
  select json_build_object('data', json_build_object('case', (
    select ${CASE_JSON}
    from (select r.case_id as id from app.reach r where r.organisation = $1 and r.case_id = $2::uuid) k ${CASE_JOINS}
  )))::text as answer`;
