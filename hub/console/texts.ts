import { readFileSync } from 'node:fs';
import i18next from 'i18next';
import type { ReasonTexts } from '../../bots/console/channels/reason-words.ts';
import type { Translate } from '../../bots/console/console.ts';
import type { Language } from '../api/fields.ts';
import type english from '../locales/en/console.json';
import type russian from '../locales/ru/console.json';

/** The console's texts in both languages. Nothing is escaped: Telegram gets plain text with entities. */
export function loadConsoleTexts(): Record<Language, Translate> {
  return { en: load('en'), ru: load('ru') };
}

/** Texts of a language that has one for every reason why a channel is out of order: one that lacks any does not compile. */
type Whole<Texts extends ReasonTexts> = Texts;

function load(language: Language): Translate {
  const file = readFileSync(new URL(`../locales/${language}/console.json`, import.meta.url), 'utf8');
  const texts = JSON.parse(file) as Whole<typeof english> | Whole<typeof russian>; // Our own file.
  const engine = i18next.createInstance();
  void engine.init({
    lng: language,
    initAsync: false,
    resources: { [language]: { translation: texts } },
    interpolation: { escapeValue: false },
  });
  return (key, values = {}) => engine.t(key, values);
}
