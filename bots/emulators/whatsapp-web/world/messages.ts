import { randomBytes } from 'node:crypto';
import type { RawId, RawMessage } from '../wire.ts';
import { changed, ensureChat, findPerson, nextId, tellDevices, type Account, type Chat, type Device, type World } from './world.ts';

/** A new key of a message in a chat. */
export function newKey(world: World, chatId: string, fromMe: boolean): RawId {
  const id = `3A${nextId(world).toString(16).padStart(6, '0')}${randomBytes(6).toString('hex')}`.toUpperCase();
  return { fromMe, remote: chatId, id, _serialized: `${fromMe}_${chatId}_${id}` };
}

/** Puts a message into an account's chat and tells its pages, but for the one that wrote it. */
export function addMessage(world: World, account: Account, message: RawMessage, chatName: string, author?: Device): RawMessage {
  const chat = ensureChat(account, message.id.remote, chatName);
  const kept = { ...message };
  chat.messages.push(kept);
  if (!message.id.fromMe) chat.unreadCount += 1;
  const tell = () => {
    for (const device of world.devices) {
      if (device.account === account && device !== author) device.tell({ type: 'add', message: kept, chatName, isNew: true });
    }
  };
  if (message.id.fromMe) tell();
  else tellBadly(world, tell);
  changed(world);
  return kept;
}

/** Tells of a message once and now, but for the faults that are on. */
function tellBadly(world: World, tell: () => void): void {
  const { late, faults } = world;
  if (!late && faults.strikes('tell-late')) {
    world.late = tell;
    return;
  }
  tell();
  if (faults.strikes('tell-twice')) tell();
  world.late = null;
  late?.();
}

/** A message of an account by its key; throws where there is none. */
export function messageOf(account: Account, id: string): { chat: Chat; message: RawMessage } {
  for (const chat of account.chats.values()) {
    const message = chat.messages.find((one) => one.id._serialized === id);
    if (message) return { chat, message };
  }
  throw new Error(`there is no message ${id}`);
}

/** Changes fields of a message for the account and all its pages. */
export function changeMessage(world: World, account: Account, id: string, fields: Partial<RawMessage>): void {
  const { message } = messageOf(account, id);
  Object.assign(message, fields);
  tellDevices(world, account, { type: 'change', id, fields });
  changed(world);
}

/** Takes a message back for everybody: what it said is gone. */
export function revokeMessage(world: World, account: Account, id: string): void {
  changeMessage(world, account, id, { type: 'revoked', body: '', caption: '', directPath: undefined });
}

/** Sets somebody's reaction on a message; an empty text takes it back. */
export function reactTo(world: World, account: Account, id: string, author: string, text: string): void {
  const { chat, message } = messageOf(account, id);
  chat.reactions = chat.reactions.filter((one) => one.messageId !== id || one.author !== author);
  if (text !== '') chat.reactions.push({ author, messageId: id, text });
  tellDevices(world, account, {
    type: 'reaction',
    id: newKey(world, chat.id, author === account.me.phone),
    parent: message.id,
    author,
    text,
    atMs: world.now(),
  });
  changed(world);
}

/** A message of the account's reached the server, and the person's phone where it is on. */
export function passOn(world: World, account: Account, id: string): void {
  changeMessage(world, account, id, { ack: 1 });
  const { chat } = messageOf(account, id);
  if (findPerson(world, chat.id)?.isOnline) changeMessage(world, account, id, { ack: 2 });
}
