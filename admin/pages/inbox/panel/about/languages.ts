import { language } from '../../../../words/words.ts';

/** The languages offered; a contact may have any other, which is offered too then. */
const common =
  'ar bg cs da de el en es et fa fi fr he hi hr hu id it ja ka kk ko lt lv ms nl no pl pt pt-BR ro ru sk sl sr sv th tr uk uz vi zh'.split(
    ' ',
  );

/** A language's name in the language on screen; the tag itself where it is none. */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames([language.value], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag; // no language tag at all
  }
}

/** What a contact's language may be chosen from, by name. */
export function languageChoices(own: string | null): { value: string; label: string }[] {
  const tags = own === null || common.includes(own) ? common : [own, ...common];
  return tags.map((value) => ({ value, label: languageName(value) })).sort((a, b) => a.label.localeCompare(b.label, language.value));
}
