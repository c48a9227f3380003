/** Countries of the demo's nationalities: ISO 3166-1 code (registers of travel use these) and places of birth. */
const COUNTRIES: Readonly<Record<string, { readonly code: string; readonly places: readonly string[] }>> = {
  '0084': { code: 'ER', places: ['Asmara', 'Keren', 'Mendefera'] },
  '0114': { code: 'ET', places: ['Addis Abeba', "Mek'ele", 'Dire Dawa'] },
  '0117': { code: 'GM', places: ['Serekunda', 'Brikama'] },
  '0118': { code: 'GH', places: ['Kumasi', 'Accra', 'Tamale'] },
  '0119': { code: 'GN', places: ['Conakry', 'Labé', 'Kindia'] },
  '0131': { code: 'MA', places: ['Nador', 'Fès', 'Al Hoceima'] },
  '0137': { code: 'NG', places: ['Lagos', 'Enugu', 'Ìbàdàn'] },
  '0147': { code: 'SL', places: ['Freetown', 'Makeni', 'Bo'] },
  '0149': { code: 'SO', places: ['Mogadishu', 'Hargeysa', 'Kismaayo'] },
  '0300': { code: 'AF', places: ['Kabul', 'Herat', 'Mazar-e Sharif'] },
  '0314': { code: 'IQ', places: ['Bagdad', 'Hewlêr', 'Slemani'] },
  '0315': { code: 'IR', places: ['Teheran', 'Mashhad', 'Sanandaj'] },
};

/** ISO 3166-1 code of the country that a nationality belongs to; null for stateless and unknown. */
export function countryOf(nationality: string | undefined): string | null {
  return COUNTRIES[nationality ?? '']?.code ?? null;
}

/** Places of birth that go with a nationality; none for stateless and unknown. */
export function birthPlacesOf(nationality: string | undefined): readonly string[] {
  return COUNTRIES[nationality ?? '']?.places ?? [];
}

/** Third countries that people of the demo travel on to. */
export const THIRD_COUNTRIES = ['CA', 'ES', 'PT'] as const;
