import { openEmbedded } from '../../src/database/embedded.js';

/**
 * A process of its own for the tests of the embedded database: opens the database in the folder it is given, says
 * what it got as one line of JSON, and ends when its standard input does, without tidying up.
 */
const [folder = ''] = process.argv.slice(2);
try {
  const { url, started } = await openEmbedded(folder, { settings: { fsync: 'off' } });
  process.stdout.write(`${JSON.stringify({ url, started })}\n`);
} catch (error) {
  process.stdout.write(`${JSON.stringify({ error: error instanceof Error ? error.message : 'unknown' })}\n`);
}
process.stdin.resume();
process.stdin.once('end', () => process.exit(0));
