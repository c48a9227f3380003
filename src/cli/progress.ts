import { SingleBar } from 'cli-progress';

/** Something that takes a while, watched on standard error so that standard output stays the command's answer. */
export interface Progress {
  /** Called now and then; the first call draws the bar. */
  report(done: number, total: number): void;
  end(): void;
}

/** A progress bar on a terminal; elsewhere one line that says what is being done. Nothing until there is something to report. */
export function startProgress(label: string): Progress {
  const bar = new SingleBar({ format: `${label} {bar} {percentage} %`, hideCursor: true, clearOnComplete: true });
  let started = false;
  return {
    report(done, total) {
      if (started) bar.update(done);
      else if (process.stderr.isTTY) bar.start(total, done);
      else process.stderr.write(`${label} …\n`);
      started = true;
    },
    end: () => bar.stop(),
  };
}
