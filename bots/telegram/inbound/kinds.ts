import { z } from 'zod';

/** What of a message says nothing about its kind. */
const envelope = new Set([
  ...[
    'message_id',
    'message_thread_id',
    'direct_messages_topic',
    'from',
    'sender_chat',
    'sender_boost_count',
    'sender_business_bot',
    'date',
  ],
  ...['business_connection_id', 'chat', 'forward_origin', 'is_topic_message', 'is_automatic_forward', 'reply_to_message', 'external_reply'],
  ...['quote', 'reply_to_story', 'reply_to_checklist_task_id', 'via_bot', 'edit_date', 'has_protected_content', 'is_from_offline'],
  ...['is_paid_post', 'media_group_id', 'author_signature', 'paid_star_count', 'link_preview_options', 'effect_id', 'entities', 'caption'],
  ...['caption_entities', 'show_caption_above_media', 'has_media_spoiler', 'reply_markup', 'sender_tag'],
  // The forms of before Bot API 7.0.
  ...['forward_from', 'forward_from_chat', 'forward_from_message_id', 'forward_signature', 'forward_sender_name', 'forward_date'],
]);

/** Service messages that a private chat may get and that say nothing to us. */
const services = new Set([
  ...['pinned_message', 'message_auto_delete_timer_changed', 'chat_background_set', 'boost_added', 'write_access_allowed'],
  ...['connected_website', 'forum_topic_created', 'forum_topic_edited', 'forum_topic_closed', 'forum_topic_reopened'],
  ...['general_forum_topic_hidden', 'general_forum_topic_unhidden', 'migrate_from_chat_id'],
]);

const poll = z.object({ question: z.string() });
const dice = z.object({ emoji: z.string(), value: z.number() });
const game = z.object({ title: z.string() });

/** Of kinds we can't show: what they say in a word or two. */
const summaries = new Map<string, (raw: unknown) => string | undefined>([
  ['poll', (raw) => poll.safeParse(raw).data?.question],
  [
    'dice',
    (raw) => {
      const thrown = dice.safeParse(raw).data;
      return thrown && `${thrown.emoji} ${thrown.value}`;
    },
  ],
  ['game', (raw) => game.safeParse(raw).data?.title],
]);

/** The kind of a message we can't show, under Telegram's own name for it, so that it becomes a placeholder and is never dropped. */
export function unknownKindOf(message: Record<string, unknown>): 'service' | { name: string; text?: string } {
  const name = Object.keys(message).find((key) => !envelope.has(key) && message[key] !== undefined) ?? 'empty';
  if (services.has(name)) return 'service';
  const text = summaries.get(name)?.(message[name]);
  return { name, ...(text !== undefined && { text }) };
}
