/** Grounds of AVG art. 6(1), by the letter of the article. */
export type Ground = 'a' | 'b' | 'c' | 'd' | 'e' | 'f';

/** A short heading with what it means for the reader. */
export interface Advice {
  readonly heading: string;
  readonly text: string;
}

/** Every text of the letter, in one language. Sentences are whole: those with a number or a day in them make them. */
export interface LetterTexts {
  readonly title: string;
  readonly to: string;
  readonly date: string;
  readonly reference: string;
  readonly greeting: string;
  readonly introduction: string;
  readonly about: Advice;
  readonly whoHeading: string;
  readonly period: (from: string, until: string) => string;
  readonly organisations: (count: number) => string;
  readonly nobody: string;
  readonly columns: Readonly<Record<'organisation' | 'purpose' | 'times' | 'first' | 'last' | 'when' | 'seen', string>>;
  readonly times: (count: number) => string;
  readonly whatHeading: string;
  readonly seenLabel: string;
  readonly basisLabel: string;
  readonly grounds: Readonly<Record<Ground, string>>;
  readonly formally: string;
  readonly noPurpose: string;
  readonly noBasis: string;
  readonly onlyKnown: string;
  readonly everyHeading: string;
  readonly everyExplained: string;
  readonly more: (shown: number) => string;
  readonly notHereHeading: string;
  readonly notHere: readonly string[];
  readonly rightsHeading: string;
  readonly rights: readonly Advice[];
  readonly closing: string;
}
