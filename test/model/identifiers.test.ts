import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isBsn } from '../../src/model/bsn.js';
import { nameKey } from '../../src/model/person-name.js';
import { isVNumber } from '../../src/model/v-number.js';

describe('a V-number', () => {
  test('is ten digits as a string, leading zeros kept', () => {
    expect(isVNumber('0000000001')).toBe(true);
  });

  test.each(['123456789', '12345678901', '123456789a', ' 123456789', '١٢٣٤٥٦٧٨٩٠', 1234567890, null, undefined])(
    'is not %j',
    (value) => {
      expect(isVNumber(value)).toBe(false);
    },
  );
});

describe('a BSN passes the eleven test', () => {
  test.each(['000000012', '000000024', '000000036', '000000048'])('%s does', (value) => {
    expect(isBsn(value)).toBe(true);
  });

  test.each(['000000000', '000000013', '00000012', '0000000012', 12, null])('%j does not', (value) => {
    expect(isBsn(value)).toBe(false);
  });

  test('one digit off never passes', () => {
    const place = fc.integer({ min: 0, max: 8 });
    fc.assert(
      fc.property(place, fc.integer({ min: 1, max: 9 }), (at, by) => {
        const digits = [...'000000012'];
        digits[at] = String((Number(digits[at]) + by) % 10);
        expect(isBsn(digits.join(''))).toBe(false);
      }),
    );
  });
});

describe('names compare without what people write differently', () => {
  test.each([
    ['Élise', 'Müller-Osei', 'elise muller osei'],
    ['Hawa  Selam', "N'Diaye", 'hawa selam ndiaye'],
    ['Mehdi', 'El Amrani', 'MEHDI EL-AMRANI'],
  ])('%s %s', (given, family, other) => {
    expect(nameKey(given, family)).toBe(nameKey(other));
  });

  test('and other names stay other names', () => {
    expect(nameKey('Issa', 'Diallo')).not.toBe(nameKey('Issa', 'Diallo Barry'));
    expect(nameKey(null, undefined)).toBe('');
  });
});
