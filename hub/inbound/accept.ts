import { UnreadablePayload } from '../../bots/contract/error.ts';
import type { InboundEvent, ParsedElement } from '../../bots/contract/inbound.ts';
import type { ConnectedChannel } from '../core/parts/connected-channels.ts';
import { createKeyedQueue } from '../core/parts/keyed-queue.ts';
import { isDatabaseAway } from '../database/is-database-away.ts';
import { applyChange } from './changes/apply-change.ts';
import { takeEcho } from './echoes.ts';
import { moveChat } from '../domain/conversation/changes/move-chat.ts';
import { takeStart } from './carrying/take-start.ts';
import { applyReachability } from './changes/reachability.ts';
import { receiveMessage, type InboundTools } from './receive-message.ts';
import { parkReceipt } from './receipts.ts';

/** Elements of one chat, one after another, in the order they came. */
const chats = createKeyedQueue();

/**
 * Takes in a verified payload: resolves once every element of it is stored or parked, so that it may be acknowledged. Rejects only
 * while the database is away; anything else that goes wrong with an element parks that element, since a repeat would go wrong again.
 */
export async function acceptPayload(hub: InboundTools, channel: ConnectedChannel, payload: unknown): Promise<void> {
  const elements = await read(hub, channel, payload);
  answerPresses(hub, channel, elements);
  await Promise.all(elements.map((element) => chats.run(chatKey(channel, element), () => take(hub, channel, element))));
}

async function read(hub: InboundTools, channel: ConnectedChannel, payload: unknown): Promise<ParsedElement[]> {
  try {
    return channel.connection.parse(payload);
  } catch (error) {
    const reason = error instanceof UnreadablePayload ? error.message : `the adapter failed on it: ${String(error)}`;
    if (!(error instanceof UnreadablePayload))
      hub.log.error({ err: error, channelId: channel.id.toHexString() }, 'an adapter failed on a payload');
    await parkReceipt(hub, channel, writeDown(payload), reason);
    return [];
  }
}

function chatKey(channel: ConnectedChannel, element: ParsedElement): string {
  return `${channel.id.toHexString()}:${'event' in element ? element.event.chatId : 'unreadable'}`;
}

async function take(hub: InboundTools, channel: ConnectedChannel, element: ParsedElement): Promise<void> {
  if ('unreadable' in element) return parkReceipt(hub, channel, writeDown(element.raw), element.unreadable);
  try {
    await apply(hub, channel, element.event);
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    hub.log.error({ err: error, channelId: channel.id.toHexString(), event: element.event.type }, 'an event could not be taken in');
    await parkReceipt(hub, channel, writeDown(element.event), `it could not be taken in: ${String(error)}`);
  }
}

async function apply(hub: InboundTools, channel: ConnectedChannel, event: InboundEvent): Promise<void> {
  switch (event.type) {
    case 'message':
      if (event.echo && (await takeEcho(hub, channel, event))) return;
      if (!(await takeStart(hub, channel, event))) await receiveMessage(hub, channel, event);
      return;
    case 'edit':
    case 'delete':
    case 'reaction':
    case 'receipt':
      return applyChange(hub, channel, event);
    case 'reachability':
      return applyReachability(hub, channel, event);
    case 'chat-moved':
      return moveChat(channel, event.chatId, event.newChatId);
    case 'typing':
      // Shown to whoever looks, never stored.
      return hub.wake.ring('customer-typing', { channelId: channel.id.toHexString(), chatId: event.chatId });
  }
}

/** Providers show a spinner until a press is answered, so it is answered before anything is stored. */
function answerPresses(hub: InboundTools, channel: ConnectedChannel, elements: readonly ParsedElement[]): void {
  for (const element of elements) {
    if (!('event' in element) || element.event.type !== 'message' || element.event.pressId === undefined) continue;
    const answering = channel.connection.answerPress?.(element.event.pressId);
    answering?.catch((error: unknown) =>
      hub.log.warn({ err: error, channelId: channel.id.toHexString() }, 'a button press could not be answered'),
    );
  }
}

/** JSON can be read however deep it is, but not written: what is too deep is said to be, so that it is parked and does not come again for ever. */
function writeDown(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'undefined';
  } catch (error) {
    return JSON.stringify({ notKept: `it can't be written down: ${String(error)}` });
  }
}
