import type { Database } from '../../src/database/database.js';
import type { ChangeMaker } from '../../src/delivery/change-maker.js';
import { confirmMatch, rejectMatch, undoMatch } from '../../src/delivery/confirm-match.js';
import type { MatchCandidateRow } from '../../src/join/match-candidates.js';
import type { SourceRecord } from '../../src/sources/source-record.js';
import { initialPolicy } from '../policy/initial-policy.js';

/** What identifies a person in these tests; left out: the same person. */
export interface Person {
  readonly vNumber?: string | null;
  readonly nameKey?: string;
  readonly birthDate?: string | null;
  readonly nationalities?: readonly string[];
}

const identifiersOf = ({
  vNumber = null,
  nameKey = 'selam barry',
  birthDate = '1955-05-06',
  nationalities = ['0084'],
}: Person) => ({
  vNumber,
  nameKey,
  birthDate,
  nationalities,
});

/** A municipality's file. */
export function shelterFile(organisation: string, sourceKey: string, person: Person): SourceRecord {
  const identifiers = identifiersOf(person);
  return {
    agency: 'SHELTER',
    organisation,
    sourceKey,
    version: 0,
    recordedAt: null,
    identifiers,
    opensCase: true,
    parts: {
      caseFile: [{ status: 'REFERRED', municipality: organisation.toUpperCase(), arrivedAt: null, leftAt: null }],
      personName: [{ familyName: 'Barry', givenNames: 'Selam', searchKey: identifiers.nameKey, sourceLevel: 5 }],
      personBirth: identifiers.birthDate ? [{ birthDate: identifiers.birthDate, sourceLevel: 5 }] : [],
      personNationality: [{ nationalities: identifiers.nationalities, sourceLevel: 5 }],
    },
  };
}

/** An NGO's record, with what it states of the person. */
export function ngoRecord(sourceKey: string, person: Person, phase = 'GUIDANCE'): SourceRecord {
  const identifiers = identifiersOf(person);
  const { nameKey: searchKey, birthDate, nationalities } = identifiers;
  return {
    agency: 'GUIDANCE',
    organisation: 'ngo-de-haven',
    sourceKey,
    version: 0,
    recordedAt: null,
    identifiers,
    opensCase: false,
    parts: {
      personName: [{ familyName: null, givenNames: null, aliases: [searchKey], searchKey, sourceLevel: 5 }],
      personBirth: birthDate ? [{ birthDate, sourceLevel: 5 }] : [],
      personNationality: nationalities.length > 0 ? [{ nationalities, sourceLevel: 5 }] : [],
      trajectory: [{ phase, goal: null, startedAt: '2020-01-01', endedAt: null }],
    },
  };
}

/** A record of the IND, which always has a V-number. */
export function indRecord(vNumber: string): SourceRecord {
  return {
    agency: 'IND',
    organisation: 'ind',
    sourceKey: vNumber,
    version: 0,
    recordedAt: null,
    identifiers: { vNumber, nameKey: null, birthDate: null, nationalities: [] },
    opensCase: false,
    parts: { application: [{ recordKey: 'Z1', kind: 'REGULAR', state: 'SUBMITTED' }] },
  };
}

/** Takes away all that was stored. */
export async function emptyStore({ admin }: Pick<Database, 'admin'>): Promise<void> {
  await admin`
    truncate app.case_key, app.case_index, app.case_v_number, app.reach, app.record, app.quarantine, app.consent,
      app.match_candidate, app.change, shelter.case_file, shelter.person_name, shelter.person_birth,
      shelter.person_nationality, guidance.trajectory, guidance.person_name, guidance.person_birth,
      guidance.person_nationality, ind.application`;
}

const DECIDE = { confirm: confirmMatch, reject: rejectMatch, undo: undoMatch };

/** What an officer can do with a possible match. */
export type Decision = keyof typeof DECIDE;

/** An officer of a municipality decides. @throws BadUserInput */
export async function decideAs(
  { admin }: Pick<Database, 'admin'>,
  organisation: string,
  decision: Decision,
  candidateId: string,
): Promise<MatchCandidateRow> {
  const maker: ChangeMaker = { organisation, view: 'MUNICIPALITY/CASE_COORDINATION', policy: initialPolicy };
  const done = await admin.begin(async (sql) => ({ row: await DECIDE[decision](sql, maker, candidateId) }));
  return done.row;
}

/** The id of the possible match of a record with the case of a file. @throws Error when there is none */
export async function matchId({ admin }: Pick<Database, 'admin'>, record: string, file: string): Promise<string> {
  const [found] = await admin<{ id: string }[]>`
    select c.id from app.match_candidate c join app.record r on r.case_id = c.case_id and r.agency = 'SHELTER'
    where c.source_key = ${record} and r.source_key = ${file}`;
  if (!found) throw new Error(`no possible match of ${record} with ${file}`);
  return found.id;
}
