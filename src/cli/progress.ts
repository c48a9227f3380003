import { SingleBar } from 'cli-progress';

/** Something that takes a while, watched on standard error so that standard output stays the command's answer. */
export interface Progress {
  /** Called now and then; the first call draws the bar. */
  report(done: number, total: number): void;
  end(): void;
}

/** A progress bar on a terminal; elsewhere one line that says what is being done. Nothing until there is something to report. */
export function startProgress(label: string): Progress {
  return progressIn(`${label} {bar} {percentage} %`, label);
}

/** Like a progress bar, for what has no known end: it counts. `total` is not looked at. */
export function startCount(label: string, unit: string): Progress {
  return progressIn(`${label}: {value} ${unit}`, label);
}

function progressIn(format: string, label: string): Progress {
  const bar = new SingleBar({ format, hideCursor: true, clearOnComplete: true });
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
