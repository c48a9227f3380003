/** One HTTP request, always a POST, that can be sent to another process. */
export interface BenchRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A server whose operations are measured. */
export interface MeasuredServer {
  /** A page of so many cases, the newest arrivals first, with all joins. */
  page(size: number): BenchRequest;
  /** One case with all joins. */
  oneCase(id: string): BenchRequest;
  /** A list filtered by status and arrival and ordered by departure: so many cases that arrived until a day. */
  list(size: number, until: string): BenchRequest;
  /** So many cases of people with this family name, the newest arrivals first. */
  search(size: number, name: string): BenchRequest;
  close(): Promise<void>;
}
