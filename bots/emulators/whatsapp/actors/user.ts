import type { Core } from '../core.ts';
import { echoChange, messageChange, noticed, received } from '../delivery/changes.ts';
import { raise } from '../graph/messages.ts';
import { storeFile } from '../world/files.ts';
import type { NewFile } from '../world/files.ts';
import type { BusinessNumber, Message, Person } from '../world/state.ts';
import { chatOf, emit, newMessageId, unixTime } from '../world/world.ts';
import { listOf, objectOf, textOf } from '../wire.ts';
import type { WireObject } from '../wire.ts';

/** What names a number to the emulator. */
export interface NumberRef {
  phoneNumberId: string;
}

/** What names a message: what a send returned, or an entry of a transcript. */
export interface MessageRef {
  id: string;
}

/** What may come with any message. */
export interface Extras {
  replyTo?: MessageRef;
  forwarded?: boolean;
  referral?: WireObject;
}

export type MediaType = 'image' | 'video' | 'audio' | 'document' | 'sticker';

/** A customer: everything a person can do on the phone. */
export interface EmulatedUser {
  readonly phone: string | undefined;
  readonly userId: string;
  readonly name: string;
  sendText(to: NumberRef, text: string, extras?: Extras): MessageRef;
  sendMedia(to: NumberRef, type: MediaType, file: NewFile, extras?: Extras & { caption?: string; voice?: boolean }): MessageRef;
  sendLocation(to: NumberRef, place: { latitude: number; longitude: number; name?: string; address?: string }): MessageRef;
  /** Anything else, by its type's name and what stands under it. */
  send(to: NumberRef, type: string, content: WireObject, extras?: Extras): MessageRef;
  edit(message: MessageRef, text: string): void;
  /** Takes a message back for everyone. */
  revoke(message: MessageRef): void;
  /** Null takes the reaction back. */
  react(message: MessageRef, emoji: string | null): void;
  /** Presses the button or picks the row of this title. */
  press(message: MessageRef, title: string): MessageRef;
  /** Reads everything of the number that was delivered. */
  read(from: NumberRef): void;
  block(number: NumberRef): void;
  unblock(number: NumberRef): void;
  /** Switches the phone off, or on again: what was sent meanwhile is then delivered. */
  setOnline(isOnline: boolean): void;
  /** Takes a new phone number, and with it a new scoped id; numbers they wrote with are told. */
  changeNumber(phone: string): void;
  /** Hides the number behind a username: from now on only the scoped id is told. */
  hideNumber(username: string): void;
  /** Whether somebody types to them: for 25 seconds, or until the message is there. */
  isTypedTo(): boolean;
}

const typingMs = 25_000;

