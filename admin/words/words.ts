import { signal } from '@preact/signals-core';
import i18next from 'i18next';
import { language as languageSchema, type Language } from '../../hub/api/fields.ts';
import type { WordKey } from './catalogue.ts';

/** Numbers and texts that stand in a text's `{{name}}`. `count` picks the plural form. */
type Values = Record<string, string | number> & { count?: number };

const storageKey = 'hub.language';
const files = import.meta.glob<Record<string, string>>('../../hub/locales/*/admin/*.json', { import: 'default' });
const engine = i18next.createInstance();
/** What the shell and the inbox say, and what was asked for since; the other areas come with their screens. */
const areas = new Set(['common', 'shell', 'inbox', 'thread', 'composer', 'panel']);
let hasFurther = false;

/** The language on screen: reading it while rendering renders again when it is switched. */
export const language = signal<Language>(firstLanguage());

/** Loads the texts of the language of the last visit, else the browser's; ready when it resolves. */
export async function startWords(): Promise<void> {
  await engine.init({
    lng: language.value,
    fallbackLng: false,
    ns: [],
    defaultNS: 'common',
    interpolation: { escapeValue: false },
    returnNull: false,
    // Keys hold dots of their own.
    keySeparator: false,
  });
  await setLanguage(language.value);
}

/** Loads the texts of logging in and what belongs to it; its screens and dialogs await it. */
export async function loadAccountWords(): Promise<void> {
  areas.add('account');
  await load(language.peek());
}

/** Loads the texts of the screens behind the inbox; they await it. */
export async function loadFurtherWords(): Promise<void> {
  hasFurther = true;
  await load(language.peek());
}

/** Switches every text on screen; kept for the next visit of this browser. */
export async function setLanguage(wanted: Language): Promise<void> {
  await load(wanted);
  await engine.changeLanguage(wanted);
  localStorage.setItem(storageKey, wanted);
  document.documentElement.lang = wanted;
  language.value = wanted;
}

/** A text in the language on screen. */
export function t(key: WordKey, values: Values = {}): string {
  return engine.t(key, { ...values, lng: language.value });
}

/** A text whose key is put together at run time (an error's code, a state); the fallback where there is none. */
export function tMaybe(key: string, values: Values = {}, fallback = ''): string {
  return engine.exists(key, { lng: language.value }) ? engine.t(key, { ...values, lng: language.value }) : fallback;
}

async function load(wanted: Language): Promise<void> {
  const of = Object.entries(files).flatMap(([path, read]) => {
    const [, code, area = ''] = /locales\/(\w+)\/admin\/([^/]+)\.json$/.exec(path) ?? [];
    return code === wanted && (hasFurther || areas.has(area)) && !engine.hasResourceBundle(wanted, area) ? [{ area, read }] : [];
  });
  await Promise.all(of.map(async ({ area, read }) => engine.addResourceBundle(wanted, area, await read())));
}

function firstLanguage(): Language {
  const kept = languageSchema.safeParse(localStorage.getItem(storageKey));
  if (kept.success) return kept.data;
  return navigator.languages.some((each) => each.startsWith('ru')) && !navigator.languages[0]?.startsWith('en') ? 'ru' : 'en';
}
