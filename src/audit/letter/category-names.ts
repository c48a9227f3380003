import type { Category } from '../../model/category.js';

/** The languages that letters are written in. */
export const LANGUAGES = ['nl', 'en'] as const;

/** Language of a letter, as BCP 47 has it. */
export type Language = (typeof LANGUAGES)[number];

type Names = Readonly<Record<Language, string>>;

/** What each category of the policy covers, in words for the person it is about. */
export const CATEGORY_NAMES: Readonly<Record<Category, Names>> = {
  'case.status': {
    nl: 'hoe het staat met uw opvang: aanmelding, gemeente, aankomst en vertrek',
    en: 'the state of your shelter: referral, municipality, arrival and departure',
  },
  'person.name': { nl: 'uw namen', en: 'your names' },
  'person.birth': { nl: 'uw geboortedatum en geboorteplaats', en: 'your date and place of birth' },
  'person.nationality': { nl: 'uw nationaliteit', en: 'your nationality' },
  'person.v_number': { nl: 'uw V-nummer', en: 'your V-number' },
  'person.bsn': { nl: 'uw burgerservicenummer (BSN)', en: 'your citizen service number (BSN)' },
  'person.contact': {
    nl: 'uw telefoonnummer, e-mailadres en taal, en of u een tolk nodig hebt',
    en: 'your telephone number, e-mail address and language, and whether you need an interpreter',
  },
  'shelter.stay': {
    nl: 'wanneer u in de opvang was, en in welke soort opvang',
    en: 'when you stayed in the shelter, and in what kind of shelter',
  },
  'shelter.location': { nl: 'het adres en de kamer van uw opvang', en: 'the address and room of your shelter' },
  'shelter.attention': {
    nl: 'waar de opvang rekening mee moet houden, zoals uw gezin of een trap (niets medisch)',
    en: 'what the shelter must keep in mind, such as your family or stairs (nothing medical)',
  },
  'plan.scenario': {
    nl: 'welke oplossing met u wordt gezocht, en wanneer dat is besloten',
    en: 'which solution is being sought with you, and when that was decided',
  },
  'plan.effort': {
    nl: 'wat de organisaties voor u hebben afgesproken te doen',
    en: 'what the organisations have agreed to do for you',
  },
  'guidance.trajectory': {
    nl: 'wie u begeleidt, met welk doel, en sinds wanneer',
    en: 'who guides you, with what goal, and since when',
  },
  'decision.status': {
    nl: 'uw aanvragen voor verblijf en de uitkomst daarvan',
    en: 'your applications for residence and their outcome',
  },
  'decision.legal': {
    nl: 'de juridische kant van de besluiten over u: wetsartikel, bezwaar of beroep, terugkeerbesluit, inreisverbod',
    en: 'the legal side of the decisions about you: article of law, objection or appeal, return decision, entry ban',
  },
  'decision.medical': {
    nl: 'of uw vertrek om medische redenen is uitgesteld, en tot wanneer (niet waarom)',
    en: 'whether your departure was postponed on medical grounds, and until when (not why)',
  },
  'return.status': { nl: 'hoe het staat met uw terugkeer', en: 'the state of your return' },
  'return.document': {
    nl: 'de aanvraag van een reisdocument voor u, en bij welk land',
    en: 'the application for a travel document for you, and to which country',
  },
  'return.travel': {
    nl: 'uw geplande vertrek, en of de IOM u helpt',
    en: 'your planned departure, and whether the IOM supports you',
  },
  'return.officer': {
    nl: 'wie bij de Dienst Terugkeer en Vertrek uw contactpersoon is',
    en: 'who your contact at the return service (DT&V) is',
  },
  'supervision.duty': {
    nl: 'of u zich moet melden, en of u dat hebt gedaan',
    en: 'whether you have to report, and whether you did',
  },
  'supervision.measure': {
    nl: 'maatregelen van toezicht, zoals een plaats waar u moet blijven',
    en: 'measures of supervision, such as a place where you have to stay',
  },
  'identity.research': {
    nl: 'of vaststaat wie u bent, en welke documenten zijn gezien',
    en: 'whether it is established who you are, and which documents were seen',
  },
  'outflow.reason': {
    nl: 'waarom u de opvang hebt verlaten, en waarheen',
    en: 'why you left the shelter, and where you went',
  },
  'rights.consent': {
    nl: 'waarvoor u toestemming hebt gegeven of ingetrokken',
    en: 'what you gave your consent to, or withdrew it from',
  },
  'rights.rectification': {
    nl: 'uw verzoeken om gegevens te verbeteren',
    en: 'your requests to correct data',
  },
  'rights.access_report': {
    nl: 'wie uw gegevens heeft gezien (een overzicht zoals dit)',
    en: 'who has seen your data (an overview like this one)',
  },
  'delivery.own': {
    nl: 'wat een organisatie zelf over u heeft aangeleverd',
    en: 'what an organisation itself delivered about you',
  },
  'delivery.match': {
    nl: 'of een dossier van een organisatie bij u hoort',
    en: 'whether a record of an organisation is about you',
  },
  'partner.webhook': {
    nl: 'dat er iets in uw dossier is veranderd (zonder wat)',
    en: 'that something in your case changed (not what)',
  },
  'programme.grants': {
    nl: 'welke organisaties meedoen (niets over u)',
    en: 'which organisations take part (nothing about you)',
  },
  'statistics.protected': {
    nl: 'aantallen van groepen mensen (niets over u alleen)',
    en: 'numbers of groups of people (nothing about you alone)',
  },
  'statistics.national': {
    nl: 'landelijke aantallen (niets over u alleen)',
    en: 'numbers for the whole country (nothing about you alone)',
  },
};

/** The name of a category for people; of one that the policy no longer has, its name in the log. */
export function categoryName(category: Category, language: Language): string {
  return CATEGORY_NAMES[category]?.[language] ?? category;
}
