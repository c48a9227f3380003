import { type Command, Option } from 'commander';
import { LANGUAGES, type Language } from '../audit/letter/category-names.js';
import { readConfig } from '../config.js';
import type { Finish, Json } from './finish.js';

const HELP = `
The V-number is read from standard input, never from the command line: others on this machine could read it there.
On a terminal you are asked for it twice. The letter names no one; add name and address by hand.
The letter is an HTML page; for paper or PDF, print it from a browser. What is written to a file is for its owner only.
Both logs get their lines first: a letter that tells of the person is itself shown in the next one.

Example:
  ketenzicht access-report --language nl --out brief.html
  ketenzicht access-report --language en --json < v-number.txt`;

interface LetterOptions extends Json {
  readonly language: Language;
  readonly out?: string;
}

/** `access-report`: the letter for a person who asks who has seen their data. */
export function addAccessReportCommand(program: Command, finish: Finish): void {
  program
    .command('access-report')
    .description('write the letter that tells a person who has seen which of their data, and why')
    .addOption(
      new Option('--language <language>', 'language of the letter').choices([...LANGUAGES]).makeOptionMandatory(),
    )
    .option('--out <file>', 'where the letter goes; it must not be there yet; standard output when left out')
    .option('--json', 'print the report as one JSON value')
    .addHelpText('after', HELP)
    .action(async ({ language, out, json }: LetterOptions) => {
      const { accessReportCommand, letterOrder } = await import('./access-report.js');
      const { readVNumber } = await import('./v-number-input.js');
      const order = letterOrder(await readVNumber({ input: process.stdin, output: process.stderr }), language, out);
      if ('exitCode' in order) return finish(order, json);
      const { withDatabase } = await import('./with-database.js');
      const config = readConfig();
      const letter = withDatabase(config, (database, policy) =>
        accessReportCommand({ database, config, policy }, order),
      );
      return finish(await letter, json);
    });
}
