import type { Message, MessageAttachment, Thread } from '../world/state.ts';
import type { WebhookEvent } from './outbox.ts';

/** What a message may carry on the wire beside its content. */
export interface MessageExtras {
  quickReply?: string;
  story?: { id: string; url: string };
  referral?: Record<string, unknown>;
  isUnsupported?: boolean;
  /** Of an echo: the app that sent it; absent for the account's owner in the app of Instagram. */
  appId?: string;
}

/** The event of a new message, or its echo. */
export function messageEvent(thread: Thread, message: Message, extras: MessageExtras = {}): WebhookEvent {
  const { quickReply, story, referral, isUnsupported, appId } = extras;
  const replyTo = story ? { story } : message.replyTo === null ? undefined : { mid: message.replyTo };
  return event('messages', thread, message.from, message.at, {
    message: {
      mid: message.mid,
      ...(message.text !== '' && { text: message.text }),
      ...(message.attachments.length > 0 && { attachments: message.attachments.map(wireAttachment) }),
      ...(replyTo && { reply_to: replyTo }),
      ...(quickReply !== undefined && { quick_reply: { payload: quickReply } }),
      ...(referral && { referral }),
      ...(isUnsupported && { is_unsupported: true }),
      ...(message.from === 'account' && { is_echo: true, ...(appId !== undefined && { app_id: Number(appId) }) }),
    },
  });
}

/** The event of a message that was unsent. */
export function unsentEvent(thread: Thread, message: Message, at: number): WebhookEvent {
  const isEcho = message.from === 'account';
  return event('messages', thread, message.from, at, { message: { mid: message.mid, is_deleted: true, ...(isEcho && { is_echo: true }) } });
}

/** The event of a person's edit. */
export function editEvent(thread: Thread, message: Message, at: number): WebhookEvent {
  const { mid, text, edits } = message;
  return event('message_edit', thread, 'person', at, { message_edit: { mid, text, num_edit: edits.length } });
}

/** Words that Instagram has for the emoji it offers first; every other is `other`. */
const reactionWords: Record<string, string> = { '❤': 'love', '😆': 'laugh', '😮': 'wow', '😢': 'sad', '😠': 'angry', '👍': 'like' };

/** The event of a person's reaction, or of taking it back. */
export function reactionEvent(thread: Thread, mid: string, emoji: string | null, at: number): WebhookEvent {
  const reaction = emoji === null ? { mid, action: 'unreact' } : { mid, action: 'react', reaction: reactionWords[emoji] ?? 'other', emoji };
  return event('message_reactions', thread, 'person', at, { reaction });
}

/** The event of a person who has seen the account's messages up to one. */
export function seenEvent(thread: Thread, mid: string, at: number): WebhookEvent {
  return event('messaging_seen', thread, 'person', at, { read: { mid } });
}

/** The event of a pressed button; an app on standby is not told the payload. */
export function postbackEvent(thread: Thread, mid: string, title: string, payload: string, at: number): WebhookEvent {
  const postback = { mid, title, ...(thread.account.isPrimary && { payload }) };
  return event('messaging_postbacks', thread, 'person', at, { postback });
}

/** The event of a link into the conversation that was followed. */
export function referralEvent(thread: Thread, ref: string, at: number): WebhookEvent {
  return event('messaging_referral', thread, 'person', at, { referral: { ref, source: 'SHORTLINKS', type: 'OPEN_THREAD' } });
}

function event(
  field: WebhookEvent['field'],
  { account, person }: Thread,
  from: Message['from'],
  timestamp: number,
  what: object,
): WebhookEvent {
  const [sender, recipient] = from === 'person' ? [person.id, account.id] : [account.id, person.id];
  return { field, item: { sender: { id: sender }, recipient: { id: recipient }, timestamp, ...what } };
}

function wireAttachment({ type, url, title, more }: MessageAttachment): object {
  const payload = { ...(url !== undefined && { url }), ...(title !== undefined && { title }), ...more };
  return Object.keys(payload).length > 0 ? { type, payload } : { type };
}
