import { readFileSync } from 'node:fs';
import i18next from 'i18next';
import type { Translate } from '../../bots/console/console.ts';
import type { Language } from '../api/fields.ts';

/** The console's texts in both languages. Nothing is escaped: Telegram gets plain text with entities. */
export function loadConsoleTexts(): Record<Language, Translate> {
  return { en: load('en'), ru: load('ru') };
}

function load(language: Language): Translate {
  const texts: unknown = JSON.parse(readFileSync(new URL(`../locales/${language}/console.json`, import.meta.url), 'utf8'));
  const engine = i18next.createInstance();
  void engine.init({
    lng: language,
    initAsync: false,
    resources: { [language]: { translation: texts as object } }, // Our own file, an object at its top.
    interpolation: { escapeValue: false },
  });
  return (key, values = {}) => engine.t(key, values);
}
