import type { DeliveryProgress } from '../../client/index.js';
import type { Progress } from '../progress.js';

/** Progress of what a delivery does, one after the other. */
export interface DeliveryBars {
  readonly bar: (label: string) => Progress;
  readonly count: (label: string, unit: string) => Progress;
}

/** What is shown of one file on its way: read, sent, stored. */
export class Shown {
  readonly #file: string;
  readonly #bars: DeliveryBars | undefined;
  #now: { readonly phase: string; readonly progress: Progress } | undefined;

  constructor(file: string, bars: DeliveryBars | undefined) {
    this.#file = file;
    this.#bars = bars;
  }

  read(bytes: number): void {
    this.#show('READING', (bars) => bars.count(`Reading ${this.#file}`, 'bytes'))?.report(bytes, bytes);
  }

  progress(far: DeliveryProgress): void {
    if (far.phase === 'SENDING') {
      this.#show(far.phase, (bars) => bars.bar(`Sending ${this.#file}`))?.report(far.bytes, far.of);
    } else {
      this.#show(far.phase, (bars) => bars.count(`Storing ${this.#file}`, 'rows'))?.report(far.rows, far.rows);
    }
  }

  end(): void {
    this.#now?.progress.end();
    this.#now = undefined;
  }

  #show(phase: string, start: (bars: DeliveryBars) => Progress): Progress | undefined {
    if (this.#bars && this.#now?.phase !== phase) {
      this.end();
      this.#now = { phase, progress: start(this.#bars) };
    }
    return this.#now?.progress;
  }
}
