import { avimParts } from '../sources/avim/index.js';
import { dtvParts } from '../sources/dtv/index.js';
import { guidanceParts } from '../sources/guidance/index.js';
import { indParts } from '../sources/ind/index.js';
import { shelterParts } from '../sources/shelter/index.js';
import type { SourcePart } from '../sources/source.js';

/** A joined record of a case: which parts of which source make it. */
export interface Shape {
  /** Field of the parent that holds it. */
  readonly edge: string;
  /** GraphQL type of the record. */
  readonly type: string;
  /**
   * `list`: a record per record key, joined over the parts by that key.
   * `latest`: one record; each part gives its latest row.
   */
  readonly as: 'list' | 'latest';
  /** The first part is the base: its rows decide whose record it is. Each field stands in exactly one part. */
  readonly parts: readonly SourcePart[];
  readonly nested?: readonly Shape[];
}

/** The records of a case, as callers see them, apart from the person (`person.ts`) and the timeline (`timeline.ts`). */
export const caseShapes: readonly Shape[] = [
  {
    edge: 'shelterStays',
    type: 'ShelterStay',
    as: 'list',
    parts: [shelterParts.stay, shelterParts.place, shelterParts.attention],
  },
  {
    edge: 'plan',
    type: 'Plan',
    as: 'latest',
    parts: [shelterParts.plan],
    nested: [{ edge: 'efforts', type: 'Effort', as: 'list', parts: [shelterParts.effort] }],
  },
  { edge: 'guidance', type: 'Guidance', as: 'list', parts: [guidanceParts.trajectory] },
  {
    edge: 'applications',
    type: 'Application',
    as: 'list',
    parts: [indParts.application, indParts.legal, indParts.medicalOutcome],
  },
  {
    edge: 'returnProcedures',
    type: 'ReturnProcedure',
    as: 'list',
    parts: [dtvParts.procedure, dtvParts.laissezPasser, dtvParts.travel],
    nested: [{ edge: 'officer', type: 'Officer', as: 'latest', parts: [dtvParts.officer] }],
  },
  { edge: 'supervision', type: 'Supervision', as: 'latest', parts: [avimParts.reportingDuty, avimParts.measure] },
  {
    edge: 'identity',
    type: 'Identity',
    as: 'latest',
    parts: [avimParts.identity],
    nested: [{ edge: 'documents', type: 'IdentityDocument', as: 'list', parts: [avimParts.document] }],
  },
  { edge: 'outflow', type: 'Outflow', as: 'latest', parts: [shelterParts.outflow] },
];

/** The case's own fields: the municipality's file; where there are several, the one with the latest arrival. */
export const caseShape: Shape = {
  edge: 'case',
  type: 'Case',
  as: 'latest',
  parts: [shelterParts.caseFile],
  nested: caseShapes,
};

/**
 * What the agencies state of the person, grouped: of each group the statement with the strongest source level is
 * shown, and a weaker one supplements what it does not say.
 */
export const personGroups: readonly (readonly SourcePart[])[] = [
  [shelterParts.personName, indParts.personName, guidanceParts.personName],
  [shelterParts.personBirth, indParts.personBirth, guidanceParts.personBirth],
  [shelterParts.personNationality, indParts.personNationality, guidanceParts.personNationality],
  [shelterParts.personBsn, indParts.personBsn],
  [shelterParts.personContact, guidanceParts.personContact],
];
