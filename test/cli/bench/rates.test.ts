import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Load, startLoad } from '../../../src/cli/bench/load.js';
import type { MeasuredServer } from '../../../src/cli/bench/measured-server.js';
import { measureRates } from '../../../src/cli/bench/rates.js';
import { type SmallServer, smallServer } from '../../support/small-server.js';

const LENGTH = {
  rounds: 3,
  milliseconds: 20,
  leadInMilliseconds: 1,
  warmUpMilliseconds: 20,
  growthWarmUpMilliseconds: 20,
};

let good: SmallServer;
let slow: SmallServer;
let load: Load;
beforeAll(async () => {
  load = startLoad();
  good = await smallServer((request, response) => request.resume().on('end', () => response.end('{"data":{}}')));
  const refused = '{"errors":[{"extensions":{"code":"UNAVAILABLE"}}]}';
  slow = await smallServer((request, response) => request.resume().on('end', () => response.end(refused)));
});
afterAll(async () => {
  load?.close();
  for (const server of [good, slow]) await server?.close();
});

const asked = ({ url }: SmallServer) => ({ url, headers: {}, body: '{}' });

const measuredServer = (server: SmallServer): MeasuredServer => ({
  page: () => asked(server),
  oneCase: () => asked(server),
  list: () => asked(server),
  search: () => asked(server),
  close: () => server.close(),
});

function measure(changes: SmallServer, statistic: SmallServer) {
  const [floor, product] = [measuredServer(good), measuredServer(good)];
  const sides = (grown: SmallServer) => ({ small: [asked(good)], grown: [asked(grown)] });
  const sample = { ids: ['1', '2'], familyNames: ['Haile'] };
  const what = { floor, product, sample, growth: { changes: sides(changes) }, statistic: sides(statistic) };
  return measureRates(what, load, LENGTH);
}

it('measures a page, a case, and what growing costs of each question', async () => {
  const { page, oneCase, growth, statistic } = await measure(good, good);
  for (const measured of [page, oneCase, growth.changes, statistic]) expect(measured?.ratio.median).toBeGreaterThan(0);
});

it.each([
  ['changes', () => measure(slow, good)],
  ['statistic', () => measure(good, slow)],
])('says that it was %s whose requests failed, how many of how many, and with what', async (name, measured) => {
  await expect(measured()).rejects.toThrow(new RegExp(`^${name}: \\d+ of \\d+ requests failed: 200 UNAVAILABLE$`));
});
