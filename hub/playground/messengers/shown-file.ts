import type { MessengerView, ShownKind } from '../session.ts';

/** Words by which providers call what hangs on a message; of a MIME type the part before the slash. */
const kinds: Readonly<Record<string, ShownKind>> = {
  image: 'photo',
  photo: 'photo',
  video: 'video',
  audio: 'voice',
  audio_message: 'voice',
  voice_media: 'voice',
  sticker: 'sticker',
  location: 'place',
  application: 'file',
  text: 'file',
  document: 'file',
  doc: 'file',
  file: 'file',
};

/** What hangs on a message, by its provider's word or its MIME type: only files have a name in an app, and what we have no picture for the provider's word. */
export function shownFile(what: string, name?: string): MessengerView['lines'][number]['files'][number] {
  const kind = kinds[what.split('/')[0] ?? ''] ?? 'other';
  return { kind, name: kind === 'file' ? (name ?? null) : kind === 'other' ? what.replaceAll('_', ' ') : null };
}
