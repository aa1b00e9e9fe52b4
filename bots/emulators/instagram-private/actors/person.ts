import { fileMark, showItem } from '../wire/show.ts';
import { addFile, addItem, nextMoment, threadWith } from '../world/threads.ts';
import type { Account, Item, Profile, Thread, World } from '../world/state.ts';

/** A file that somebody sends. */
export interface SentFile {
  bytes: Buffer;
  mimeType: string;
}

/** What a test holds of a message. */
export interface SentItem {
  id: string;
  threadId: string;
}

/** Somebody who writes to the account. */
export interface Person extends Profile {
  /** Makes what this person writes from now on a message request until the account takes it. */
  readonly asks: boolean;
  thread(): Thread;
  text(text: string, options?: { replyTo?: SentItem }): SentItem;
  photo(file: SentFile): SentItem;
  video(file: SentFile): SentItem;
  voice(file: SentFile): SentItem;
  /** A message of any kind, its body as Instagram writes it. */
  write(type: string, body: Record<string, unknown>): SentItem;
  /** Something that Instagram would never write, where a message belongs. */
  writeRaw(value: unknown): SentItem;
  /** Changes the words of a text. */
  edit(item: SentItem, text: string): void;
  unsend(item: SentItem): void;
  /** Null takes the reaction back. */
  react(item: SentItem, emoji: string | null): void;
  /** Opens the chat: all of it is seen. */
  see(): void;
}

/** The actor of a person towards one account. */
export function createPerson(world: World, account: Account, profile: Profile, options: { asks?: boolean } = {}): Person {
  const asks = options.asks ?? false;
  const thread = () => threadWith(world, account, profile, asks);
  const write = (type: string, body: Record<string, unknown>): SentItem => {
    const item = addItem(world, thread(), { userId: profile.id, type, body });
    return { id: item.id, threadId: thread().id };
  };
  const writeRaw = (value: unknown): SentItem => {
    const item = addItem(world, thread(), { userId: profile.id, type: '', body: {}, shownAs: { value } });
    return { id: item.id, threadId: thread().id };
  };
  const put = (file: SentFile) => fileMark(addFile(world, file.bytes, file.mimeType));
  return {
    ...profile,
    asks,
    thread,
    write,
    writeRaw,
    text: (text, { replyTo } = {}) =>
      write('text', { text, ...(replyTo && { replied_to_message: showItem(world, find(world, replyTo)) }) }),
    photo: (file) =>
      write('media', { media: { id: 7, media_type: 1, image_versions2: { candidates: [{ width: 640, height: 640, url: put(file) }] } } }),
    video: (file) =>
      write('media', {
        media: { media_type: 2, video_duration: 3.5, video_versions: [{ type: 101, width: 640, height: 640, url: put(file) }] },
      }),
    voice: (file) => write('voice_media', { voice_media: { media: { media_type: 11, audio: { audio_src: put(file), duration: 2400 } } } }),
    edit(item, text) {
      find(world, item).body['text'] = text;
    },
    unsend(item) {
      const found = thread();
      found.items = found.items.filter(({ id }) => id !== item.id);
    },
    react(item, emoji) {
      const found = find(world, item);
      found.reactions = found.reactions.filter(({ userId }) => userId !== profile.id);
      if (emoji !== null) found.reactions.push({ userId: profile.id, emoji, at: nextMoment(world) });
    },
    see() {
      const last = thread().items.at(-1);
      if (last) thread().seen.set(profile.id, { itemId: last.id, at: nextMoment(world) });
    },
  };
}

function find(world: World, { id, threadId }: SentItem): Item {
  const found = world.threads.get(threadId)?.items.find((item) => item.id === id);
  if (!found) throw new Error(`There is no message ${id}`);
  return found;
}
