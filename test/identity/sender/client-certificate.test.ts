import { describe, expect, it, test } from '@jest/globals';
import { certificateReader } from '../../../src/identity/client-certificate.js';
import { AUTHORITY, CLIENT, clientCert, SERVER, thumbprintOf } from './certificates.js';

const PROXIES = ['10.0.0.7', '10.1.0.0/16', 'fd00::/8', '::1'];
const read = certificateReader({ header: 'client-cert', proxies: PROXIES });
const from = (remoteAddress: string | undefined, ...values: string[]) =>
  read({ headersDistinct: { 'client-cert': values }, socket: { remoteAddress } });
const GOOD = clientCert(CLIENT.pem);

describe('the certificate of a client is known', () => {
  test.each(['10.0.0.7', '10.1.255.255', '::ffff:10.0.0.7', '::FFFF:10.1.2.3', 'fd12:3456::1', '::1'])(
    'from the proxy at %s',
    (address) => {
      expect(from(address, GOOD)).toBe(thumbprintOf(CLIENT.pem));
    },
  );

  test.each<[string, string]>([
    ['as RFC 9440 has it', GOOD],
    ['as PEM with percent-encoding', encodeURIComponent(CLIENT.pem)],
    ['as PEM in one line', encodeURIComponent(CLIENT.pem.replaceAll('\n', ' ').trim()).replaceAll('%20', ' ')],
  ])('%s', (_form, value) => {
    expect(from('10.0.0.7', value)).toBe(thumbprintOf(CLIENT.pem));
  });

  it('and differs from that of another', () => {
    expect(from('10.0.0.7', clientCert(SERVER.pem))).toBe(thumbprintOf(SERVER.pem));
    expect(thumbprintOf(SERVER.pem)).not.toBe(thumbprintOf(CLIENT.pem));
  });
});

describe('no certificate is known', () => {
  test.each(['10.0.0.8', '10.2.0.1', '127.0.0.1', '::ffff:10.0.0.8', 'fe80::1', '::2', undefined])(
    'from %s: that is not the proxy',
    (address) => {
      expect(from(address, GOOD)).toBeUndefined();
    },
  );

  test.each<[string, string[]]>([
    ['without the header', []],
    ['when it comes twice: the client’s own may be one of them', [GOOD, GOOD]],
    ['when two stand in one', [`${GOOD}, ${GOOD}`]],
    ['in an empty one', ['']],
    ['without its colons', [GOOD.replaceAll(':', '')]],
    ['when it is cut off', [`${GOOD.slice(0, 200)}:`]],
    ['when it is no certificate', [':AAAA:']],
    ['as a chain', [encodeURIComponent(`${CLIENT.pem}${AUTHORITY}`)]],
    ['as a private key', [encodeURIComponent(CLIENT.key)]],
    ['as its thumbprint alone', [thumbprintOf(CLIENT.pem)]],
    ['in broken percent-encoding', ['-----BEGIN%']],
    ['when it is endless', [`:${'A'.repeat(20_000)}:`]],
  ])('%s', (_when, values) => {
    expect(from('10.0.0.7', ...values)).toBeUndefined();
  });

  it('in another header than the one that was set', () => {
    const request = { headersDistinct: { 'x-client-cert': [GOOD] }, socket: { remoteAddress: '10.0.0.7' } };
    expect(read(request)).toBeUndefined();
  });

  it('where nothing was set', () => {
    const request = { headersDistinct: { 'client-cert': [GOOD] }, socket: { remoteAddress: '10.0.0.7' } };
    expect(certificateReader(undefined)(request)).toBeUndefined();
  });
});
