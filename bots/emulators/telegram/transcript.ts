import type { Button, Entity, MediaKind, WireObject } from './wire.ts';
import { displayName } from './world/users.ts';
import type { Chat, Message, World } from './world/state.ts';
import { anonymousAdmin } from './world/world.ts';

/** A file as somebody looking at the chat sees it; `key` fetches it from `/emulator/files/<key>`. */
export interface TranscriptMedia {
  kind: MediaKind;
  key: string;
  name?: string | undefined;
  mime: string;
  size: number;
  details: WireObject;
  hasSpoiler?: boolean | undefined;
}

/** A message as somebody looking at the chat sees it. Usable wherever a message reference is asked for. */
export interface TranscriptMessage {
  chatKey: string;
  messageId: number;
  from: { id: number; name: string; isBot: boolean; isAnonymous?: boolean | undefined };
  /** ISO 8601. */
  date: string;
  thread?: number | undefined;
  text?: string | undefined;
  entities?: Entity[] | undefined;
  caption?: string | undefined;
  captionEntities?: Entity[] | undefined;
  media?: TranscriptMedia | undefined;
  attachment?: WireObject | undefined;
  service?: WireObject | undefined;
  albumId?: string | undefined;
  buttons: Button[][];
  keyboard?: Button[][] | undefined;
  replyTo?: { messageId: number; text?: string | undefined } | undefined;
  reactions: { by: number; emoji: string[] }[];
  isEdited: boolean;
  isPinned: boolean;
  isSilent?: boolean | undefined;
  viaBot?: string | undefined;
  forwardedFrom?: string | undefined;
  extras?: WireObject | undefined;
}

/** The messages of a chat, or of one of its topics, oldest first; `last` leaves older ones out. */
export function transcriptOf(
  chat: Chat,
  { thread, last }: { thread?: number | undefined; last?: number | undefined } = {},
): TranscriptMessage[] {
  const shown = thread === undefined ? [...chat.messages.values()] : inTopic(chat, thread);
  return (last === undefined ? shown : shown.slice(-last)).map(presentTranscript);
}

function inTopic(chat: Chat, thread: number): Message[] {
  const ids = chat.topics.get(thread)?.messageIds ?? [];
  return [...ids].map((id) => chat.messages.get(id)).filter((message) => message !== undefined);
}

/** One message as it looks. */
export function presentTranscript(message: Message): TranscriptMessage {
  const { chat, from, media } = message;
  return {
    chatKey: chat.key,
    messageId: message.id,
    from: message.senderChat
      ? { id: anonymousAdmin.id, name: message.senderChat.title, isBot: false, isAnonymous: true }
      : { id: from.id, name: displayName(from), isBot: from.isBot },
    date: new Date(message.date * 1000).toISOString(),
    thread: message.topic?.id,
    text: message.text,
    entities: message.entities,
    caption: message.caption,
    captionEntities: message.captionEntities,
    media: media && {
      kind: media.kind,
      key: media.file.key,
      name: media.file.name,
      mime: media.file.mime,
      size: media.file.bytes.length,
      details: media.details,
      hasSpoiler: media.hasSpoiler,
    },
    attachment: message.attachment,
    service: message.service,
    albumId: message.mediaGroupId,
    buttons: message.markup?.inline ?? [],
    keyboard: message.markup?.reply,
    replyTo: repliedTo(message),
    reactions: [...message.reactions].map(([by, list]) => ({ by, emoji: list.map((each) => String(each['emoji'] ?? each['type'])) })),
    isEdited: message.editDate !== undefined,
    isPinned: chat.pinned.has(message.id),
    isSilent: message.isSilent,
    viaBot: message.viaBot?.username,
    forwardedFrom: originName(message.forwardOrigin),
    extras: message.extras,
  };
}

function repliedTo({ chat, replyToId }: Message): TranscriptMessage['replyTo'] {
  if (replyToId === undefined) return undefined;
  const replied = chat.messages.get(replyToId);
  return { messageId: replyToId, text: replied?.text ?? replied?.caption };
}

function originName(origin: WireObject | undefined): string | undefined {
  if (!origin) return undefined;
  const user = origin['sender_user'];
  if (typeof user === 'object' && user !== null && 'first_name' in user) return String(user.first_name);
  return String(origin['sender_user_name'] ?? origin['type']);
}

/** Resolves with the first truthy value of `predicate`, tried now and after every change; rejects after `timeout` real milliseconds. */
export function waitForChange<Value>(
  world: Pick<World, 'listeners'>,
  predicate: () => Value | undefined | null | false,
  { timeout = 5000, what = 'the condition' }: { timeout?: number; what?: string } = {},
): Promise<NonNullable<Value>> {
  return new Promise((resolve, reject) => {
    let isScheduled = false;
    const check = (): void => {
      isScheduled = false;
      try {
        const value = predicate();
        if (value) end(() => resolve(value));
      } catch (error) {
        end(() => reject(error instanceof Error ? error : new Error(String(error))));
      }
    };
    // Many changes of one moment are looked at once.
    const schedule = (): void => {
      if (isScheduled) return;
      isScheduled = true;
      setImmediate(check);
    };
    const timer = setTimeout(() => end(() => reject(new Error(`Waited ${timeout} ms in vain for ${what}`))), timeout);
    let isOver = false;
    function end(settle: () => void): void {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      world.listeners.delete(schedule);
      settle();
    }
    world.listeners.add(schedule);
    check();
  });
}
