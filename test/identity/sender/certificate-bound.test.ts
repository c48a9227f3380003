import { beforeAll, describe, expect, it } from '@jest/globals';
import { certificateReader } from '../../../src/identity/client-certificate.js';
import { type IdentityRules, identify } from '../../../src/identity/identify.js';
import { SenderBinding } from '../../../src/identity/sender-binding.js';
import { tokenVerifier } from '../../../src/identity/token-verifier.js';
import { SECRET, type TestIssuer, testIssuer } from '../issuer.js';
import { CLIENT, clientCert, SERVER, thumbprintOf } from './certificates.js';
import { dpopSender } from './dpop.js';

const HOME = 'https://ketenzicht.example';
const REFUSED = 'Bearer error="invalid_token"';

let issuer: TestIssuer;
beforeAll(async () => {
  issuer = await testIssuer();
});
const certificate = thumbprintOf(CLIENT.pem);

function rulesWith(changes: Partial<ConstructorParameters<typeof SenderBinding>[0]> = {}): IdentityRules {
  const readCertificate = certificateReader({ header: 'client-cert', proxies: ['10.0.0.7'] });
  return {
    verifier: tokenVerifier(issuer.trusted, SECRET),
    sender: new SenderBinding({ readCertificate, bound: { kinds: [], clients: [] }, ...changes }),
    findOrganisation: async (code) => ({ code, partnerKind: 'IND', name: code }),
    purposesOf: () => ['RESIDENCE_DECISION'],
  };
}
interface Sent {
  readonly cnf?: object;
  readonly header?: readonly string[];
  readonly address?: string;
  readonly dpop?: string[];
  readonly scheme?: string;
  readonly token?: string;
  readonly ofSession?: boolean;
}
async function send(
  { cnf, header = [], address = '10.0.0.7', dpop, scheme = 'Bearer', token, ofSession }: Sent,
  by = rulesWith(),
) {
  const headersDistinct = { 'client-cert': [...header], dpop };
  const request = { method: 'POST', url: '/graphql', headersDistinct, socket: { remoteAddress: address } };
  const authorization = `${scheme} ${token ?? (await issuer.sign({ cnf }))}`;
  return identify({ authorization, request, ofSession }, by).then(
    ({ principal }) => principal.organisation,
    ({ code, challenge }: { code: string; challenge?: string }) => challenge ?? code,
  );
}
const cnf = { 'x5t#S256': certificate };
const header = [clientCert(CLIENT.pem)];

describe('a token bound to a certificate', () => {
  it('is taken on a connection with that certificate', async () => {
    expect(await send({ cnf, header })).toBe('ind');
  });

  it('is refused without one, with another, and with one that did not come from the proxy', async () => {
    expect(await send({ cnf })).toBe(REFUSED);
    expect(await send({ cnf, header: [clientCert(SERVER.pem)] })).toBe(REFUSED);
    expect(await send({ cnf, header, address: '10.0.0.8' })).toBe(REFUSED);
    expect(await send({ cnf, header: [...header, ...header] })).toBe(REFUSED);
  });

  it('is refused where no proxy was set, whatever header comes', async () => {
    expect(await send({ cnf, header }, rulesWith({ readCertificate: certificateReader(undefined) }))).toBe(REFUSED);
  });

  it('is refused without a request to hold it against, and in a session of the pages', async () => {
    const authorization = `Bearer ${await issuer.sign({ cnf })}`;
    await expect(identify({ authorization }, rulesWith())).rejects.toMatchObject({ challenge: REFUSED });
    expect(await send({ cnf, header, ofSession: true })).toBe(REFUSED);
  });

  it('satisfies the demand for bound tokens; a certificate beside a bearer token does not', async () => {
    const demanding = () => rulesWith({ bound: { kinds: ['IND'], clients: [] } });
    expect(await send({ cnf, header }, demanding())).toBe('ind');
    expect(await send({ header }, demanding())).toBe(REFUSED);
  });

  it('is checked with each request, not only the first time that it comes', async () => {
    const rules = rulesWith();
    const token = await issuer.sign({ cnf });
    expect(await send({ token, header }, rules)).toBe('ind');
    expect(await send({ token }, rules)).toBe(REFUSED);
  });
});

describe('a token bound to a key and a certificate', () => {
  it('needs both', async () => {
    const sender = await dpopSender();
    const token = await issuer.sign({ cnf: { ...cnf, jkt: sender.thumbprint } });
    const proof = () => sender.proof({ address: `${HOME}/graphql`, token });
    const rules = rulesWith({ publicUrl: HOME });
    expect(await send({ token, scheme: 'DPoP', header, dpop: [await proof()] }, rules)).toBe('ind');
    expect(await send({ token, scheme: 'DPoP', dpop: [await proof()] }, rules)).toMatch(/^DPoP error="invalid_token"/);
    expect(await send({ token, scheme: 'DPoP', header }, rules)).toMatch(/^DPoP error="invalid_dpop_proof"/);
    expect(await send({ token, header, dpop: [await proof()] }, rules)).toMatch(/^Bearer error="invalid_token"/);
  });
});
