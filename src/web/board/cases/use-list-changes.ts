import { useEffect, useState } from 'react';
import type { CaseListQuery } from '../../../client/municipality/case-coordination/generated/graphql.js';
import type { Asked } from '../ask/use-answer.js';
import { useWords } from '../language/language.js';
import type { ChangeEvent, ListedCase } from '../views/view-documents.js';
import { nameOf } from './person-name.js';

/** A case of the list, and whether it changed since the list was shown. */
export interface ShownCase {
  readonly listed: ListedCase;
  readonly changed: boolean;
}

/** A list that goes along with what changes. */
export interface ListChanges {
  /** Undefined until there is an answer. */
  readonly cases?: readonly ShownCase[];
  /** How many cases changed that are not on this page. */
  readonly elsewhere: number;
  /** Read out by screen readers. */
  readonly announcement: string;
  readonly take: (change: ChangeEvent) => void;
}

/** Lays changes over the answer of a list: a row shows what the change says, and nothing is asked for it. */
export function useListChanges({ answer }: Asked<CaseListQuery>): ListChanges {
  const words = useWords();
  const [changes, setChanges] = useState<ReadonlyMap<string, ChangeEvent>>(new Map());
  const [announcement, setAnnouncement] = useState('');
  // A new answer holds all that changed before.
  useEffect(() => {
    setChanges(new Map());
    setAnnouncement('');
  }, [answer]);
  const listed = answer?.data.cases.edges?.flatMap(({ node }) => node ?? []);
  const shown = new Set(listed?.map(({ id }) => id));
  return {
    cases: listed
      ?.filter(({ id }) => changes.get(id)?.kind !== 'LEFT')
      .map((one) => ({ listed: { ...one, ...changes.get(one.id)?.case }, changed: changes.has(one.id) })),
    elsewhere: [...changes.keys()].filter((id) => !shown.has(id)).length,
    announcement,
    take: (change) => {
      setChanges((before) => new Map(before).set(change.caseId, change));
      const one = listed?.find(({ id }) => id === change.caseId);
      if (!one) return;
      setAnnouncement(change.kind === 'LEFT' ? words.cases.gone : words.cases.announced(nameOf(one.person, words)));
    },
  };
}
