/** A choice of how the pages look. None of them says anything of a person or of who is at work. */
export type Choice = 'language' | 'theme';

const nameOf = (choice: Choice) => `ketenzicht.${choice}`;

/** A choice that was made on this computer before. */
export function readChoice(choice: Choice): string | undefined {
  try {
    return localStorage.getItem(nameOf(choice)) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a choice; a browser that keeps nothing forgets it with the page. */
export function writeChoice(choice: Choice, value: string): void {
  try {
    localStorage.setItem(nameOf(choice), value);
  } catch {
    return;
  }
}
