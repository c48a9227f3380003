/** Ends a connection on which nothing comes. The time in which the reader is busy with an event does not count. */
export class Quiet {
  readonly #limitMs: number;
  readonly #over = new AbortController();
  readonly signal: AbortSignal;
  #timer?: NodeJS.Timeout;
  #isOver = false;

  constructor(limitMs: number, signal: AbortSignal | undefined) {
    this.#limitMs = limitMs;
    this.signal = signal ? AbortSignal.any([signal, this.#over.signal]) : this.#over.signal;
  }

  /** Begins to wait, anew. */
  arm(): void {
    this.#pause();
    if (this.#isOver) return;
    this.#timer = setTimeout(() => this.#over.abort(new DOMException('quiet', 'TimeoutError')), this.#limitMs);
  }

  /** Waits no more, whatever still comes. */
  end(): void {
    this.#isOver = true;
    this.#pause();
  }

  async *over(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    this.arm();
    for await (const chunk of chunks) {
      this.#pause();
      yield chunk;
      this.arm();
    }
  }

  #pause(): void {
    clearTimeout(this.#timer);
  }
}
