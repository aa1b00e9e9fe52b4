import { inboundEvent } from '../../contract/inbound.ts';
import type { InboundEvent, InboundMessage } from '../../contract/inbound.ts';
import { parsePayload } from './parse.ts';
import type { Reading } from './parse.ts';

/** Who writes in these events. */
export const person = 700100200;
/** The community they write to. */
export const group = 5;
/** When events without a time of their own come. */
export const at = new Date('2026-11-20T10:00:00Z');
/** Addresses of files, as they were remembered. */
export const noted = new Map<string, string>();
/** Reads events as the hub does, with a name for everybody. */
export const reading: Reading = {
  takesChats: false,
  sender: (id) => ({ externalId: String(id), name: 'Anna Lee' }),
  isOurs: ({ random_id }) => random_id === 42,
  noteFile: (ref, url) => void noted.set(ref, url),
  arrivedAt: () => at,
};
/** The same, where chats of many are taken in. */
export const takingChats: Reading = { ...reading, takesChats: true };

/** What a payload holds; throws when something of it can't be read. */
export const events = (payload: unknown, given = reading): InboundEvent[] =>
  parsePayload(payload, given).map((element) => {
    if ('unreadable' in element) throw new Error(element.unreadable);
    return inboundEvent.parse(element.event);
  });
/** An event as VK tells it. */
export const event = (type: string, object: unknown) => ({ type, object, group_id: group, event_id: 'e1', v: '5.199' });
/** A message of the person, as VK has it. */
export const fields = {
  id: 9,
  date: 1_700_000_000,
  peer_id: person,
  from_id: person,
  conversation_message_id: 41,
  text: '',
  attachments: [],
  fwd_messages: [],
  out: 0,
};
/** What a new message with these fields is. */
export const received = (more: object, given = reading) =>
  events(event('message_new', { message: { ...fields, ...more }, client_info: {} }), given);
/** The one message that it is. */
export function message(more: object, given = reading): InboundMessage {
  const [only] = received(more, given);
  if (only?.type !== 'message') throw new Error(`Not a message: ${JSON.stringify(only)}`);
  return only;
}
/** What that message says. */
export const content = (more: object) => message(more).content;
