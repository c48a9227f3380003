import type { SourceLevel } from '../../model/source-level.js';
import type { GuidancePhase } from '../../sources/guidance/code-lists.js';
import type { Scenario } from '../../sources/shelter/code-lists.js';
import type { PartValues, SourceRecord } from '../../sources/source-record.js';
import { consentsOf } from './consent.js';
import { contactOf } from './contact.js';
import { addDays, daysBetween } from './day.js';
import { LAST_DAY } from './figures.js';
import type { DemoPerson, Guide } from './person.js';
import { type Chance, chanceOf } from './random.js';
import { asRecorded } from './record.js';
import { identifiersOf, identityParts, stateOf } from './statement.js';

const GOALS: Readonly<Record<Scenario, readonly string[]>> = {
  RETURN: ['terugkeerplan', 'toekomstplan'],
  ONWARD_MIGRATION: ['doormigratie voorbereiden', 'toekomstplan'],
  LEGALISATION: ['aanvraag voorbereiden', 'documenten verzamelen'],
  UNDER_INVESTIGATION: ['toekomstplan', 'perspectief verkennen'],
};

/** The record of each NGO that guides or guided the person. One without V-number matches no case by itself. */
export function* guidanceRecords(person: DemoPerson): Generator<SourceRecord> {
  for (const guide of person.guides) yield guidanceRecord(person, guide);
}

function guidanceRecord(person: DemoPerson, guide: Guide): SourceRecord {
  const { ngo, startedAt, consent, knowsVNumber } = guide;
  const chance = chanceOf(`guidance/${person.number}/${ngo}`);
  const statement = stateOf(person, person.ngoVariation, chance);
  const level: SourceLevel = chance.happens(0.85) ? 5 : 6;
  return asRecorded(
    {
      agency: 'GUIDANCE',
      organisation: ngo,
      sourceKey: `C${String(3000 + person.number)}`,
      identifiers: identifiersOf(statement, knowsVNumber ? person.vNumber : null),
      opensCase: false,
      parts: {
        ...identityParts(statement, level),
        personContact: chance.happens(0.6) ? [contactOf(person, chance)] : [],
        trajectory: trajectoryOf(person, guide, chance),
      },
      consents: consentsOf(consent, { partnerKind: 'NGO', organisation: ngo }, startedAt, chance),
    },
    chance,
  );
}

/** One row with the phase reached; some NGOs keep the intake apart. */
function trajectoryOf(person: DemoPerson, guide: Guide, chance: Chance): PartValues[] {
  const { startedAt, endedAt } = guide;
  const goal = chance.happens(0.9) ? chance.pick(GOALS[person.scenario]) : null;
  const intakeEnd = addDays(startedAt, 14);
  const phase = phaseOf(person, guide);
  if (phase === 'INTAKE' || intakeEnd >= (endedAt ?? LAST_DAY) || chance.happens(0.7)) {
    return [{ phase, goal, startedAt, endedAt }];
  }
  return [
    { recordKey: '1', phase: 'INTAKE', goal: null, startedAt, endedAt: intakeEnd },
    { recordKey: '2', phase, goal, startedAt: intakeEnd, endedAt },
  ];
}

function phaseOf({ sheltering }: DemoPerson, { startedAt, endedAt }: Guide): GuidancePhase {
  if (endedAt) return 'ENDED';
  if (sheltering.leftAt) return 'AFTERCARE';
  return daysBetween(startedAt, LAST_DAY) < 21 ? 'INTAKE' : 'GUIDANCE';
}
