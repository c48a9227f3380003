import { expect, test } from '@jest/globals';
import { addressAt, serversOf, sessionWanted } from '../../src/model/database-address.js';

const SEVERAL =
  'postgres://owner:a%40b@one.example:5433,10.0.0.2,[::1]:6000/ketenzicht?sslmode=require&target_session_attrs=primary';

test('an address names its servers in order, each with its port or the standard one', () => {
  expect(serversOf(SEVERAL)).toEqual([
    { host: 'one.example', port: 5433 },
    { host: '10.0.0.2', port: 5432 },
    { host: '::1', port: 6000 },
  ]);
  expect(serversOf('postgres://one/ketenzicht')).toEqual([{ host: 'one', port: 5432 }]);
});

test.each(['postgres://a:1,/db', 'postgres://a:1,b:x/db', 'postgres://a:1,b:99999/db', 'postgres://,/db'])(
  '%s names none',
  (address) => {
    expect(serversOf(address)).toBeUndefined();
  },
);

test('at one server it is the same address, without the wish that the driver reads otherwise', () => {
  expect(sessionWanted(SEVERAL)).toBe('primary');
  const at = (host: string) => addressAt(SEVERAL, { host, port: 6000 });
  expect(at('two')).toBe('postgres://owner:a%40b@two:6000/ketenzicht?sslmode=require');
  expect(at('::1')).toBe('postgres://owner:a%40b@[::1]:6000/ketenzicht?sslmode=require');
  const first = 'postgres://one/db?target_session_attrs=primary&sslmode=require';
  expect(addressAt(first, { host: 'one', port: 1 })).toBe('postgres://one:1/db?sslmode=require');
});
