import type Database from 'emoji-picker-element/database';
import type { Language } from '../../../hub/api/fields.ts';
import { language } from '../../words/words.ts';

/** An emoji that was found by a word. */
export interface FoundEmoji {
  unicode: string;
  name: string;
}

const databases = new Map<Language, Promise<Database>>();

/** Where the names of emoji in a language lie, on our own origin. */
export async function emojiDataOf(wanted: Language): Promise<string> {
  const { default: url } = await (wanted === 'ru'
    ? import('emoji-picker-element-data/ru/emojibase/data.json?url')
    : import('emoji-picker-element-data/en/emojibase/data.json?url'));
  return url;
}

/** Emoji whose name begins like this in the language on screen; read once, kept by the browser. */
export async function searchEmoji(word: string, most = 8): Promise<FoundEmoji[]> {
  const database = await openDatabase(language.peek());
  const found = await database.getEmojiBySearchQuery(word);
  return found.flatMap((each) => ('unicode' in each ? [{ unicode: each.unicode, name: each.annotation }] : [])).slice(0, most);
}

function openDatabase(wanted: Language): Promise<Database> {
  const known = databases.get(wanted);
  if (known) return known;
  const made = Promise.all([import('emoji-picker-element/database'), emojiDataOf(wanted)]).then(
    ([{ default: EmojiDatabase }, dataSource]) => new EmojiDatabase({ dataSource, locale: wanted }),
  );
  made.catch(() => databases.delete(wanted)); // offline: the next search tries again
  databases.set(wanted, made);
  return made;
}
