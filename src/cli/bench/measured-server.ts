/** One HTTP request, always a POST, that can be sent to another process. */
export interface BenchRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A server whose two operations are measured. */
export interface MeasuredServer {
  /** A page of so many cases, the newest arrivals first, with all joins. */
  page(size: number): BenchRequest;
  /** One case with all joins. */
  oneCase(id: string): BenchRequest;
  close(): Promise<void>;
}
