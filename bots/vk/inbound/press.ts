import type { InboundEvent } from '../../contract/inbound.ts';
import { chatOffset, pressedButton } from './event.ts';
import { parse, toChoice } from './payload.ts';
import type { Reading } from './parse.ts';

/** What `answerPress` needs to know of a press, in one text. */
export interface PressPlace {
  eventId: string;
  userId: string;
  peerId: string;
}

/** A pressed callback button: a message that holds the choice. VK gives a press no time of its own. */
export function parsePress(raw: unknown, reading: Reading, at: Date): InboundEvent[] {
  const press = pressedButton.parse(raw);
  if (press.peer_id >= chatOffset && !reading.takesChats) return [];
  const payload = parse(press.payload);
  const words = typeof payload === 'string' ? payload : JSON.stringify(payload ?? '');
  const choice = toChoice(payload) ?? { payload: words, title: words };
  return [
    {
      type: 'message',
      chatId: String(press.peer_id),
      externalId: `press:${press.event_id}`,
      pressId: writePlace({ eventId: press.event_id, userId: String(press.user_id), peerId: String(press.peer_id) }),
      sender: reading.sender(press.user_id),
      sentAt: at,
      content: { text: choice.title, format: 'plain', attachments: [], choice },
      ...(press.conversation_message_id !== undefined && { replyTo: { externalId: String(press.conversation_message_id) } }),
    },
  ];
}

function writePlace({ eventId, userId, peerId }: PressPlace): string {
  return [userId, peerId, eventId].join(':');
}

/** Reads what `parsePress` wrote; undefined for anything else. */
export function readPlace(pressId: string): PressPlace | undefined {
  const [, userId, peerId, eventId] = /^(\d+):(\d+):(.+)$/.exec(pressId) ?? [];
  return userId !== undefined && peerId !== undefined && eventId !== undefined ? { userId, peerId, eventId } : undefined;
}
