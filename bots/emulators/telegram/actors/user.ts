import type { Entity, MediaKind, WireObject } from '../wire.ts';
import type { CallbackAnswer, InlineAnswer, Message, Rights, User, World } from '../world/state.ts';
import { newPoll, type NewPoll } from '../world/polls.ts';
import { copyOf } from '../world/copy.ts';
import { deleteTopic } from '../world/topics.ts';
import { emit } from '../world/world.ts';
import { addBot, addMember, createGroup, leave, migrate, openTopic, removeMember, setAnonymous, toggleTopic } from './group.ts';
import { chatRef, messageRef, type ChatRef, type EmulatedBot, type MessageRef } from './handles.ts';
import { choose } from './inline.ts';
import { contactCard, sendAlbum, sendMedia, type ActorFile, type AlbumItem, type MediaOptions } from './media.ts';
import { askInline, pressButton } from './query.ts';
import { botOf, chatOf, messageOf, targetChat, topicOf, type Target } from './scene.ts';
import { deleteAsPerson, editOwn, react, setBlocked } from './touch.ts';
import { write, type WriteOptions } from './write.ts';

type SendFile = (to: Target, file: ActorFile, options?: MediaOptions) => MessageRef;

/** A person with Telegram in their hand. Every action is done when the call returns; bots hear of it through their own delivery. */
export interface EmulatedUser {
  readonly id: number;
  readonly firstName: string;
  readonly username: string | undefined;
  /** The private chat with a bot, for transcripts. */
  chatWith(bot: EmulatedBot): ChatRef;
  sendText(to: Target, text: string, options?: WriteOptions): MessageRef;
  /** Answers a message where it stands, topic included. */
  replyTo(message: MessageRef, text: string, options?: WriteOptions): MessageRef;
  sendPhoto: SendFile;
  sendDocument: SendFile;
  sendVideo: SendFile;
  sendVoice: SendFile;
  sendAudio: SendFile;
  sendVideoNote: SendFile;
  sendSticker: SendFile;
  sendAnimation: SendFile;
  sendAlbum(to: Target, items: readonly AlbumItem[], options?: MediaOptions): MessageRef[];
  sendLocation(to: Target, place: { latitude: number; longitude: number }, options?: WriteOptions): MessageRef;
  sendVenue(to: Target, venue: { latitude: number; longitude: number; title: string; address: string }, options?: WriteOptions): MessageRef;
  sendContact(to: Target, contact: Parameters<typeof contactCard>[1], options?: WriteOptions): MessageRef;
  sendPoll(to: Target, poll: NewPoll, options?: WriteOptions): MessageRef;
  sendDice(to: Target, options?: WriteOptions & { emoji?: string; value?: number }): MessageRef;
  /** Posts as the group itself, as an anonymous administrator. */
  sendAnonymously(to: ChatRef, text: string, options?: WriteOptions): MessageRef;
  /** Passes a message of another chat on. */
  forward(message: MessageRef, to: Target, options?: WriteOptions): MessageRef;
  edit(message: MessageRef, text: string, options?: { entities?: Entity[]; file?: ActorFile }): void;
  delete(message: MessageRef): void;
  /** Sets reactions; none takes them off. */
  react(message: MessageRef, ...emoji: string[]): void;
  /** Presses an inline button named by its text or its data; resolves with what the bot answers. */
  press(message: MessageRef, button: string): Promise<CallbackAnswer>;
  inlineQuery(bot: EmulatedBot, text: string, options?: { offset?: string; chatType?: string }): Promise<InlineAnswer>;
  /** Sends an inline result into a chat; `bot` is the one that offered it. */
  choose(bot: EmulatedBot, result: WireObject, to: Target, options?: WriteOptions & { query?: string }): MessageRef;
  /** Opens t.me/<bot>?start=<payload> and presses Start. */
  openDeepLink(bot: EmulatedBot, payload?: string): MessageRef;
  block(bot: EmulatedBot): void;
  unblock(bot: EmulatedBot): void;
  /** Deletes the account: bots get "user is deactivated". */
  deactivate(): void;
  /** Creates a basic group with this person as its owner. */
  createGroup(title: string, members?: readonly EmulatedUser[]): ChatRef;
  /** Creates a supergroup; `createForum` one with topics. */
  createSupergroup(title: string, members?: readonly EmulatedUser[]): ChatRef;
  createForum(title: string, members?: readonly EmulatedUser[]): ChatRef;
  addMember(chat: ChatRef, member: EmulatedUser): void;
  removeMember(chat: ChatRef, member: EmulatedUser | EmulatedBot): void;
  /** Adds a bot, or changes its rights; with rights it is an administrator. `startPayload` comes by ?startgroup=. */
  addBot(chat: ChatRef, bot: EmulatedBot, rights?: Rights | 'all', options?: { startPayload?: string }): void;
  leave(chat: ChatRef): void;
  /** Posts as the group from now on (or no more). Administrators only. */
  setAnonymous(chat: ChatRef, isAnonymous: boolean): void;
  promote(chat: ChatRef, member: EmulatedUser, rights?: Rights | 'all'): void;
  createTopic(chat: ChatRef, name: string): number;
  closeTopic(chat: ChatRef, thread: number): void;
  reopenTopic(chat: ChatRef, thread: number): void;
  /** Deletes a topic with all its messages; no bot is told. */
  deleteTopic(chat: ChatRef, thread: number): void;
  /** Turns a basic group into a supergroup; the old id is void from then on. */
  migrate(chat: ChatRef, options?: { isForum?: boolean }): ChatRef;
}

