import type { Chance } from './random.js';

/** A synthetic person's name. */
export interface DemoName {
  readonly familyName: string;
  readonly givenNames: string;
  readonly aliases: readonly string[];
}

interface NamePool {
  readonly nationalities: readonly string[];
  readonly languages: readonly string[];
  readonly given: readonly string[];
  readonly family: readonly string[];
}

const words = (text: string): string[] => text.split(' ').map((word) => word.replaceAll('_', ' '));

/**
 * Where the names of the demo come from. Combined at random, they belong to nobody. Nationalities are codes of BRP
 * table 32, languages ISO 639-1 codes (Krio has none: its ISO 639-3 code).
 */
const POOLS: readonly NamePool[] = [
  {
    nationalities: ['0084', '0114'],
    languages: ['ti', 'am', 'ti'],
    given: words(
      'Selam Yonas Dawit Miriam Abeba Tesfay Senait Hiwot Filmon Rahwa Mikiele Saba Ermias Lidya Zerai Hélen',
    ),
    family: words('Haile Tesfaye Gebremedhin Woldemariam Kidane Berhe Asfaw Mehari Tekle Negash Zewde-Alem Abraha'),
  },
  {
    nationalities: ['0149'],
    languages: ['so'],
    given: words('Ayaan Hodan Liban Warsame Idil Faduma Guled Hamdi Saxardiid Ubax Cali Nasteexo Jaamac Sagal'),
    family: words('Nuur Abdi Warfaa Xirsi Cabdulle Diiriye Faarax Geedi Maxamuud Samatar Cige Shire-Cawaale'),
  },
  {
    nationalities: ['0137', '0118'],
    languages: ['en', 'en', 'yo', 'tw'],
    given: words("Chidi Kwame Ngozi Adébáyò Ama Kofi Ifeoma Abena Tunde Ẹ̀bùn Esi Obinna Folaké Yaw O'Brien Akosua"),
    family: words("Okafor Mensah Adéyemí Owusu-Ansah Eze Boateng Ọlátúnjí Danso Nwosu Asante N'Kansah Bello-Ige"),
  },
  {
    nationalities: ['0119', '0147', '0117'],
    languages: ['fr', 'ff', 'kri', 'mnk', 'en'],
    given: words(
      'Mariama Lamin Fatou Issa Aïssatou Ousmane Kadiatou Binta Alpha Élise Foday Isatou Thierno Néné Sorie Hawa',
    ),
    family: words("Diallo Barry Camara Sesay Jalloh Ceesay N'Diaye Koroma Touré Bah Kanté Sanneh-Jobe Conté Jatta"),
  },
  {
    nationalities: ['0300', '0315'],
    languages: ['fa', 'ps', 'fa'],
    given: words(
      'Reza Zahra Samira Navid Parwana Farhad Shirin Jawad Laleh Omid Roya Kamran Nasrin Homayun Golnâz Aziza',
    ),
    family: words('Ahmadi Karimi Rahimi Hosseini-Rad Nazari Sadat Moradi Popalzai Yousefi Azizi Tehrânî Hotak'),
  },
  {
    nationalities: ['0314'],
    languages: ['ar', 'ku'],
    given: words('Noor Hassan Zeynep Rêbîn Aram Dilan Yusuf Şîlan Layla Karwan Nadia Sirwan Hêvî Zaid'),
    family: words("Al-Hassan Özdemir Al-Jubouri Barzanî Abd_al-Karim Salih Ma'ruf Hawrami Al-Dulaimi Şerîf"),
  },
  {
    nationalities: ['0131'],
    languages: ['ar', 'ber', 'fr'],
    given: words('Mehdi Salma Ibrahim Amina Youssef Naïma Driss Ghizlane Saïd Touria Anouar Hafsa Brahim Loubna'),
    family: words('El_Amrani Benali Aït-Brahim El_Idrissi Tazi Ouled_Saïd Bouzidi Berrada Chaoui El_Khattabi'),
  },
];

/** What the demo draws of a person before any agency has written it down. */
export interface Origin {
  readonly name: DemoName;
  readonly nationality: string;
  readonly language: string;
}

/** A name with a nationality and a language that occur together. */
export function drawOrigin(chance: Chance): Origin {
  const pool = chance.pick(POOLS);
  const given = chance.pick(pool.given);
  const second = chance.happens(0.3) ? chance.pick(pool.given) : given;
  const givenNames = second === given ? given : `${given} ${second}`;
  const familyName = chance.pick(pool.family);
  const aliases = chance.happens(0.15) ? [`${chance.pick(pool.given)} ${chance.pick(pool.family)}`] : [];
  return {
    name: { familyName, givenNames, aliases },
    nationality: chance.pick(pool.nationalities),
    language: chance.pick(pool.languages),
  };
}

/** A nationality of the demo set, for a second one. */
export function drawNationality(chance: Chance): string {
  return chance.pick(chance.pick(POOLS).nationalities);
}

const RESPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/ou/, 'u'],
  [/Al-/, 'El '],
  [/C(?=[aeo])/, 'K'],
  [/dd|ss|ll|rr|ff/, ''],
  [/ay|ai/, 'ei'],
  [/J/, 'Dj'],
  [/kh|x/, 'h'],
  [/ee/, 'i'],
  [/w/, 'v'],
  [/z/, 's'],
  [/i(?=[a-z])/, 'y'],
  [/e(?=[a-z])/, 'i'],
  [/o(?!u)/, 'u'],
  [/a$/, 'ah'],
];

/** The same name as another clerk heard it: one ordinary change of spelling, different also without its accents. */
export function respell(name: DemoName, chance: Chance): DemoName {
  const change = RESPELLINGS.filter(([from]) => from.test(name.familyName)).slice(0, 4);
  const familyName = change.length === 0 ? `${name.familyName}h` : applyChange(name.familyName, chance.pick(change));
  return { ...name, familyName };
}

function applyChange(text: string, [from, to]: readonly [RegExp, string]): string {
  return text.replace(from, (found) => (to === '' ? found.slice(1) : to));
}
