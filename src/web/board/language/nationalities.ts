/** Nationalities by code of BRP table 32, as far as they are common here; another one is shown by its code. */
export const NATIONALITIES_EN: Readonly<Record<string, string>> = {
  '0000': 'Unknown',
  '0002': 'Treated as Dutch',
  '0084': 'Eritrean',
  '0114': 'Ethiopian',
  '0117': 'Gambian',
  '0118': 'Ghanaian',
  '0119': 'Guinean',
  '0131': 'Moroccan',
  '0137': 'Nigerian',
  '0147': 'Sierra Leonean',
  '0149': 'Somali',
  '0300': 'Afghan',
  '0314': 'Iraqi',
  '0315': 'Iranian',
  '0499': 'Stateless',
  '0500': 'Established not to be Dutch',
};

/** The same in Dutch. */
export const NATIONALITIES_NL: Readonly<Record<string, string>> = {
  '0000': 'Onbekend',
  '0002': 'Behandeld als Nederlander',
  '0084': 'Eritrese',
  '0114': 'Ethiopische',
  '0117': 'Gambiaanse',
  '0118': 'Ghanese',
  '0119': 'Guineese',
  '0131': 'Marokkaanse',
  '0137': 'Nigeriaanse',
  '0147': 'Sierra Leoonse',
  '0149': 'Somalische',
  '0300': 'Afghaanse',
  '0314': 'Iraakse',
  '0315': 'Iraanse',
  '0499': 'Staatloos',
  '0500': 'Vastgesteld niet-Nederlander',
};
