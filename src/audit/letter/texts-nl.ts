import type { LetterTexts } from './letter-texts.js';

/** The letter in Dutch, at level B1. */
export const dutch: LetterTexts = {
  title: 'Wie heeft uw gegevens gezien?',
  to: 'Aan',
  date: 'Datum',
  reference: 'Kenmerk',
  greeting: 'Beste meneer of mevrouw,',
  introduction:
    'U wilt weten wie uw gegevens heeft gezien in Ketenzicht. In deze brief leest u welke organisaties dat waren, ' +
    'wanneer, waarvoor, en om welke gegevens het gaat.',
  about: {
    heading: 'Wat is Ketenzicht?',
    text:
      'In de Landelijke Vreemdelingenvoorziening (LVV) werken organisaties samen: gemeenten, organisaties die ' +
      'begeleiden, de IND, de Dienst Terugkeer en Vertrek en de vreemdelingenpolitie. Met Ketenzicht vragen zij ' +
      'gegevens bij elkaar op. Elke organisatie ziet alleen wat zij voor haar werk mag zien. Elke keer wordt in een ' +
      'logboek geschreven wie iets heeft gezien. Deze brief komt uit dat logboek.',
  },
  whoHeading: 'Welke organisaties waren het?',
  period: (from, until) => `Dit overzicht gaat over de tijd van ${from} tot en met ${until}.`,
  organisations: (count) =>
    count === 1 ? 'Eén organisatie heeft uw gegevens gezien.' : `${count} organisaties hebben uw gegevens gezien.`,
  nobody:
    'Dit overzicht is leeg. In het logboek dat wij u mogen laten zien, staat niemand die naar uw gegevens heeft gekeken.',
  columns: {
    organisation: 'Organisatie',
    purpose: 'Waarvoor',
    times: 'Hoe vaak',
    first: 'Eerste keer',
    last: 'Laatste keer',
    when: 'Wanneer',
    seen: 'Gezien',
  },
  times: (count) => `${count} keer`,
  whatHeading: 'Wat hebben zij gezien, en waarom mag dat?',
  seenLabel: 'Deze gegevens zijn gezien:',
  basisLabel: 'Dit mag van de wet vanwege:',
  grounds: {
    a: 'uw toestemming, voor gegevens waarvoor die nodig is',
    b: 'een overeenkomst met u',
    c: 'een plicht die in de wet staat',
    d: 'gevaar voor uw leven of dat van een ander',
    e: 'een taak van algemeen belang',
    f: 'een belang dat zwaarder weegt dan dat van u',
  },
  formally: 'Zo staat het in het register, in het Engels:',
  noPurpose: 'Het doel staat niet meer in ons register',
  noBasis: 'De wettelijke reden staat niet meer in ons register.',
  onlyKnown: 'alleen dat u in Ketenzicht staat',
  everyHeading: 'Elke keer apart',
  everyExplained: 'De laatste keer staat bovenaan. De tijden zijn in Nederlandse tijd.',
  more: (shown) =>
    `Hier staan de laatste ${shown} keer. Er zijn er meer. Wilt u die ook zien? ` +
    'Vraag het aan de organisatie die u deze brief gaf.',
  notHereHeading: 'Wat staat niet in deze brief?',
  notHere: [
    'De namen van medewerkers. Wij noemen de organisatie waar zij werken.',
    'Wat een organisatie in haar eigen computer over u leest of opschrijft. Vraag dat aan die organisatie.',
    'Keren dat een organisatie naar u zocht en niets vond.',
    'Wat te lang geleden is. Het logboek wordt niet voor altijd bewaard.',
    'Wat wij volgens de wet niet mogen vertellen. Een organisatie mag soms gegevens zien zonder dat u dat hoort, ' +
      'bijvoorbeeld om een misdrijf te onderzoeken (artikel 23 AVG en artikel 41 UAVG). Dit staat in elke brief. ' +
      'Het betekent niet dat het bij u zo is, en ook niet dat het niet zo is.',
  ],
  rightsHeading: 'Wat kunt u doen?',
  rights: [
    {
      heading: 'Kloppen uw gegevens niet?',
      text: 'Dan mag u vragen om ze te verbeteren. Vraag het aan uw gemeente of aan uw begeleider (artikel 16 AVG).',
    },
    {
      heading: 'Hebt u toestemming gegeven?',
      text:
        'Die mag u altijd intrekken. Zeg het tegen uw gemeente of uw begeleider. Daarna ziet de organisatie de ' +
        'gegevens niet meer waarvoor uw toestemming nodig was (artikel 7 AVG).',
    },
    {
      heading: 'Bent u het er niet mee eens dat iemand uw gegevens zag?',
      text:
        'Vertel het aan de organisatie die u deze brief gaf. U mag ook klagen bij de Autoriteit Persoonsgegevens. ' +
        'Dat is gratis. Kijk op autoriteitpersoonsgegevens.nl, of schrijf naar Postbus 93374, 2509 AJ Den Haag.',
    },
    {
      heading: 'Begrijpt u deze brief niet?',
      text: 'Vraag uw begeleider of uw gemeente om hulp. Deze brief is er ook in het Engels.',
    },
  ],
  closing: 'Met vriendelijke groet,',
};
