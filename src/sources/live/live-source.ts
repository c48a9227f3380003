import { getTableColumns } from 'drizzle-orm';
import type { Grant } from '../../model/grant.js';
import type { LiveAgency, LiveSourceSettings } from '../../model/source-settings.js';
import { traceparentOf } from '../../model/trace-context.js';
import { checkGrant, type GrantedTable, grantedTables } from '../granted-tables.js';
import type { AskedCases, Lapse, Source, SourceHealth, SourcePart, SourceReading, SourceRow } from '../source.js';
import { type AnswerCheck, answerCheck, type CheckedAnswer } from './check-answer.js';
import { MOST_PEOPLE } from './document.js';
import type { SourceFigures } from './figures.js';
import { type Guard, sourceGuard } from './guard.js';
import { type CopiedPart, type CopyAsker, type CopyPlaces, copyAsker, copyOf, type LastCopies } from './last-copies.js';
import { liveRows } from './live-rows.js';
import { failureOf, type SourceFailure } from './source-failure.js';
import type { LiveQuery, Transport } from './transport.js';

/** What a live source is made of. */
export interface LiveSetting {
  readonly agency: LiveAgency;
  readonly parts: Readonly<Record<string, SourcePart>>;
  readonly settings: LiveSourceSettings;
  readonly transport: Transport;
  readonly copies: LastCopies;
  readonly figures: SourceFigures;
  /** The clock, for tests. */
  readonly now?: () => Date;
}

/** How long an answer to "are you there" counts. Milliseconds. */
const HEALTH_KEPT_MS = 5_000;

/**
 * A source that is read at the agency itself. What hosted sources leave to the database is held here: only cases of the
 * search are told, by V-number; a part under consent only of people who consent, one that is for its owner only to that
 * owner; and nothing is taken over that was not asked for.
 */
export function liveSource(setting: LiveSetting): Source {
  const reader = new LiveReader(setting);
  return {
    agency: setting.agency,
    kind: setting.settings.kind,
    parts: setting.parts,
    read: (grant, asked) => reader.read(grant, asked),
    health: () => reader.health(),
  };
}

/** People of whom the same parts are asked. */
interface Question {
  readonly tables: readonly GrantedTable[];
  readonly cases: readonly { readonly caseId: string; readonly vNumber: string }[];
}

/** What is known of one part of a case. */
interface PartAnswer {
  readonly rows: readonly SourceRow[];
  readonly lapse?: Lapse;
}

/** What became of a question: the parts of each case, by case id and then by part. */
type CaseAnswers = ReadonlyMap<string, ReadonlyMap<string, PartAnswer>>;

class LiveReader {
  readonly #setting: LiveSetting;
  readonly #check: AnswerCheck;
  readonly #guard: Guard;
  /** Askers to whom the agency said no, until it answers them again. */
  readonly #refused = new Set<CopyAsker>();
  #lastAnsweredAt: string | null = null;
  #health?: { readonly until: number; readonly works: Promise<boolean> };

  constructor(setting: LiveSetting) {
    const { agency, settings, figures, parts } = setting;
    this.#setting = setting;
    this.#check = answerCheck(parts);
    this.#guard = sourceGuard(settings, (isOpen) => figures.breaker(agency, isOpen));
    figures.breaker(agency, false);
  }

