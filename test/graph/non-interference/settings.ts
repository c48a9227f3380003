/** Where the random choices begin: print it, and set it to replay a run. */
export const SEED = Number(process.env.SEED ?? Date.now() % 2 ** 31);

/** Second worlds a view; more of them at night. */
export const RUNS = Number(process.env.RUNS ?? 4);

/** Operations asked in each pair of worlds. */
export const OPERATIONS = 8;

/** Whether one failure is enough, as it is for who only wants to know whether there is any. */
export const STOPS_AT_FAILURE = process.env.STOP_AT_FAILURE === 'yes';
