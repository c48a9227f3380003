import { createHmac } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { waitAfter } from '../../../src/delivery/webhook/retry.js';
import { makeSecret, messageId, SecretBox, signatureHeaders } from '../../../src/delivery/webhook/secret.js';

const SERVER = Buffer.from('a secret of the server, long enough');

test('a signature is the one of Standard Webhooks: its own example comes out', () => {
  const headers = signatureHeaders('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestamp: 1614265330,
    body: '{"test": 2432232314}',
  });
  expect(headers).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

test('a receiver checks it with the secret that was shown once', () => {
  const secret = makeSecret();
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  const { 'webhook-signature': said } = signatureHeaders(secret, { id: 'msg_1', timestamp: 2, body: '{}' });
  const key = Buffer.from(secret.slice(6), 'base64');
  expect(said).toBe(`v1,${createHmac('sha256', key).update('msg_1.2.{}').digest('base64')}`);
  expect(makeSecret()).not.toBe(secret);
});

test('a sealed secret opens with the secret of the server and for its own webhook only', () => {
  const box = new SecretBox(SERVER);
  const sealed = box.seal('hook-1', 'whsec_x');
  expect(sealed.toString('latin1')).not.toContain('whsec');
  expect(box.open('hook-1', sealed)).toBe('whsec_x');
  expect(() => box.open('hook-2', sealed)).toThrow();
  expect(() => new SecretBox(Buffer.from('another secret of another server')).open('hook-1', sealed)).toThrow();
  for (const place of [0, 15, sealed.length - 1]) {
    const changed = Buffer.from(sealed);
    changed[place] = (changed[place] ?? 0) ^ 1;
    expect(() => box.open('hook-1', changed)).toThrow();
  }
});

test('a message has one id at each attempt, another for each webhook, and does not count', () => {
  expect(messageId('whsec_a', 7)).toBe(messageId('whsec_a', 7));
  expect(messageId('whsec_a', 7)).not.toBe(messageId('whsec_a', 8));
  expect(messageId('whsec_a', 7)).not.toBe(messageId('whsec_b', 7));
  expect(messageId('whsec_a', 7)).toMatch(/^msg_[\w-]{27}$/);
});

test('attempts are twice as far apart each time, up to four hours, and never all at one moment', () => {
  expect([1, 2, 3, 12, 40].map((attempts) => waitAfter(attempts, 0))).toEqual([
    5_000, 10_000, 20_000, 10_240_000, 14_400_000,
  ]);
  expect(waitAfter(3, 1)).toBe(10_000);
  const waits = Array.from({ length: 50 }, () => waitAfter(5));
  expect(new Set(waits).size).toBeGreaterThan(10);
});
