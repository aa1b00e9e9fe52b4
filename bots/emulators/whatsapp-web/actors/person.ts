import type { RawMessage } from '../wire.ts';
import { addMessage, changeMessage, messageOf, newKey, reactTo, revokeMessage } from '../world/messages.ts';
import { changed, chatIdOf, contactOf, ensureChat, nextId, tellDevices, type Account, type Person, type World } from '../world/world.ts';
import type { PhoneActor } from './phone.ts';

/** A file somebody sends. */
export interface SentFile {
  bytes: Buffer;
  mimeType: string;
  name?: string;
}

/** Fields a message may carry beside its kind. */
export interface Extras {
  /** The message this one answers. */
  answers?: string;
  isForwarded?: boolean;
  [field: string]: unknown;
}

/** Somebody who writes to accounts; every send gives the key of the message. */
export interface PersonActor {
  readonly phone: string;
  readonly lid: string;
  readonly name: string;
  /** The id under which accounts have their chat with this person. */
  readonly chatId: string;
  sendText(to: PhoneActor, text: string, extras?: Extras): string;
  sendFile(to: PhoneActor, kind: 'image' | 'video' | 'audio' | 'ptt' | 'document' | 'sticker', file: SentFile, extras?: Extras): string;
  sendLocation(to: PhoneActor, place: { lat: number; lng: number; loc?: string }): string;
  sendCard(to: PhoneActor, vcard: string): string;
  /** A message of any kind, as its raw fields. */
  sendRaw(to: PhoneActor, fields: Record<string, unknown>): string;
  edit(to: PhoneActor, messageId: string, text: string): void;
  revoke(to: PhoneActor, messageId: string): void;
  react(to: PhoneActor, messageId: string, emoji: string): void;
  /** Reads all that the account wrote. */
  read(from: PhoneActor): void;
  /** Hears a voice message. */
  play(from: PhoneActor, messageId: string): void;
  setOnline(isOnline: boolean): void;
  /** From now on chats go under the LID; `isPhoneShown` false hides the number. */
  moveToLid(isPhoneShown: boolean): void;
}

/** What a person can do. */
export function personActor(world: World, person: Person): PersonActor {
  const send = (to: PhoneActor, fields: Record<string, unknown>): string => {
    const account = accountOf(world, to);
    const id = newKey(world, chatIdOf(person), false);
    const raw: RawMessage = {
      id,
      from: chatIdOf(person),
      to: account.me.phone,
      type: 'chat',
      t: Math.floor(world.now() / 1000),
      ack: 1,
      notifyName: person.name,
      ...fields,
    };
    addMessage(world, account, raw, person.name);
    return id._serialized;
  };
  const extrasOf = (to: PhoneActor, { answers, ...extras }: Extras = {}) => ({
    ...extras,
    ...(answers !== undefined && quoteOf(accountOf(world, to), answers)),
  });

  return {
    phone: person.phone,
    lid: person.lid,
    name: person.name,
    get chatId() {
      return chatIdOf(person);
    },
    sendText: (to, text, extras) => send(to, { body: text, ...extrasOf(to, extras) }),
    sendFile: (to, kind, file, extras) => send(to, { ...fileFields(world, kind, file), ...extrasOf(to, extras) }),
    sendLocation: (to, place) => send(to, { type: 'location', ...place }),
    sendCard: (to, vcard) => send(to, { type: 'vcard', body: vcard }),
    sendRaw: send,
    edit: (to, messageId, text) => {
      const account = accountOf(world, to);
      const field = messageOf(account, messageId).message.caption === undefined ? 'body' : 'caption';
      changeMessage(world, account, messageId, { [field]: text, latestEditSenderTimestampMs: world.now() });
    },
    revoke: (to, messageId) => revokeMessage(world, accountOf(world, to), messageId),
    react: (to, messageId, emoji) => reactTo(world, accountOf(world, to), messageId, chatIdOf(person), emoji),
    read(from) {
      const account = accountOf(world, from);
      for (const { id, ack } of ensureChat(account, chatIdOf(person), person.name).messages) {
        if (id.fromMe && ack < 3) changeMessage(world, account, id._serialized, { ack: 3 });
      }
    },
    play: (from, messageId) => changeMessage(world, accountOf(world, from), messageId, { ack: 4 }),
    setOnline(isOnline) {
      person.isOnline = isOnline;
      changed(world);
    },
    moveToLid(isPhoneShown) {
      Object.assign(person, { isByLid: true, isPhoneShown });
      for (const account of world.accounts.values()) tellDevices(world, account, { type: 'contact', contact: contactOf(person) });
    },
  };
}

function accountOf(world: World, { id }: PhoneActor): Account {
  const account = world.accounts.get(id);
  if (!account) throw new Error(`there is no account ${id}`);
  return account;
}

function quoteOf(account: Account, answers: string) {
  const { message } = messageOf(account, answers);
  return {
    quotedStanzaID: message.id.id,
    quotedParticipant: message.id.fromMe ? account.me.phone : message.id.remote,
    quotedMsg: { type: message.type, body: message.body, caption: message.caption },
  };
}

function fileFields(world: World, kind: string, { bytes, mimeType, name }: SentFile) {
  const key = `/media/${nextId(world)}`;
  world.files.set(key, { bytes, type: mimeType });
  return {
    type: kind,
    directPath: key,
    mimetype: mimeType,
    size: bytes.length,
    mediaKey: 'a key',
    ...(name !== undefined && { filename: name }),
  };
}
