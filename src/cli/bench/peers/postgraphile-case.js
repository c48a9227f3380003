import { constant, first, lambda, list, object } from 'postgraphile/grafast';
import { extendSchema } from 'postgraphile/utils';

/** What the tables do not say by themselves: a case with what is joined to it. The types of rows are PostGraphile's own. */
const TYPES = `
  extend type CaseIndex {
    person: Person
    shelterStays: [ShelterStay!]
    plan: ShelterPlan
    applications: [IndApplication!]
    returnProcedures: [DtvProcedure!]
    supervision: Supervision
    identity: AvimIdentity
    outflow: ShelterOutflow
  }
  type Person {
    familyName: String givenNames: String aliases: [String] birthDate: String birthPlace: String
    nationalities: [String] vNumber: String bsn: String
  }
  type Supervision {
    reportingDuty: Boolean reportingStatus: String measure: String measureFrom: Date measureUntil: Date
  }
  extend type ShelterPlan { efforts: [ShelterEffort!] }
  extend type AvimIdentity { documents: [AvimDocument!] }
  extend type IndApplication {
    legalArticle: String remedy: String remedyDeadline: Date returnDecisionAt: Date entryBanUntil: Date
    medicalOutcome: String medicalValidUntil: Date
  }
  extend type DtvProcedure {
    laissezPasserStage: String laissezPasserCountry: String plannedDepartureAt: Date supportedByIom: Boolean
    officer: DtvOfficer
  }
`;

const ascending = (attribute, nulls = 'LAST') => ({ attribute, direction: 'ASC', nulls });
const descending = (attribute) => ({ attribute, direction: 'DESC', nulls: 'LAST' });

function ordered($rows, ...orders) {
  for (const order of orders) $rows.orderBy(order);
  return $rows;
}

/** The latest row of a case. */
function latestOf(resource, $caseId, attribute) {
  const $rows = ordered(resource.find({ case_id: $caseId }), descending(attribute), descending('record_key'));
  $rows.setFirst(constant(1));
  return $rows.row(first($rows));
}

/** The value with the stronger evidence; where that statement is silent, the other one. */
function stronger([shelterLevel, shelter, indLevel, ind]) {
  const isInd = indLevel !== null && shelterLevel !== null && indLevel < shelterLevel;
  return (isInd ? (ind ?? shelter) : (shelter ?? ind)) ?? null;
}

/** Plans of the person: what the municipality and the IND state, each the latest. Their common parent is the case. */
function personPlans(tables) {
  const statedIn = (group, column) => ($case) => {
    const values = [tables[`shelter_person_${group}`], tables[`ind_person_${group}`]].flatMap((resource) => {
      const $row = latestOf(resource, $case.get('id'), 'recorded_at');
      return [$row.get('source_level'), $row.get(column)];
    });
    return lambda(list(values), stronger, true);
  };
  return {
    familyName: statedIn('name', 'family_name'),
    givenNames: statedIn('name', 'given_names'),
    aliases: statedIn('name', 'aliases'),
    birthDate: statedIn('birth', 'birth_date'),
    birthPlace: statedIn('birth', 'birth_place'),
    nationalities: statedIn('nationality', 'nationalities'),
    vNumber: ($case) => tables.case_v_number.get({ case_id: $case.get('id') }).get('v_number'),
    bsn: ($case) => {
      const found = [tables.shelter_person_bsn, tables.ind_person_bsn].map((resource) =>
        latestOf(resource, $case.get('id'), 'recorded_at').get('bsn'),
      );
      return lambda(list(found), ([shelter, ind]) => shelter ?? ind ?? null, true);
    },
  };
}

