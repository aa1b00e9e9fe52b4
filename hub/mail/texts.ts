import { readFileSync } from 'node:fs';
import i18next from 'i18next';
import { z } from 'zod';
import type { MailKind } from '../api/team/mail.ts';
import type { Language } from '../api/fields.ts';

/** The words of one mail. Absent: it has no button. */
export interface MailWords {
  subject: string;
  lines: string[];
  action: string | null;
}

const words = z.object({ subject: z.string(), lines: z.array(z.string()), action: z.string().nullable() });
const file = z.object({ 'password-reset': words, 'password-changed': words, invite: words, test: words });

/** Finds the words of a kind of mail in a language and puts the values in. Nothing is escaped here. */
export function loadMailTexts(): (kind: MailKind | 'test', language: Language, values: Readonly<Record<string, string>>) => MailWords {
  const texts = { en: load('en'), ru: load('ru') };
  const engine = i18next.createInstance();
  void engine.init({ initAsync: false, interpolation: { escapeValue: false } });
  return (kind, language, values) => {
    const { subject, lines, action } = texts[language][kind];
    // A name of several lines could pass for a header, or for words of ours.
    const flat = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.replace(/\s+/g, ' ')]));
    const fill = (text: string) => engine.services.interpolator.interpolate(text, flat, language, {});
    return { subject: fill(subject), lines: lines.map(fill), action };
  };
}

function load(language: Language): z.infer<typeof file> {
  return file.parse(JSON.parse(readFileSync(new URL(`../locales/${language}/mail.json`, import.meta.url), 'utf8')));
}
