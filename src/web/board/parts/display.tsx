import { useEffect, useState } from 'react';
import { type Language, useLanguage } from '../language/language.js';
import { readChoice, writeChoice } from './choice.js';
import { Select } from './form.js';

type Theme = 'auto' | 'light' | 'dark';

/** The choice of language and colours. */
export function Display() {
  const { language, setLanguage, words } = useLanguage();
  const [theme, setTheme] = useState<Theme>(() => (readChoice('theme') as Theme | undefined) ?? 'auto');
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  const choose = (chosen: string) => {
    writeChoice('theme', chosen);
    setTheme(chosen as Theme);
  };
  return (
    <div className="display">
      <Select
        label={words.language}
        value={language}
        options={[
          ['nl', 'Nederlands'],
          ['en', 'English'],
        ]}
        onChange={(chosen) => setLanguage(chosen as Language)}
      />
      <Select label={words.theme} value={theme} options={Object.entries(words.themes)} onChange={choose} />
    </div>
  );
}