/** Null where the AVIM has neither. */
function supervisionOf({ avim_reporting_duty, avim_measure }, $caseId) {
  const $duty = latestOf(avim_reporting_duty, $caseId, 'recorded_at');
  const $measure = latestOf(avim_measure, $caseId, 'measure_from');
  const $values = object({
    reportingDuty: $duty.get('reporting_duty'),
    reportingStatus: $duty.get('reporting_status'),
    measure: $measure.get('measure'),
    measureFrom: $measure.get('measure_from'),
    measureUntil: $measure.get('measure_until'),
  });
  const isStated = ({ reportingDuty, measure }) => (reportingDuty ?? null) !== null || (measure ?? null) !== null;
  return lambda($values, (values) => (isStated(values) ? values : null), true);
}

function casePlans(tables) {
  const rowsOf = (name, $case, ...orders) => ordered(tables[name].find({ case_id: $case.get('id') }), ...orders);
  const latest = (name, attribute) => ($case) => latestOf(tables[name], $case.get('id'), attribute);
  return {
    person: ($case) => $case,
    shelterStays: ($case) => rowsOf('shelter_stay', $case, ascending('arrived_at'), ascending('record_key')),
    plan: latest('shelter_plan', 'decided_at'),
    applications: ($case) =>
      rowsOf('ind_application', $case, ascending('submitted_at', 'FIRST'), ascending('record_key')),
    returnProcedures: ($case) =>
      rowsOf('dtv_procedure', $case, ascending('opened_at', 'FIRST'), ascending('record_key')),
    supervision: ($case) => supervisionOf(tables, $case.get('id')),
    identity: latest('avim_identity', 'established_at'),
    outflow: latest('shelter_outflow', 'left_at'),
  };
}

const keysOf = ($row, ...columns) => Object.fromEntries(columns.map((column) => [column, $row.get(column)]));

/** The rows of the same file of the agency. */
const inFile = (resource, attribute) => ($row) =>
  ordered(
    resource.find(keysOf($row, 'case_id', 'delivered_by', 'source_key')),
    ascending(attribute, 'FIRST'),
    ascending('record_key'),
  );

/** The part of a record that lies in another table, under the same keys. */
const partOf = (resource, column) => ($row) => {
  const $part = resource.get(keysOf($row, 'delivered_by', 'source_key', 'record_key'));
  return column ? $part.get(column) : $part;
};

const fieldsOf = (resource, fields) =>
  Object.fromEntries(Object.entries(fields).map(([field, column]) => [field, partOf(resource, column)]));

function recordPlans(tables) {
  return {
    ShelterPlan: { plans: { efforts: inFile(tables.shelter_effort, 'due_at') } },
    AvimIdentity: { plans: { documents: inFile(tables.avim_document, 'recorded_at') } },
    IndApplication: {
      plans: {
        ...fieldsOf(tables.ind_legal, {
          legalArticle: 'legal_article',
          remedy: 'remedy',
          remedyDeadline: 'remedy_deadline',
          returnDecisionAt: 'return_decision_at',
          entryBanUntil: 'entry_ban_until',
        }),
        ...fieldsOf(tables.ind_medical_outcome, {
          medicalOutcome: 'medical_outcome',
          medicalValidUntil: 'medical_valid_until',
        }),
      },
    },
    DtvProcedure: {
      plans: {
        ...fieldsOf(tables.dtv_laissez_passer, {
          laissezPasserStage: 'laissez_passer_stage',
          laissezPasserCountry: 'laissez_passer_country',
        }),
        ...fieldsOf(tables.dtv_travel, {
          plannedDepartureAt: 'planned_departure_at',
          supportedByIom: 'supported_by_iom',
        }),
        officer: partOf(tables.dtv_officer),
      },
    },
  };
}

/** The joins of a case, as plans that PostGraphile puts into its own SQL. */
export const CasePlugin = extendSchema(({ pgResources }) => ({
  typeDefs: TYPES,
  objects: {
    CaseIndex: { plans: casePlans(pgResources) },
    Person: { plans: personPlans(pgResources) },
    ...recordPlans(pgResources),
  },
}));
