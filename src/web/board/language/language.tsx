import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { readChoice, writeChoice } from '../parts/choice.js';
import { LANGUAGES, type Language, type Words } from './all-words.js';

export type { Language, Words } from './all-words.js';

interface LanguageState {
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
  readonly words: Words;
}

const LanguageContext = createContext<LanguageState | undefined>(undefined);

/** Holds the language: what was chosen here before, else the browser's first of the two, else Dutch. */
export function LanguageHolder({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(() => asLanguage(readChoice('language')) ?? browserLanguage());
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const state = useMemo(
    () => ({
      language,
      words: LANGUAGES[language],
      setLanguage: (chosen: Language) => {
        writeChoice('language', chosen);
        setLanguage(chosen);
      },
    }),
    [language],
  );
  return <LanguageContext.Provider value={state}>{children}</LanguageContext.Provider>;
}

/** The language, and how to change it. */
export function useLanguage(): LanguageState {
  const state = useContext(LanguageContext);
  if (!state) throw new Error('a page stands outside the language');
  return state;
}

/** The words of the language. */
export function useWords(): Words {
  return useLanguage().words;
}

function asLanguage(text: string | undefined): Language | undefined {
  return text === 'nl' || text === 'en' ? text : undefined;
}

function browserLanguage(): Language {
  return navigator.languages.map((tag) => asLanguage(tag.slice(0, 2).toLowerCase())).find(Boolean) ?? 'nl';
}
