import type { RawMessage } from '../wire.ts';
import { beginAnew, link, unlink } from '../world/device.ts';
import { addMessage, newKey, passOn } from '../world/messages.ts';
import { findPerson, type Account, type Device, type World } from '../world/world.ts';
import { seenIn, type SeenMessage } from '../transcript.ts';

/** The phone of an account: it links pages, writes by itself, and may lose everything. */
export interface PhoneActor {
  /** The account's own id. */
  readonly id: string;
  readonly name: string;
  /** Scans a code that some page shows. Throws when no open page shows it. */
  scan(code: string): void;
  /** Types a pairing code that some page shows. */
  enterCode(code: string): void;
  /** How many pages are linked and open. */
  openPages(): number;
  /** Writes from the phone, beside the pages. */
  sendText(to: { chatId: string }, text: string): string;
  /** Somebody writes in a group, a list, a channel: any chat that is not with one person. */
  receiveIn(chatId: string, fields: Record<string, unknown>): void;
  /** Takes the links of all pages away: they are logged out. */
  unlinkAll(): void;
  /** Lets the open pages load anew; they stay linked. */
  reloadPages(): void;
  /** Tells the pages a state of theirs: CONFLICT, TOS_BLOCK, TIMEOUT... */
  setState(state: string): void;
  /** Cuts the lines of the open pages, or of pages that show a code. */
  dropLines(): void;
  /** What the other side of a chat sees, oldest first. */
  seenBy(person: { chatId: string }): SeenMessage[];
  /** What was shown of the account's typing, oldest first. */
  typingSeenBy(person: { chatId: string }): string[];
  /** How many messages of a chat were not looked at. */
  unreadOf(person: { chatId: string }): number;
}

/** What an account's phone can do. */
export function phoneActor(world: World, account: Account): PhoneActor {
  const open = (): Device[] => [...world.devices].filter((device) => device.account === account);
  const unlinked = (shows: (device: Device) => boolean, what: string): Device => {
    const device = [...world.devices].find((one) => one.account === null && shows(one));
    if (!device) throw new Error(`no page shows this ${what}`);
    return device;
  };
  return {
    id: account.me.phone,
    name: account.me.name,
    scan: (code) =>
      link(
        world,
        unlinked(({ ref }) => ref !== '' && code.startsWith(`${ref},`), 'code'),
        account,
      ),
    enterCode: (code) =>
      link(
        world,
        unlinked((device) => device.pairingCode === code && `${device.pairingPhone}@c.us` === account.me.phone, 'pairing code'),
        account,
      ),
    openPages: () => open().length,
    sendText({ chatId }, text) {
      const id = newKey(world, chatId, true);
      const raw: RawMessage = {
        id,
        from: account.me.phone,
        to: chatId,
        type: 'chat',
        body: text,
        t: Math.floor(world.now() / 1000),
        ack: 0,
      };
      addMessage(world, account, raw, findPerson(world, chatId)?.name ?? chatId);
      passOn(world, account, id._serialized);
      return id._serialized;
    },
    receiveIn(chatId, fields) {
      const raw: RawMessage = {
        id: newKey(world, chatId, false),
        from: chatId,
        to: account.me.phone,
        type: 'chat',
        t: Math.floor(world.now() / 1000),
        ack: 1,
        ...fields,
      };
      addMessage(world, account, raw, chatId);
    },
    unlinkAll() {
      account.tokens.clear();
      for (const device of open()) unlink(world, device);
    },
    reloadPages: () => {
      for (const device of open()) beginAnew(device);
    },
    setState: (state) => {
      for (const device of open()) device.tell({ type: 'state', state });
    },
    dropLines: () => {
      for (const device of open()) device.drop();
    },
    seenBy: ({ chatId }) => seenIn(account.chats.get(chatId)),
    typingSeenBy: ({ chatId }) => [...(account.chats.get(chatId)?.typing ?? [])],
    unreadOf: ({ chatId }) => account.chats.get(chatId)?.unreadCount ?? 0,
  };
}