/** The actor of a person. */
export function userActor(core: Core, person: Person): EmulatedUser {
  const { world } = core;
  const numberOf = ({ phoneNumberId }: NumberRef): BusinessNumber => {
    const number = world.numbers.get(phoneNumberId);
    if (!number) throw new Error(`There is no number ${phoneNumberId}`);
    return number;
  };
  const messageOf = ({ id }: MessageRef): Message => {
    const message = world.messages.get(id);
    if (!message) throw new Error(`There is no message ${id}`);
    return message;
  };
  const write = (to: NumberRef, type: string, content: WireObject, extras: Extras = {}, file?: NewFile): MessageRef => {
    const message = newMessage(core, numberOf(to), person, 'customer', { type, content, replyTo: extras.replyTo?.id, file });
    const { forwarded, referral } = extras;
    core.pusher.push(message.number, messageChange(world, message, { ...(forwarded && { forwarded }), ...(referral && { referral }) }));
    emit(world);
    return { id: message.id };
  };
  /** What changes an earlier message: it has an id of its own that names nothing. */
  const change = (message: Message, type: string, content: WireObject): void => {
    const fields = { id: newMessageId(world), timestamp: unixTime(world), type, [type]: content };
    core.pusher.push(message.number, received(message.number, person, fields));
    emit(world);
  };
  const known = (): BusinessNumber[] => [...world.numbers.values()].filter((number) => chatOf(world, number, person).length > 0);

  return {
    get phone() {
      return person.phone;
    },
    get userId() {
      return person.userId;
    },
    name: person.name,
    sendText: (to, text, extras) => write(to, 'text', { body: text }, extras),
    sendMedia: (to, type, file, { caption, voice, ...extras } = {}) => {
      const name = type === 'document' && file.name !== undefined ? { filename: file.name } : {};
      return write(to, type, { ...name, ...(caption && { caption }), ...(type === 'audio' && { voice: voice ?? false }) }, extras, file);
    },
    sendLocation: (to, place) => write(to, 'location', place),
    send: (to, type, content, extras) => write(to, type, content, extras),
    edit(ref, text) {
      const message = messageOf(ref);
      const name = message.type === 'text' ? 'body' : 'caption';
      message.content = { ...message.content, [name]: text };
      message.isEdited = true;
      const changed = { type: message.type, [message.type]: { ...message.content, ...(message.file && { id: message.file.id }) } };
      change(message, 'edit', { original_message_id: message.id, message: changed });
    },
    revoke(ref) {
      const message = messageOf(ref);
      message.isDeleted = true;
      change(message, 'revoke', { original_message_id: message.id });
    },
    react(ref, emoji) {
      const message = messageOf(ref);
      message.reactions = message.reactions.filter(({ by }) => by !== 'customer');
      if (emoji !== null) message.reactions.push({ by: 'customer', emoji });
      change(message, 'reaction', { message_id: message.id, ...(emoji !== null && { emoji }) });
    },
    press(ref, title) {
      const message = messageOf(ref);
      const pressed = pressedOf(message, title);
      if (!pressed) throw new Error(`There is no button ${title}`);
      return write(message.number, 'interactive', pressed, { replyTo: ref });
    },
    read(from) {
      const number = numberOf(from);
      for (const message of chatOf(world, number, person)) {
        if (message.from === 'business' && message.state === 'delivered') raise(core, message, 'read');
      }
      emit(world);
    },
    block: (number) => void person.blocked.add(number.phoneNumberId),
    unblock: (number) => void person.blocked.delete(number.phoneNumberId),
    setOnline(isOnline) {
      person.isOnline = isOnline;
      if (!isOnline) return;
      for (const message of world.messages.values()) {
        if (message.person === person && message.from === 'business' && message.state === 'sent') raise(core, message, 'delivered');
      }
    },
    changeNumber(phone) {
      const before = person.phone ?? person.userId;
      person.phone = phone;
      person.userId = `${person.userId}N`;
      for (const number of known()) {
        const system = { type: 'user_changed_number', body: `User ${person.name} changed number`, wa_id: phone, user_id: person.userId };
        core.pusher.push(number, noticed(number, { from: before, id: newMessageId(world), timestamp: unixTime(world), system }));
      }
    },
    hideNumber(username) {
      person.phone = undefined;
      person.username = username;
    },
    isTypedTo: () => world.clock.now() - (world.typing.get(person) ?? -Infinity) < typingMs,
  };
}

/** Lets the owner of a number write to a person in the app on the phone. */
export function writeFromPhone(core: Core, number: BusinessNumber, person: Person, text: string): MessageRef {
  const message = newMessage(core, number, person, 'phone', { type: 'text', content: { body: text } });
  core.pusher.push(number, echoChange(core.world, message));
  emit(core.world);
  return { id: message.id };
}

function newMessage(
  { world }: Core,
  number: BusinessNumber,
  person: Person,
  from: Message['from'],
  { file, ...fields }: Pick<Message, 'type' | 'content'> & { replyTo?: string | undefined; file?: NewFile | undefined },
): Message {
  const message: Message = {
    id: newMessageId(world),
    number,
    person,
    from,
    at: world.clock.now(),
    state: 'delivered',
    reactions: [],
    isEdited: false,
    isDeleted: false,
    ...fields,
    file: file && storeFile(world, file),
  };
  world.messages.set(message.id, message);
  return message;
}

function pressedOf({ content }: Message, title: string): WireObject | undefined {
  const action = objectOf(content, 'action');
  const named = (one: unknown) => textOf(one, 'title') === title;
  const button = listOf(action, 'buttons')
    .map((one) => objectOf(one, 'reply'))
    .find(named);
  if (button) return { type: 'button_reply', button_reply: { id: button['id'], title } };
  const row = listOf(action, 'sections')
    .flatMap((section) => listOf(section, 'rows'))
    .find(named);
  if (!row) return undefined;
  const description = textOf(row, 'description');
  return { type: 'list_reply', list_reply: { id: textOf(row, 'id'), title, ...(description && { description }) } };
}
