import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkTarget, lookupOf, mayConnectTo } from '../../../src/delivery/webhook/target.js';

const PUBLIC = { loopback: false };
const DEMO = { loopback: true };
const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);

const refused = (url: string, rule = PUBLIC) =>
  expect(checkTarget(url, rule)).rejects.toThrow('Messages cannot be sent to this address.');

describe('nothing is sent to an address that is not of the public internet', () => {
  test.each([
    ...[
      '0.0.0.0',
      '10.1.2.3',
      '100.64.0.1',
      '127.0.0.1',
      '127.9.9.9',
      '169.254.169.254',
      '172.16.0.1',
      '172.31.255.255',
    ],
    ...['192.0.0.1', '192.168.1.1', '198.18.0.1', '224.0.0.1', '239.1.1.1', '255.255.255.255', '240.0.0.1'],
    ...['::', '::1', 'fe80::1', 'fc00::1', 'fd12:3456::1', 'ff02::1', 'fec0::1', '2001:db8::1', '2002:7f00:1::'],
    ...[
      '::ffff:127.0.0.1',
      '::ffff:10.0.0.1',
      '64:ff9b::7f00:1',
      '64:ff9b::8.8.8.8',
      '2001::1',
      '100::1',
      'fd00:ec2::254',
    ],
    ...['localhost', 'not an address', ''],
  ])('%s', (address) => {
    expect(mayConnectTo(address, PUBLIC)).toBe(false);
  });

  test.each(['8.8.8.8', '145.21.1.1', '172.32.0.1', '100.128.0.1', '2a00:1450::1', '2606:4700::1111'])(
    'but to %s',
    (address) => {
      expect(mayConnectTo(address, PUBLIC)).toBe(true);
    },
  );

  test('nor, in the demo, to any but the machine itself beside those', () => {
    expect(['127.0.0.1', '::1', '8.8.8.8'].map((address) => mayConnectTo(address, DEMO))).toEqual([true, true, true]);
    expect(['10.0.0.1', '169.254.169.254', 'fe80::1'].map((address) => mayConnectTo(address, DEMO))).toEqual([
      false,
      false,
      false,
    ]);
  });

  test('in whatever way a private address of version 4 is written', async () => {
    for (const host of [
      '2130706433',
      '0x7f.1',
      '0177.0.0.1',
      '127.1',
      '[::1]',
      '[::ffff:7f00:1]',
      '10.0.0.1',
      '[fd00::1]',
    ]) {
      await refused(`https://${host}/hook`);
    }
    await fc.assert(
      fc.property(fc.constantFrom(10, 127), fc.nat(255), fc.nat(255), fc.nat(255), (a, b, c, d) => {
        expect(mayConnectTo(`${a}.${b}.${c}.${d}`, PUBLIC)).toBe(false);
        expect(mayConnectTo(`::ffff:${a}.${b}.${c}.${d}`, PUBLIC)).toBe(false);
      }),
      { seed, verbose: true },
    );
  });
});

describe('an address that somebody gives is refused, in one and the same text', () => {
  test.each([
    ['', 'http://example.org/hook', 'ftp://example.org/', 'javascript:alert(1)', 'https://', 'https:///x'],
    ['https://user@145.21.1.1/', 'https://user:secret@145.21.1.1/', 'https://145.21.1.1/#x'],
    ['https://localhost/', 'https://127.0.0.1:8443/', 'http://127.0.0.1/', `https://145.21.1.1/${'x'.repeat(2000)}`],
    ['https://no-such-name.invalid/'],
  ])('%#', async (...given) => {
    for (const url of given) await refused(url);
  });

  test('in the demo too, where plain http is for the machine itself only', async () => {
    expect(await checkTarget('http://127.0.0.1:9/hook', DEMO)).toBe('http://127.0.0.1:9/hook');
    await refused('http://145.21.1.1/', DEMO);
    await refused('http://10.0.0.1/', DEMO);
  });

  test('and one of a public host is taken as it stands', async () => {
    expect(await checkTarget('https://145.21.1.1/hook?a=b', PUBLIC)).toBe('https://145.21.1.1/hook?a=b');
  });
});

test('a name is looked up for the connection itself, and leads nowhere inside', async () => {
  const look = (rule: { loopback: boolean }) =>
    new Promise((settle) => lookupOf(rule)('localhost', { all: true }, (error, found) => settle(error ?? found)));
  expect(await look(PUBLIC)).toMatchObject({ code: 'NOT_PUBLIC' });
  expect(await look(DEMO)).toEqual(expect.arrayContaining([expect.objectContaining({ address: expect.any(String) })]));
});
