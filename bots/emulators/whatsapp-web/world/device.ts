import { randomBytes } from 'node:crypto';
import type { PageCalls } from '../wire.ts';
import { addMessage, changeMessage, passOn, reactTo, revokeMessage } from './messages.ts';
import { changed, contactOf, findPerson, type Account, type Device, type World } from './world.ts';

type Handlers = { [Name in keyof PageCalls]: (params: PageCalls[Name]) => unknown };

/** An answer that never comes. */
export const never = Symbol('never');

/** What a page may ask, and what comes of it. Throws what the page is told as an error. */
export function createCalls(world: World, device: Device): Handlers {
  const own = (): Account => {
    if (!device.account) throw new Error('not linked');
    return device.account;
  };
  return {
    hello: ({ token }) => greet(world, device, token),
    send({ message }) {
      if (world.faults.strikes('hold-send')) return never;
      if (world.faults.strikes('refuse-send')) throw new Error('not taken');
      if (world.faults.strikes('cut-before')) return beginAnew(device);
      addMessage(world, own(), message, nameOf(world, message.id.remote), device);
      passOn(world, own(), message.id._serialized);
      if (world.faults.strikes('cut-after')) return beginAnew(device);
      return world.faults.strikes('lose-answer') ? never : true;
    },
    edit: ({ id, text }) => {
      const field = own() && id ? fieldOfWords(own(), id) : 'body';
      changeMessage(world, own(), id, { [field]: text, latestEditSenderTimestampMs: world.now() });
    },
    revoke: ({ id }) => revokeMessage(world, own(), id),
    react: ({ id, text }) => reactTo(world, own(), id, own().me.phone, text),
    typing({ chatId, state }) {
      if (world.faults.strikes('reload')) return beginAnew(device);
      own().chats.get(chatId)?.typing.push(state);
      changed(world);
      return undefined;
    },
    seen({ chatId }) {
      const chat = own().chats.get(chatId);
      if (chat) chat.unreadCount = 0;
      changed(world);
    },
    exists: ({ id }) => (findPerson(world, id) || own().chats.has(id) ? id : null),
    'pairing-code': ({ phone }) => {
      device.pairingCode = randomBytes(4).toString('hex').toUpperCase();
      device.pairingPhone = phone;
      changed(world);
      return device.pairingCode;
    },
    takeover: () => device.tell({ type: 'state', state: 'CONNECTED' }),
    logout: () => unlink(world, device),
  };
}

function fieldOfWords(account: Account, id: string): 'body' | 'caption' {
  const message = [...account.chats.values()].flatMap(({ messages }) => messages).find((one) => one.id._serialized === id);
  return message?.caption === undefined ? 'body' : 'caption';
}

/** Lets a linked device in, or shows another a code. */
function greet(world: World, device: Device, token: string | null): void {
  const account = token === null ? undefined : [...world.accounts.values()].find(({ tokens }) => tokens.has(token));
  if (!account) return renewRef(world, device);
  device.account = account;
  device.token = token;
  device.tell({
    type: 'connected',
    me: account.me,
    isSynced: !world.faults.strikes('no-sync'),
    contacts: [...world.people.values()].map(contactOf),
    chats: [...account.chats.values()].map(({ id, name, unreadCount, messages }) => ({
      id,
      name,
      unreadCount,
      messages,
      t: messages.at(-1)?.t ?? 0,
    })),
  });
  changed(world);
}

/** The page is loaded anew, as WhatsApp Web does by itself now and then: what it asked is never answered. */
export function beginAnew(device: Device): typeof never {
  device.tell({ type: 'reload' });
  return never;
}

/** A new code for a page that is not linked. */
export function renewRef(world: World, device: Device): void {
  device.ref = `2@${randomBytes(24).toString('base64')}`;
  device.tell({ type: 'unpaired', ref: device.ref });
  changed(world);
}

/** Links the page to an account, as its phone does. */
export function link(world: World, device: Device, account: Account): void {
  const token = randomBytes(16).toString('hex');
  account.tokens.add(token);
  device.tell({ type: 'paired', token });
  changed(world);
}

/** Takes a page's link away: it leaves the account and shows a code again. */
export function unlink(world: World, device: Device): void {
  if (device.token !== null) device.account?.tokens.delete(device.token);
  device.account = null;
  device.token = null;
  device.tell({ type: 'logout' });
  changed(world);
}

function nameOf(world: World, id: string): string {
  return findPerson(world, id)?.name ?? id;
}