  async read(grant: Grant, asked: AskedCases): Promise<SourceReading> {
    const { agency, parts } = this.#setting;
    const tables = grantedTables(grant, parts);
    checkGrant(grant, agency);
    if (asked.ids.length === 0) return { rows: [] };
    const questions = this.#questions(grant, tables, asked, await asked.vNumbers());
    const traceparent = asked.trace && traceparentOf(asked.trace);
    const settled = await Promise.all(questions.map((question) => this.#answer(grant, question, traceparent)));
    const failure = settled.find(({ failed }) => failed)?.failed;
    // Nothing at all came: that is told as a source that does not answer, as of every other kind.
    if (failure && settled.every(({ answers }) => answers.size === 0)) throw failure;
    const known = new Map(settled.flatMap(({ answers }) => [...answers]));
    const isAsked = new Set(questions.flatMap(({ cases }) => cases.map(({ caseId }) => caseId)));
    const partOf = (id: string, { part }: GrantedTable): PartAnswer =>
      known.get(id)?.get(part.name) ?? {
        rows: [],
        lapse: isAsked.has(id) && !known.has(id) ? 'UNAVAILABLE' : undefined,
      };
    const read = asked.ids.map((id) => tables.map((table) => partOf(id, table)));
    const rows = read.map((of) => of.map((part) => part.rows));
    if (!read.flat().some(({ lapse }) => lapse)) return { rows };
    return { rows, lapses: read.map((of) => of.map(({ lapse }) => lapse)) };
  }

  /** Whether it works now: by what it last said, asked again every few seconds; not at all while it is left alone. */
  async health(): Promise<SourceHealth> {
    if (this.#guard.isOpen()) return { available: false, lastAnsweredAt: this.#lastAnsweredAt };
    const { transport, settings } = this.#setting;
    if (!this.#health || this.#health.until < performance.now()) {
      const signal = AbortSignal.timeout(settings.timeoutMs);
      const works = transport.probe({ signal }).then(
        () => true,
        () => false,
      );
      this.#health = { until: performance.now() + HEALTH_KEPT_MS, works };
    }
    return { available: await this.#health.works, lastAnsweredAt: this.#lastAnsweredAt };
  }

  /** Each person is asked only for what may be told of them; who may not be asked anything of is not named. */
  #questions(
    { principal }: Grant,
    tables: readonly GrantedTable[],
    { ids, consented }: AskedCases,
    vNumbers: ReadonlyMap<string, string>,
  ): Question[] {
    const isOwner = principal.organisation === this.#setting.agency.toLowerCase();
    const groups = new Map<string, Question & { cases: { caseId: string; vNumber: string }[] }>();
    for (const caseId of new Set(ids)) {
      const vNumber = vNumbers.get(caseId);
      const open = tables.filter(({ grant: { conditions } }) =>
        conditions.every((condition) => (condition === 'own' ? isOwner : consented.has(caseId))),
      );
      if (!vNumber || open.length === 0) continue;
      const key = open.map(({ part }) => part.name).join();
      const group = groups.get(key) ?? { tables: open, cases: [] };
      groups.set(key, group);
      group.cases.push({ caseId, vNumber });
    }
    return [...groups.values()].flatMap(({ tables: open, cases }) =>
      inPieces(cases, MOST_PEOPLE).map((piece) => ({ tables: open, cases: piece })),
    );
  }

  async #answer(
    grant: Grant,
    question: Question,
    traceparent: string | undefined,
  ): Promise<{ readonly answers: CaseAnswers; readonly failed?: SourceFailure }> {
    const { agency, transport, figures } = this.#setting;
    const query = queryOf(grant, question);
    const begun = performance.now();
    try {
      const checked = await this.#guard.run(async (signal) =>
        this.#check(await transport.query(query, { signal, traceparent }), query),
      );
      const at = (this.#setting.now?.() ?? new Date()).toISOString();
      this.#lastAnsweredAt = at;
      figures.answered(agency, (performance.now() - begun) / 1000);
      figures.dropped(agency, checked.dropped);
      this.#keep(copyAsker(grant), question, { query, checked, at });
      return { answers: this.#fresh(question, checked, at) };
    } catch (error) {
      const failed = failureOf(error);
      figures.failed(agency, failed);
      return { answers: await this.#insteadOf(failed, grant, { question, query }), failed };
    }
  }

  /**
   * What stands in for an answer that failed. Where the agency said no, nothing: what it gave this asker before is gone,
   * and stays so while the agency does not answer at all.
   */
  async #insteadOf(
    { isRefusal }: SourceFailure,
    grant: Grant,
    { question, query }: { readonly question: Question; readonly query: LiveQuery },
  ): Promise<CaseAnswers> {
    const { agency, copies, settings, figures } = this.#setting;
    const asker = copyAsker(grant);
    if (settings.staleHours === 0) return new Map();
    if (isRefusal) {
      this.#refused.add(asker);
      await copies
        .forget(asker, placesOf(question))
        .catch((error) => figures.copyFailed(agency, 'forgotten', (error as { code?: string }).code));
    }
    return this.#refused.has(asker) ? new Map() : this.#copied(asker, question, query);
  }

  #fresh({ tables, cases }: Question, { persons }: CheckedAnswer, at: string): CaseAnswers {
    return new Map(
      cases.map(({ caseId, vNumber }) => {
        const person = persons.get(vNumber);
        const parts = tables.map(({ part, grant }): [string, PartAnswer] => {
          // Who is not known has no rows; a part that is not given of somebody known may have some.
          const given = person ? person.get(part.name) : [];
          const rows = given && liveRows(part, grant.columns, { rows: given, caseId, at });
          return [part.name, rows ? { rows } : { rows: [], lapse: 'UNAVAILABLE' }];
        });
        return [caseId, new Map(parts)];
      }),
    );
  }

  /** Nobody waits for it: without a copy the next failure is told as one, no more. */
  #keep(asker: CopyAsker, { cases }: Question, { query, checked, at }: Answered): void {
    const { agency, copies, figures } = this.#setting;
    this.#refused.delete(asker);
    const kept = cases.map(({ caseId, vNumber }) => {
      const person = checked.persons.get(vNumber);
      const given = Object.entries(query.parts).flatMap(([part, fields]): CopiedPart[] => {
        const rows = person ? person.get(part) : [];
        return rows ? [{ part, fields, at, rows }] : [];
      });
      const withheld = Object.keys(query.parts).filter((name) => !given.some(({ part }) => part === name));
      return { caseId, vNumber, parts: given, withheld };
    });
    copies.keep(asker, kept).catch((error) => figures.copyFailed(agency, 'kept', (error as { code?: string }).code));
  }

  /** From this asker's last copy only what this grant holds, of rows of one moment, and nothing that is over age. */
  async #copied(asker: CopyAsker, question: Question, { parts }: LiveQuery): Promise<CaseAnswers> {
    const { agency, copies, figures } = this.#setting;
    const { tables, cases } = question;
    const kept = await copies.read(asker, placesOf(question)).catch((error) => {
      figures.copyFailed(agency, 'read', (error as { code?: string }).code);
      return new Map<string, readonly CopiedPart[]>();
    });
    const answers = cases.flatMap(({ caseId }): [string, ReadonlyMap<string, PartAnswer>][] => {
      const found = tables.map(({ part, grant }): [string, PartAnswer] => {
        const copy = copyOf(kept.get(caseId) ?? [], part.name, parts[part.name] ?? []);
        if (!copy) return [part.name, { rows: [], lapse: 'UNAVAILABLE' }];
        return [part.name, { rows: liveRows(part, grant.columns, { ...copy, caseId }), lapse: 'STALE' }];
      });
      return found.some(([, { lapse }]) => lapse === 'STALE') ? [[caseId, new Map(found)]] : [];
    });
    figures.copiesServed(agency, answers.length);
    return new Map(answers);
  }
}

interface Answered {
  readonly query: LiveQuery;
  readonly checked: CheckedAnswer;
  readonly at: string;
}

function placesOf({ cases }: Question): CopyPlaces {
  return new Map(cases.map(({ caseId, vNumber }) => [caseId, vNumber]));
}

function queryOf(
  { principal, purpose, processingActivity, policyVersion }: Grant,
  { tables, cases }: Question,
): LiveQuery {
  return {
    vNumbers: [...new Set(cases.map(({ vNumber }) => vNumber))],
    parts: Object.fromEntries(tables.map(({ part, grant }) => [part.name, fieldsOf(part, grant.columns)])),
    asker: { organisation: principal.organisation, partnerKind: principal.partnerKind },
    purpose,
    processingActivity,
    policyVersion,
  };
}

/** The fields behind the columns of a grant; keys and provenance come with every row, or are ours. */
function fieldsOf(part: SourcePart, columns: readonly string[]): string[] {
  const named = Object.entries(getTableColumns(part.drizzle));
  return named.filter(([field, { name }]) => part.fields[field] && columns.includes(name)).map(([field]) => field);
}

function inPieces<Item>(items: readonly Item[], size: number): Item[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, place) => items.slice(place * size, (place + 1) * size));
}
