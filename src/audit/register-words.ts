import type { Language } from './letter/category-names.js';

/** What the pages of the register say, besides the entries themselves. */
export interface RegisterWords {
  readonly register: string;
  readonly introduction: string;
  readonly allActivities: string;
  readonly version: string;
  readonly purpose: string;
  readonly controller: string;
  readonly recipients: string;
  readonly legalBasis: string;
  readonly categories: string;
  readonly noCategories: string;
  readonly retention: string;
  readonly confidential: string;
  readonly isConfidential: string;
  readonly isNotConfidential: string;
  readonly valid: string;
  readonly from: string;
  readonly until: string;
  readonly ended: string;
  readonly ends: string;
  readonly nobodyMayAsk: string;
  readonly otherVersions: string;
  /** By the condition of a category. */
  readonly conditions: Readonly<Record<string, string>>;
  /** By partner kind. */
  readonly kinds: Readonly<Record<string, string>>;
}

const NL: RegisterWords = {
  register: 'Register van verwerkingsactiviteiten',
  introduction: 'Waarvoor Ketenzicht persoonsgegevens verwerkt, voor wie en op welke grondslag (AVG, artikel 30).',
  allActivities: 'Alle verwerkingsactiviteiten',
  version: 'versie',
  purpose: 'Doel (code)',
  controller: 'Verwerkingsverantwoordelijke',
  recipients: 'Ontvangers',
  legalBasis: 'Grondslag',
  categories: 'Categorieën van gegevens',
  noCategories: 'Geen gegevens van personen.',
  retention: 'Bewaartermijn',
  confidential: 'Vertrouwelijk',
  isConfidential: 'Ja: de betrokkene krijgt over deze verwerking geen bericht.',
  isNotConfidential: 'Nee: de betrokkene kan inzage vragen.',
  valid: 'Geldig',
  from: 'vanaf',
  until: 'tot en met',
  ended: 'Beëindigd op',
  ends: 'Eindigt op',
  nobodyMayAsk: 'Sindsdien mag niemand onder deze versie vragen.',
  otherVersions: 'Andere versies',
  conditions: {
    yes: 'voor elke zaak binnen bereik',
    own: 'alleen het eigen dossier',
    consent: 'alleen met toestemming',
  },
  kinds: {
    MUNICIPALITY: 'Gemeente',
    NGO: 'Maatschappelijke organisatie',
    IND: 'Immigratie- en Naturalisatiedienst',
    DTV: 'Dienst Terugkeer en Vertrek',
    AVIM: 'Vreemdelingenpolitie (AVIM)',
    RESEARCHER: 'Onderzoeker',
    PROGRAMME_OFFICE: 'Programmabureau',
    PRIVACY_OFFICER: 'Functionaris gegevensbescherming',
  },
};

const EN: RegisterWords = {
  register: 'Register of processing activities',
  introduction: 'What Ketenzicht processes personal data for, for whom and on what basis (GDPR, article 30).',
  allActivities: 'All processing activities',
  version: 'version',
  purpose: 'Purpose (code)',
  controller: 'Controller',
  recipients: 'Recipients',
  legalBasis: 'Legal basis',
  categories: 'Categories of data',
  noCategories: 'No data of persons.',
  retention: 'Retention',
  confidential: 'Confidential',
  isConfidential: 'Yes: the person concerned is not told of this processing.',
  isNotConfidential: 'No: the person concerned may ask for access.',
  valid: 'Valid',
  from: 'from',
  until: 'up to and including',
  ended: 'Ended on',
  ends: 'Ends on',
  nobodyMayAsk: 'Since then nobody may ask under this version.',
  otherVersions: 'Other versions',
  conditions: { yes: 'for every case in reach', own: 'only of their own record', consent: 'only with consent' },
  kinds: {
    MUNICIPALITY: 'Municipality',
    NGO: 'Non-governmental organisation',
    IND: 'Immigration and Naturalisation Service (IND)',
    DTV: 'Repatriation and Departure Service (DT&V)',
    AVIM: 'Aliens police (AVIM)',
    RESEARCHER: 'Researcher',
    PROGRAMME_OFFICE: 'Programme office',
    PRIVACY_OFFICER: 'Data protection officer',
  },
};

/** The words of a language. */
export function wordsOf(language: Language): RegisterWords {
  return language === 'nl' ? NL : EN;
}
