import type { ShownKind } from '../../session.ts';
import type { Words } from '../words/en.ts';

/** What hangs on a message in one line, as messengers show it: a sign, and the name it has or what it is. */
export function shownWords(words: Words, kind: ShownKind, name: string | null = null): string {
  switch (kind) {
    case 'photo':
      return `📷 ${words.picture}`;
    case 'video':
      return `🎬 ${words.video}`;
    case 'voice':
      return `🎤 ${words.voice}`;
    case 'sticker':
      return `🙂 ${words.sticker}`;
    case 'place':
      return `📍 ${words.location}`;
    case 'file':
    case 'other':
      return `📎 ${name ?? words.fileWord}`;
  }
}

/** The hub's names of what a message without words is, as its previews have them in brackets. */
const ofHub: Readonly<Record<string, ShownKind>> = {
  image: 'photo',
  video: 'video',
  audio: 'voice',
  voice: 'voice',
  sticker: 'sticker',
  location: 'place',
  document: 'file',
};

/** A conversation's preview as the hub keeps it, with what it has in brackets in words. */
export function previewWords(words: Words, preview: string): string {
  const what = /^\[([\w-]+)\]$/.exec(preview)?.[1];
  if (what === undefined) return preview;
  const kind = ofHub[what];
  return kind ? shownWords(words, kind) : shownWords(words, 'other', what.replaceAll('-', ' '));
}
