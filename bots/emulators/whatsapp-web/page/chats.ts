import type { RawChat, RawContact, RawMessage } from '../wire.ts';
import { Emitter } from './emitter.ts';
import { Message } from './message.ts';
import { createWid, type Wid } from './wid.ts';

/** How many messages of a chat are at hand before somebody loads earlier ones. */
const atHand = 5;

/** A chat in the page. */
export class Chat {
  readonly id: Wid;
  readonly formattedTitle: string;
  readonly mute = { expiration: 0 };
  t: number;
  unreadCount: number;
  /** Newest last; earlier ones are loaded by `WAWebChatLoadMessages`. */
  readonly loaded: Message[] = [];
  readonly earlier: Message[] = [];
  readonly msgs = { getModelsArray: () => [...this.loaded] };

  constructor({ id, name, t, unreadCount }: Omit<RawChat, 'messages'>) {
    this.id = createWid(id);
    this.formattedTitle = name;
    this.t = t;
    this.unreadCount = unreadCount;
  }

  serialize(): Record<string, unknown> {
    const { id, t, unreadCount, formattedTitle } = this;
    return { id: { user: id.user, server: id.server, _serialized: id._serialized }, t, unreadCount, name: formattedTitle, msgs: [] };
  }

  loadEarlier(): Message[] {
    const found = this.earlier.splice(-atHand);
    this.loaded.unshift(...found);
    return found;
  }
}

/** Somebody in the page's list of contacts. */
export class Contact {
  readonly id: Wid;
  readonly isBusiness = false;
  readonly isContactBlocked = false;
  readonly raw: RawContact;
  readonly phoneNumber: Wid | undefined;

  constructor(id: Wid, raw: RawContact) {
    this.id = id;
    this.raw = raw;
    this.phoneNumber = raw.phone === null ? undefined : createWid(raw.phone);
  }

  serialize(): Record<string, unknown> {
    const { user, server, _serialized } = this.id;
    return { id: { user, server, _serialized }, pushname: this.raw.name, ...(this.raw.isListed && { name: this.raw.name }) };
  }
}

/** The collections of `WAWebCollections`: events of their models are heard on them. */
class Messages extends Emitter {
  readonly byId = new Map<string, Message>();

  get(id: unknown): Message | undefined {
    return this.byId.get(createKey(id));
  }

  async getMessagesById(ids: string[]): Promise<{ messages: Message[] }> {
    return { messages: ids.flatMap((id) => this.byId.get(id) ?? []) };
  }
}

class Chats extends Emitter {
  readonly byId = new Map<string, Chat>();

  get(id: unknown): Chat | undefined {
    return this.byId.get(createWid(id)._serialized);
  }

  async find(id: unknown): Promise<Chat> {
    const found = this.get(id);
    if (!found) throw new Error('there is no such chat');
    return found;
  }

  getModelsArray(): Chat[] {
    return [...this.byId.values()];
  }
}

/** All that this page holds of the account. */
export const messages = new Messages();
export const chats = new Chats();
export const contacts = new Map<string, RawContact>();

/** Takes a chat in as it was when the device connected: nothing of it is new. */
export function takeChat(raw: RawChat): void {
  const chat = new Chat(raw);
  chats.byId.set(raw.id, chat);
  const models = raw.messages.map((message) => keep(new Message(message, false)));
  chat.earlier.push(...models.slice(0, -atHand));
  chat.loaded.push(...models.slice(-atHand));
}

/** Takes in a message of the moment, and tells whoever listens: again of one that it was told again. */
export function addMessage(raw: RawMessage, chatName: string, isNew: boolean): Message {
  const known = messages.byId.get(raw.id._serialized);
  if (known) {
    messages.emit('add', known);
    return known;
  }
  const chat = ensureChat(raw.id.remote, chatName);
  const model = keep(new Message(raw, isNew));
  chat.loaded.push(model);
  chat.t = Math.max(chat.t, raw.t);
  if (!raw.id.fromMe) chat.unreadCount += 1;
  messages.emit('add', model);
  return model;
}

/** The chat of an id, made if there is none yet. */
export function ensureChat(id: string, name: string): Chat {
  const known = chats.get(id);
  if (known) return known;
  const made = new Chat({ id, name, t: 0, unreadCount: 0 });
  chats.byId.set(id, made);
  return made;
}

/** Changes fields of a message, with the events that WhatsApp Web's models send. */
export function changeMessage(id: string, fields: Partial<RawMessage>): void {
  const model = messages.byId.get(id);
  if (!model) return;
  const before = { ...model };
  Object.assign(model, fields);
  messages.emit('change', model);
  for (const [name, value] of Object.entries(fields)) {
    if (before[name] === value) continue;
    messages.emit(`change:${name}`, model, value, before[name]);
    model.emit(`change:${name}`, model, value, before[name]);
  }
}

/** Who is behind an id: by number or by LID. */
export function findContact(id: string): RawContact | undefined {
  return contacts.get(id) ?? [...contacts.values()].find(({ phone }) => phone === id);
}

function keep(model: Message): Message {
  messages.byId.set(model.id._serialized, model);
  return model;
}

function createKey(id: unknown): string {
  return typeof id === 'string' ? id : createWid(id)._serialized;
}
