import type { ShelterStatement, StayStatement } from './statement.js';

/** All that a municipality says of one file, once its statements are laid together. */
export type ShelterFile = Required<Pick<ShelterStatement, 'person' | 'stays' | 'plan' | 'outflow'>>;

/** A statement under the key of its piece. */
export interface KeyedStatement {
  readonly pieceKey: string;
  readonly statement: ShelterStatement;
}

/** A file folded from its statements, and those that contradict the others and are left out. */
export interface FoldedFile {
  /** Null while nobody said who the person is. */
  readonly file: ShelterFile | null;
  readonly refused: readonly { readonly pieceKey: string; readonly reason: string }[];
}

/**
 * Lays the statements of one file together. Their order of arrival does not matter: the newest (`order`) says who
 * the person is and what was decided; every stay counts; an outflow stands unless the person came back after it.
 */
export function foldFile(statements: readonly KeyedStatement[]): FoldedFile {
  const ordered = [...statements].sort(
    (a, b) => compare(a.statement.order, b.statement.order) || compare(a.pieceKey, b.pieceKey),
  );
  const refused: { pieceKey: string; reason: string }[] = [];
  const fold: Fold = { stays: new Map() };
  for (const { pieceKey, statement } of ordered) {
    const reason = contradiction(fold, statement);
    if (reason) refused.push({ pieceKey, reason });
    else apply(fold, statement);
  }
  const { person, plan = null, outflow = null } = fold;
  const stays = [...fold.stays.values()].sort((a, b) => compare(a.arrivedAt, b.arrivedAt));
  return { file: person ? { person, stays, plan, outflow } : null, refused };
}

interface Fold {
  stays: Map<string, StayStatement>;
  person?: ShelterFile['person'];
  plan?: ShelterFile['plan'];
  outflow?: ShelterFile['outflow'];
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function openStay(fold: Fold): StayStatement | undefined {
  return [...fold.stays.values()].findLast((stay) => stay.departedAt === null);
}

function contradiction(fold: Fold, statement: ShelterStatement): string | undefined {
  if (statement.departedAt === undefined) return undefined;
  const open = openStay(fold);
  return open && statement.departedAt < open.arrivedAt ? 'the departure lies before the arrival' : undefined;
}

function apply(fold: Fold, statement: ShelterStatement): void {
  if (statement.person) fold.person = statement.person;
  for (const stay of statement.stays ?? []) {
    fold.stays.set(stay.arrivedAt, stay);
    // Whoever comes back has not left: an earlier outflow no longer stands.
    fold.outflow = null;
  }
  if (statement.plan !== undefined) fold.plan = statement.plan;
  const open = statement.departedAt === undefined ? undefined : openStay(fold);
  if (open) fold.stays.set(open.arrivedAt, { ...open, departedAt: statement.departedAt ?? null });
  if (statement.outflow !== undefined) fold.outflow = statement.outflow;
}
