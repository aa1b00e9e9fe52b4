import type { MediaKind, WireObject } from '../wire.ts';
import { nextMediaGroupId } from '../world/albums.ts';
import { storeMedia } from '../world/files.ts';
import type { Chat, Media, Message, User, World } from '../world/state.ts';
import { presentUser } from '../world/users.ts';
import { write, type WriteOptions } from './write.ts';

/** A file that a person sends. */
export interface ActorFile {
  bytes: Buffer;
  name?: string | undefined;
  mime?: string | undefined;
  /** Fields of the kind: width, height, duration, title, performer, emoji... */
  details?: WireObject | undefined;
}

/** A file with what is said about it. */
export interface MediaOptions extends WriteOptions {
  caption?: string | undefined;
  hasSpoiler?: boolean | undefined;
}

/** One part of an album. */
export interface AlbumItem extends ActorFile {
  kind: 'photo' | 'video' | 'document' | 'audio';
  caption?: string | undefined;
}

/** Sends one file as media of a kind. */
export function sendMedia(world: World, person: User, chat: Chat, kind: MediaKind, file: ActorFile, options: MediaOptions = {}): Message {
  const media = mediaFrom(world, kind, file, options.hasSpoiler);
  return write(world, person, chat, { media, caption: options.caption }, options);
}

/** Sends 2 to 10 files as one album: one message each, the caption on the first. */
export function sendAlbum(world: World, person: User, chat: Chat, items: readonly AlbumItem[], options: MediaOptions = {}): Message[] {
  if (items.length < 2 || items.length > 10) throw new Error('An album has 2 to 10 parts');
  const mediaGroupId = nextMediaGroupId(world);
  return items.map((item, index) => {
    const { entities, ...rest } = options;
    const caption = item.caption ?? (index === 0 ? options.caption : undefined);
    const media = mediaFrom(world, item.kind, item, options.hasSpoiler);
    return write(world, person, chat, { media, mediaGroupId, caption }, index === 0 ? { ...rest, entities } : rest);
  });
}

function mediaFrom(world: World, kind: MediaKind, { details, ...file }: ActorFile, hasSpoiler?: boolean): Media {
  return { ...storeMedia(world, kind, file, details), hasSpoiler };
}

/** A contact card: somebody's, or the person's own by the "share my number" button. */
export function contactCard(
  person: User,
  contact: { phone: string; firstName?: string | undefined; lastName?: string | undefined; isOwn?: boolean | undefined },
): WireObject {
  const { phone, firstName = person.firstName, lastName, isOwn = false } = contact;
  return { phone_number: phone, first_name: firstName, last_name: lastName, user_id: isOwn ? presentUser(person).id : undefined };
}
