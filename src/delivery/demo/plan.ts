import type { Scenario } from '../../sources/shelter/code-lists.js';
import type { PartValues } from '../../sources/source-record.js';
import { CITIES } from './cities.js';
import { addDays } from './day.js';
import type { DemoPerson } from './person.js';
import type { Chance } from './random.js';

/** What each organisation undertakes, by the scenario pursued: in the municipality's own words. */
const EFFORTS: Readonly<Record<Scenario, Readonly<Record<'ngo' | 'ind' | 'dtv' | 'avim', string>>>> = {
  RETURN: {
    ngo: 'terugkeerplan opstellen',
    ind: 'lopende procedures afronden',
    dtv: 'LP-aanvraag voorbereiden',
    avim: 'documenten verifiëren',
  },
  ONWARD_MIGRATION: {
    ngo: 'verblijfsmogelijkheden derde land uitzoeken',
    ind: 'dossier verstrekken',
    dtv: 'reis naar derde land ondersteunen',
    avim: 'identiteitsonderzoek',
  },
  LEGALISATION: {
    ngo: 'stukken voor aanvraag verzamelen',
    ind: 'kansen van aanvraag bespreken',
    dtv: 'vertrekproces aanhouden',
    avim: 'identiteitsonderzoek',
  },
  UNDER_INVESTIGATION: {
    ngo: 'toekomstgesprekken voeren',
    ind: 'dossier doorlichten',
    dtv: 'presentatie verkennen',
    avim: 'identiteitsonderzoek',
  },
};

/** The case table's decision and what each organisation undertook there; nothing while it has not decided. */
export function planParts(person: DemoPerson, chance: Chance): Record<string, PartValues[]> {
  const { decidedAt, scenario } = person;
  if (!decidedAt) return {};
  const acting = [
    { organisation: actingNgo(person, chance), effort: EFFORTS[scenario].ngo },
    ...(['ind', 'dtv', 'avim'] as const)
      .filter(() => chance.happens(0.55))
      .map((organisation) => ({ organisation, effort: EFFORTS[scenario][organisation] })),
  ];
  return {
    plan: [{ scenario, decidedAt }],
    effort: acting.map(({ organisation, effort }, place) => ({
      recordKey: String(place + 1),
      organisation,
      effort,
      dueAt: chance.happens(0.9) ? addDays(decidedAt, 14 * chance.between(1, 8)) : null,
    })),
  };
}

/** The NGO that guides in this municipality; where none does yet, one that the case table asked. */
function actingNgo({ guides, sheltering }: DemoPerson, chance: Chance): string {
  const { ngos } = CITIES[sheltering.city];
  const asked = chance.weighted(ngos);
  return guides.find(({ ngo }) => ngo in ngos)?.ngo ?? asked;
}
