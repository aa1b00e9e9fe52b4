import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { SpokenText } from '../../../api/customers/channels.ts';
import type { Language } from '../../../api/fields.ts';
import type { KnownWidget } from '../../../core/widget/known-widgets.ts';

type Words = Readonly<Record<string, string>>;

/** The texts of the widget's interface, read once in both languages. */
export const widgetWords: Readonly<Record<Language, Words>> = { en: load('en'), ru: load('ru') };

function load(language: Language): Words {
  const file = new URL(`../../../locales/${language}/widget.json`, import.meta.url);
  return existsSync(file) ? z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
}

/** The language to speak to a visitor: as the owner set, else the visitor's (such as `ru-RU`) where we speak it, else the workspace's. */
export function languageFor({ settings, language }: Pick<KnownWidget, 'settings' | 'language'>, wanted: string | undefined): Language {
  if (settings.language !== 'visitor') return settings.language;
  const primary = wanted?.toLowerCase().split('-')[0];
  return primary === 'en' || primary === 'ru' ? primary : language;
}

/** The owner's text in a language, in the other one where it is only there; ours without one. */
export function say(text: SpokenText | null, language: Language, ours: string): string {
  return text?.[language] ?? text?.en ?? text?.ru ?? ours;
}
