import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPurposes, readPolicy } from '../../../src/cli/policy-file.js';
import { issueDemoToken } from '../../../src/identity/demo-issuer.js';
import { testConfig } from '../../support/config.js';
import { delivererOn } from '../../support/deliverer.js';
import { type ServerProcess, startServerProcess } from '../../support/server-process.js';
import { amsterdamFile, amsterdamRow } from '../../support/shelter-rows.js';

/**
 * Delivers generated shelter rows over the wire to a server as `npm start` starts it, durable database and all, and says
 * how fast they are stored and how much memory the server took: `ROWS=1000000 npx tsx test/delivery/wire/million.ts`.
 */
const ROWS = Number(process.env.ROWS ?? 10_000);
const AMSTERDAM = { organisation: 'amsterdam', purpose: 'CASE_COORDINATION' };
const KEY = 'million';
/** Rows that are made at a time. */
const AT_A_TIME = 1_000;

function rowsAsTheyAreTaken(): ReadableStream<Uint8Array> {
  const [head = ''] = amsterdamFile().split('\r\n');
  let made = 0;
  return new ReadableStream({
    start: (to) => to.enqueue(Buffer.from(`${head}\r\n`)),
    pull(to) {
      if (made >= ROWS) return to.close();
      const count = Math.min(AT_A_TIME, ROWS - made);
      const rows = Array.from({ length: count }, (_, n) =>
        amsterdamRow(`M${made + n}`, { vNumber: String(4_000_000_000 + made + n), note: 'ground floor' }),
      );
      made += count;
      to.enqueue(Buffer.from(`${rows.join('\r\n')}\r\n`));
    },
  });
}

/** The most memory that a process ever had, in megabytes, where the system tells. */
async function peakOf({ process: child }: ServerProcess): Promise<number | null> {
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
  const [, kilobytes] = /VmHWM:\s*(\d+) kB/.exec(status) ?? [];
  return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1024);
}

async function deliverAll(server: ServerProcess, folder: string): Promise<void> {
  const purposes = openPurposes(await readPolicy());
  const token = (organisation: string) =>
    issueDemoToken(testConfig({ dataFolder: folder }), purposes, { organisation });
  const deliverer = delivererOn({ url: `${server.url}/graphql`, token });
  const before = await peakOf(server);
  const began = performance.now();
  let sent = await deliverer.send({ ...AMSTERDAM, key: KEY, body: rowsAsTheyAreTaken() });
  const received = performance.now();
  while (sent.report.state === 'APPLYING') {
    sent = await deliverer.get(`/deliveries/by-key/${KEY}`, { ...AMSTERDAM, headers: { prefer: 'wait=60' } });
  }
  const seconds = (performance.now() - began) / 1_000;
  const figures = {
    rows: ROWS,
    state: sent.report.state,
    new: sent.report.new,
    megabytes: Math.round(sent.report.bytesReceived / 1e6),
    seconds: Math.round(seconds * 10) / 10,
    answeredAfter: Math.round((received - began) / 100) / 10,
    rowsPerSecond: Math.round(ROWS / seconds),
    peakMegabytesBefore: before,
    peakMegabytes: await peakOf(server),
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}

const folder = await mkdtemp(join(tmpdir(), 'ketenzicht-million-'));
await chmod(folder, 0o711);
const server = await startServerProcess(undefined, folder);
try {
  await deliverAll(server, folder);
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
