/** @returns undefined when it fails or takes longer, in milliseconds */
export async function inTime<Value>(milliseconds: number, asked: Promise<Value>): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  const answered = asked.catch(() => undefined);
  return Promise.race([answered, late]).finally(() => clearTimeout(timer));
}

/** Whoever comes while a run is under way shares it: a database that hangs is asked once and not once a scrape. */
export function shareRun<Value>(run: () => Promise<Value>): () => Promise<Value> {
  let under: Promise<Value> | undefined;
  return () => {
    under ??= run().finally(() => {
      under = undefined;
    });
    return under;
  };
}
