import type { City } from './figures.js';

/** A municipality as the demo draws its shelters: organisation, key of its files, NGOs that guide, places. */
export interface DemoCity {
  readonly organisation: string;
  /** The municipality's own key of a file. */
  fileKey(number: number): string;
  /** Organisation codes of the NGOs that guide here, with how often. */
  readonly ngos: Readonly<Record<string, number>>;
  readonly locations: readonly string[];
}

/** The five municipalities. Names of places and streets are made up. */
export const CITIES: Readonly<Record<City, DemoCity>> = {
  AMSTERDAM: {
    organisation: 'amsterdam',
    fileKey: (number) => `LVV-${String(number + 1).padStart(5, '0')}`,
    ngos: { 'ngo-de-haven': 60, 'ngo-het-anker': 40 },
    locations: ['De Sluis', 'Het Pakhuis', 'Oostereiland', 'De Werf', 'Westerhuis', 'De Ringdijk'],
  },
  ROTTERDAM: {
    organisation: 'rotterdam',
    fileKey: (number) => `RDM-${2000 + number}`,
    ngos: { 'ngo-maashuis': 100 },
    locations: ['Kadehuis', 'De Loods', 'Zuiderhof'],
  },
  UTRECHT: {
    organisation: 'utrecht',
    fileKey: (number) => `UT${String(number + 1).padStart(6, '0')}`,
    ngos: { 'ngo-de-linde': 55, 'ngo-domhof': 45 },
    locations: ['De Gracht', 'Het Boshuis', 'De Singel', 'Hof van Oost', 'De Spoorzone'],
  },
  EINDHOVEN: {
    organisation: 'eindhoven',
    fileKey: (number) => `${40_000 + number}`,
    ngos: { 'ngo-de-brug': 100 },
    locations: ['De Weverij', 'Het Kanaalhuis'],
  },
  GRONINGEN: {
    organisation: 'groningen',
    fileKey: (number) => `GR-${String(number + 1).padStart(4, '0')}`,
    ngos: { 'ngo-noorderlicht': 100 },
    locations: ['De Boot', 'Het Hoge Huis', 'De Ommelanden', 'Plantsoenzicht'],
  },
};

/** Street names of the demo; with a number from 1 to 199. */
export const STREETS = [
  'Lindehofstraat',
  'Oude Kadeweg',
  'Molenwerfpad',
  'Van der Meulenlaan',
  "'s-Gravenwal",
  'Noorderbrugstraat',
  'Blauwe Zandweg',
  'Kleine Kerkdreef',
  'Touwslagerspad',
  'Essenhaag',
] as const;
