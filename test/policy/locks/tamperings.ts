import { roleName } from '../../../src/policy/role-name.js';

/** The views that the changes below are about. */
export const TOUCHED = 'DTV/RETURN';
export const OTHER = 'NGO/GUIDANCE';

/** A change that somebody might make by hand, and what the comparison of the locks must say of it. */
export interface Tampering {
  readonly name: string;
  readonly by: readonly string[];
  readonly undo: readonly string[];
  /** Views that differ now; none where only a guard is amiss. */
  readonly views?: readonly string[];
  /** The table that differs, and the columns when not all of them do. */
  readonly table?: string;
  readonly columns?: readonly string[];
  readonly faults?: readonly string[];
}

const role = roleName(TOUCHED);
const ASKING = "nullif(current_setting('app.organisation', true), '')";
const inReach = (table: string) =>
  `exists (select from app.reach r where r.organisation = ${ASKING} and r.case_id = ${table}.case_id)`;

const RIGHTS: readonly Tampering[] = [
  {
    name: 'a denied column is granted, although no row policy lets a row of it through',
    by: [`grant select (bsn) on shelter.person_bsn to ${role}`],
    undo: [`revoke select (bsn) on shelter.person_bsn from ${role}`],
    views: [TOUCHED],
    table: 'shelter.person_bsn',
    columns: ['bsn'],
  },
  {
    name: 'a column that is for no view is granted to everybody',
    by: ['grant select (v_number) on app.case_key to public'],
    undo: ['revoke select (v_number) on app.case_key from public'],
    views: [TOUCHED, OTHER],
    table: 'app.case_key',
    columns: ['v_number'],
    faults: ['everybody has a right to app.case_key.v_number'],
  },
  {
    name: 'what repeats a denied table by case is granted',
    by: [`grant select (person_bsn) on ind.read_model to ${role}`],
    undo: [`revoke select (person_bsn) on ind.read_model from ${role}`],
    views: [TOUCHED],
    table: 'ind.read_model',
    columns: ['person_bsn'],
  },
  {
    name: 'a permitted column is revoked',
    by: [`revoke select (phase) on guidance.trajectory from ${role}`],
    undo: [`grant select (phase) on guidance.trajectory to ${role}`],
    views: [TOUCHED],
    table: 'guidance.trajectory',
    columns: ['phase'],
  },
  {
    name: 'a table is added and granted that no category covers',
    by: ['create table ind.tomorrow (secret text, key int)', `grant select (secret) on ind.tomorrow to ${role}`],
    undo: ['drop table ind.tomorrow'],
    views: [TOUCHED],
    table: 'ind.tomorrow',
    columns: ['secret'],
  },
  {
    name: 'something else than reading is granted',
    by: [
      `grant update (phase) on guidance.trajectory to ${role}`,
      'create sequence app.numbers',
      `grant usage on sequence app.numbers to ${role}`,
      "create function app.peep() returns bigint language sql security definer as 'select count(*) from app.case_key'",
      `grant execute on function app.peep() to ${role}`,
      `grant create on schema app to ${role}`,
    ],
    undo: [
      `revoke update (phase) on guidance.trajectory from ${role}`,
      'drop sequence app.numbers',
      'drop function app.peep()',
      `revoke create on schema app from ${role}`,
    ],
    faults: [
      `${role} may do more than read guidance.trajectory`,
      `${role} may make something in app`,
      `${role} may run app.peep`,
      `${role} may use app.numbers`,
    ],
  },
];

const ROWS: readonly Tampering[] = [
  {
    name: 'a policy is dropped',
    by: [`drop policy ${role} on app.case_v_number`],
    undo: [`create policy ${role} on app.case_v_number for select to ${role} using (${inReach('case_v_number')})`],
    views: [TOUCHED],
    table: 'app.case_v_number',
  },
  {
    name: 'a policy loses the condition "own"',
    by: [`alter policy ${roleName(OTHER)} on shelter.place using (${inReach('place')})`],
    undo: [
      `alter policy ${roleName(OTHER)} on shelter.place using (place.organisation = ${ASKING} and ${inReach('place')})`,
    ],
    views: [OTHER],
    table: 'shelter.place',
  },
  {
    name: 'the policy of what repeats tables by case forgets the reach',
    by: [`alter policy ${role} on dtv.read_model using (true)`],
    undo: [`alter policy ${role} on dtv.read_model using (${inReach('read_model')})`],
    views: [TOUCHED],
    table: 'dtv.read_model',
    columns: ['case_id', 'made_as', 'procedure', 'laissez_passer', 'travel', 'officer'],
  },
  {
    name: 'a permissive policy is added',
    by: ['create policy open_door on dtv.officer using (true)'],
    undo: ['drop policy open_door on dtv.officer'],
    views: [TOUCHED, OTHER],
    table: 'dtv.officer',
    faults: ['dtv.officer has the policy open_door'],
  },
  {
    name: 'a policy is added that opens nothing yet',
    by: ["create policy later on ind.legal for select using (record_key = 'not yet')"],
    undo: ['drop policy later on ind.legal'],
    faults: ['ind.legal has the policy later'],
  },
  {
    name: 'row-level security is not forced on the owner any more',
    by: ['alter table ind.legal no force row level security'],
    undo: ['alter table ind.legal force row level security'],
    faults: ['ind.legal is not under forced row-level security'],
  },
  {
    name: 'row-level security is switched off',
    by: ['alter table dtv.travel disable row level security'],
    undo: ['alter table dtv.travel enable row level security'],
    views: [TOUCHED, OTHER],
    table: 'dtv.travel',
    faults: ['dtv.travel is not under forced row-level security'],
  },
  {
    name: 'a view of the owner goes around row-level security',
    by: ['create view app.lookout as select bsn from shelter.person_bsn', `grant select on app.lookout to ${role}`],
    undo: ['drop view app.lookout'],
    views: [TOUCHED],
    table: 'app.lookout',
    columns: ['bsn'],
  },
  {
    name: 'a materialised view keeps a copy',
    by: [
      'create materialized view app.copy as select bsn from shelter.person_bsn',
      `grant select on app.copy to ${role}`,
    ],
    undo: ['drop materialized view app.copy'],
    views: [TOUCHED],
    table: 'app.copy',
    columns: ['bsn'],
  },
];

/** Each change alone must be seen, and nothing else with it. */
export const TAMPERINGS: readonly Tampering[] = [...RIGHTS, ...ROWS];
