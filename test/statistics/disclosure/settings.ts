/** Where the random choices begin: print it, and set it to replay a run. */
export const SEED = Number(process.env.SEED ?? Date.now() % 2 ** 31);

/** Data sets that a property is tried on; more of them at night. */
export const RUNS = Number(process.env.RUNS ?? 60);

/** Data sets that are attacked; 500 and more at night. */
export const ATTACKS = Number(process.env.ATTACKS ?? 200);