/** Hands out a person of the world. */
export function userActor(world: World, person: User): EmulatedUser {
  const at = (to: Target) => targetChat(world, person, to);
  const user = (other: EmulatedUser | EmulatedBot): User => {
    const found = world.users.get(other.id);
    if (!found) throw new Error(`There is no user ${other.id}`);
    return found;
  };
  const group = (chat: ChatRef) => at(chat);
  const file =
    (kind: MediaKind): SendFile =>
    (to, bytes, options) =>
      messageRef(sendMedia(world, person, at(to), kind, bytes, options));
  const attach = (to: Target, attachment: WireObject, options?: WriteOptions): MessageRef =>
    messageRef(write(world, person, at(to), { attachment }, options));
  const found = (title: string, type: 'group' | 'supergroup', isForum: boolean, members: readonly EmulatedUser[]): ChatRef =>
    chatRef(createGroup(world, person, { title, type, isForum, members: members.map(user) }));

  return {
    id: person.id,
    firstName: person.firstName,
    username: person.username,
    chatWith: (bot) => chatRef(at(bot)),
    sendText: (to, text, options) => messageRef(write(world, person, at(to), { text }, options)),
    replyTo: (message, text, options) =>
      messageRef(write(world, person, chatOf(world, { key: message.chatKey }), { text }, { ...options, replyTo: message })),
    sendPhoto: file('photo'),
    sendDocument: file('document'),
    sendVideo: file('video'),
    sendVoice: file('voice'),
    sendAudio: file('audio'),
    sendVideoNote: file('video_note'),
    sendSticker: file('sticker'),
    sendAnimation: file('animation'),
    sendAlbum: (to, items, options) => sendAlbum(world, person, at(to), items, options).map(messageRef),
    sendLocation: (to, location, options) => attach(to, { location }, options),
    sendVenue: (to, { latitude, longitude, title, address }, options) => {
      const location = { latitude, longitude };
      return attach(to, { venue: { location, title, address }, location }, options);
    },
    sendContact: (to, contact, options) => attach(to, { contact: contactCard(person, contact) }, options),
    sendPoll: (to, poll, options) => attach(to, { poll: newPoll(world, poll) }, options),
    sendDice: (to, { emoji = '🎲', value = 4, ...options } = {}) => attach(to, { dice: { emoji, value } }, options),
    sendAnonymously: (to, text, options) => messageRef(write(world, person, at(to), { text }, { ...options, isAnonymous: true })),
    forward: (message, to, options) => messageRef(forward(world, person, messageOf(world, message), at(to), options)),
    edit: (message, text, options) => editOwn(world, person, messageOf(world, message), text, options),
    delete: (message) => deleteAsPerson(world, person, messageOf(world, message)),
    react: (message, ...emoji) => react(world, person, messageOf(world, message), emoji),
    press: (message, button) => begun(async () => pressButton(world, person, messageOf(world, message), button)),
    inlineQuery: (bot, text, options) => begun(async () => askInline(world, person, botOf(world, bot), text, options)),
    choose: (bot, result, to, options) => messageRef(choose(world, person, botOf(world, bot), result, at(to), options)),
    openDeepLink: (bot, payload) => {
      setBlocked(world, person, botOf(world, bot), false);
      return messageRef(write(world, person, at(bot), { text: payload ? `/start ${payload}` : '/start' }));
    },
    block: (bot) => setBlocked(world, person, botOf(world, bot), true),
    unblock: (bot) => setBlocked(world, person, botOf(world, bot), false),
    deactivate: () => {
      person.isDeactivated = true;
      emit(world, { type: 'user', user: person });
    },
    createGroup: (title, members = []) => found(title, 'group', false, members),
    createSupergroup: (title, members = []) => found(title, 'supergroup', false, members),
    createForum: (title, members = []) => found(title, 'supergroup', true, members),
    addMember: (chat, member) => addMember(world, person, group(chat), user(member)),
    removeMember: (chat, member) => removeMember(world, person, group(chat), user(member)),
    addBot: (chat, bot, rights, options) => addBot(world, person, group(chat), botOf(world, bot), rights, options),
    leave: (chat) => leave(world, group(chat), person),
    setAnonymous: (chat, isAnonymous) => setAnonymous(world, group(chat), person, isAnonymous),
    promote: (chat, member, rights) => addMember(world, person, group(chat), user(member), rights ?? 'all'),
    createTopic: (chat, name) => openTopic(world, person, group(chat), name),
    closeTopic: (chat, thread) => toggleTopic(world, person, group(chat), thread, true),
    reopenTopic: (chat, thread) => toggleTopic(world, person, group(chat), thread, false),
    deleteTopic: (chat, thread) => deleteTopic(world, group(chat), topicOf(group(chat), thread)),
    migrate: (chat, options) => chatRef(migrate(world, person, chatOf(world, chat), options)),
  };
}

function forward(world: World, person: User, source: Message, chat: Message['chat'], options?: WriteOptions): Message {
  return write(world, person, chat, copyOf(source, true), options);
}

/** Asks at once. Who asks need not wait for the answer: then nobody hears that it never came, and no process ends of it. */
function begun<Answer>(asking: () => Promise<Answer>): Promise<Answer> {
  const answered = asking();
  answered.catch(() => undefined);
  return answered;
}
