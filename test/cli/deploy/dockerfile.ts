/** One instruction of a Dockerfile, its continued lines joined. */
export interface Instruction {
  readonly name: string;
  readonly words: string;
}

/** A stage: what it is made from, and what follows. */
export interface Stage {
  readonly image: string;
  readonly instructions: readonly Instruction[];
}

/** The stages of a Dockerfile, in order. Comments go, also between continued lines. */
export function stagesOf(text: string): Stage[] {
  const lines = text.split('\n').filter((line) => !/^\s*(#|$)/.test(line));
  const joined = lines.join('\n').replaceAll(/\\\n\s*/g, ' ');
  const stages: { image: string; instructions: Instruction[] }[] = [];
  for (const line of joined.split('\n')) {
    const [, name = '', words = ''] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
    if (name === 'FROM') stages.push({ image: words.split(/\s+/)[0] ?? '', instructions: [] });
    else stages.at(-1)?.instructions.push({ name, words });
  }
  return stages;
}

/** What a stage sets in its environment. */
export function environmentOf({ instructions }: Stage): Readonly<Record<string, string>> {
  const all = instructions.filter(({ name }) => name === 'ENV').flatMap(({ words }) => words.split(/\s+/));
  return Object.fromEntries(all.map((one) => one.split('=') as [string, string]));
}
