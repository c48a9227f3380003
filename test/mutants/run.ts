import { parseArgs } from 'node:util';
import { MUTANTS, type Mutant } from './mutants.js';
import { copyProject } from './project-copy.js';
import { type Found, type RunSettings, runTests } from './test-run.js';

/** The judges, in the order in which they are asked: the first that objects has caught the mutant. */
const JUDGES = [['test/graph/non-interference'], ['test/policy/database-rights', 'test/policy/locks']] as const;

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Runs the judges on a project with these edits. */
async function judge(mutant: Pick<Mutant, 'edits'>, settings: RunSettings): Promise<Found> {
  const copy = copyProject(mutant.edits);
  try {
    for (const paths of JUDGES) {
      const found = await runTests(copy.folder, paths, settings);
      if (found.kind !== 'green') return found;
    }
    return { kind: 'green' };
  } finally {
    copy.remove();
  }
}

async function judgeAll(mutants: readonly Mutant[], settings: RunSettings): Promise<number> {
  say(`The tests, without a mutant (SEED=${settings.seed} RUNS=${settings.runs}) …`);
  // Whole, it takes longer than to its first failure.
  const sound = await judge({ edits: [] }, { ...settings, limitMs: 4 * settings.limitMs });
  if (sound.kind !== 'green') {
    say(`are not green, so they cannot judge: ${sound.kind === 'failed' ? sound.test : sound.output}`);
    return 2;
  }
  let survived = 0;
  for (const mutant of mutants) {
    const begun = Date.now();
    const found = await judge(mutant, settings);
    if (found.kind !== 'failed') survived += 1;
    say(`${mutant.name.padEnd(30)} ${verdict(found)} (${Math.round((Date.now() - begun) / 1000)} s)`);
  }
  say(`${mutants.length - survived} of ${mutants.length} mutants were caught.`);
  return survived > 0 ? 1 : 0;
}

/** A mutant that does not even start was not caught by a promise: its text needs mending. */
function verdict(found: Found): string {
  if (found.kind === 'failed') return `caught by: ${found.test}`;
  return found.kind === 'green' ? 'SURVIVED' : `DID NOT RUN: ${found.output}`;
}

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    seed: { type: 'string', default: '20261124' },
    runs: { type: 'string', default: '4' },
    limit: { type: 'string', default: '120' },
  },
});
const names = values.only ?? MUTANTS.map(({ name }) => name);
const unknown = names.filter((name) => !MUTANTS.some((mutant) => mutant.name === name));
if (unknown.length > 0) {
  say(`There is no mutant ${unknown.join(', ')}. There are: ${MUTANTS.map(({ name }) => name).join(', ')}.`);
  process.exitCode = 2;
} else {
  process.exitCode = await judgeAll(
    MUTANTS.filter(({ name }) => names.includes(name)),
    { seed: Number(values.seed), runs: Number(values.runs), limitMs: Number(values.limit) * 1000 },
  );
}
