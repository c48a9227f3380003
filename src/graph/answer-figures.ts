import type { GraphQLFormattedError } from 'graphql';
import type { Absence } from '../model/absence.js';
import { ERROR_CODES, type ErrorCode } from '../model/errors.js';
import type { ViewKey } from '../model/purpose.js';

/** One request over HTTP that is over. */
export interface DoneRequest {
  /** As it was declared, such as `/deliveries/:source`; undefined where nothing is at the address. */
  readonly route: string | undefined;
  /** The caller's; undefined where nobody was identified. */
  readonly view: ViewKey | undefined;
  readonly status: number;
  /** Absent of a stream of events, which lasts as long as somebody listens. */
  readonly seconds?: number;
}

/** What is counted of requests and answers. All it is told are codes of closed lists. */
export interface AnswerFigures {
  request(done: DoneRequest): void;
  /** Why something was refused or failed, each code of an answer once. */
  errors(codes: Iterable<ErrorCode>): void;
  /** Entries of `extensions.absences`. */
  absences(absences: readonly Absence[]): void;
}

/** An answer as it goes out. */
interface GivenAnswer {
  readonly errors?: readonly GraphQLFormattedError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** Counts what an answer, or an event of a subscription, says of errors and absences. */
export function countAnswer(figures: AnswerFigures | undefined, { errors, extensions }: GivenAnswer): void {
  if (!figures) return;
  const codes = new Set((errors ?? []).map((error) => error.extensions?.code).filter(isErrorCode));
  if (codes.size > 0) figures.errors(codes);
  const absences = extensions?.absences as readonly Absence[] | undefined;
  if (absences) figures.absences(absences);
}

function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(ERROR_CODES, code);
}
