/** Ends a connection on which nothing comes. The time in which the reader is busy with an event does not count. */
export class Quiet {
  readonly #limitMs: number;
  readonly #over = new AbortController();
  readonly signal: AbortSignal;
  #timer?: NodeJS.Timeout;

  constructor(limitMs: number, signal: AbortSignal | undefined) {
    this.#limitMs = limitMs;
    this.signal = signal ? AbortSignal.any([signal, this.#over.signal]) : this.#over.signal;
  }

  arm(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#over.abort(new DOMException('quiet', 'TimeoutError')), this.#limitMs);
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  async *over(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    this.arm();
    for await (const chunk of chunks) {
      this.end();
      yield chunk;
      this.arm();
    }
  }
}
