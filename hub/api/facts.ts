import { z } from 'zod';
import { reasonView } from './customers/channels.ts';
import { conversationView } from './customers/conversations.ts';
import { id, moment } from './fields.ts';
import { messageView } from './customers/messages.ts';

/** What of a workspace's settings open screens show and read again when it changed; nouns of realtime's `changed`. */
export const settingsNoun = z.enum(['departments', 'quick-replies', 'views', 'workspace', 'console', 'widget', 'schedules']);
export type SettingsNoun = z.infer<typeof settingsNoun>;

/** What of a channel is worth telling somebody at once. */
export const channelNews = z.enum(['broken', 'well', 'warning', 'sign-in']);
export type ChannelNews = z.infer<typeof channelNews>;

const conversationData = z.object({ conversation: conversationView });
const messageData = z.object({ conversation: conversationView, message: messageView });
const contactData = z.object({ contactId: id });

/** Everything that happens, under its public name: webhooks, MQTT, workflows, sockets and the console all react to these. */
export const factData = {
  'conversation.opened': conversationData,
  'conversation.assigned': conversationData.extend({
    fromAgentId: id.nullable(),
    toAgentId: id.nullable(),
    departmentId: id.nullable(),
    /** When no person decided it: handed out, given back as its agent went away, or taken by answering. Also in the timeline event's data. */
    by: z.enum(['round-robin', 'least-busy', 'away', 'reply']).optional(),
  }),
  'conversation.snoozed': conversationData.extend({ until: moment.nullable() }),
  'conversation.woken': conversationData.extend({ cause: z.enum(['time', 'message']) }),
  'conversation.closed': conversationData,
  'conversation.reopened': conversationData.extend({ cause: z.enum(['message', 'agent']) }),
  /** Tags, priority, unread, contact's name or reachability changed; tags and priority are on the timeline. */
  'conversation.changed': conversationData,
  'message.received': messageData,
  'message.sent': messageData,
  /** A note or another entry that never leaves the hub. */
  'message.noted': messageData,
  /** Edited, deleted, reacted to, delivery state or an attachment changed. */
  'message.changed': messageData.extend({ change: z.enum(['text', 'deleted', 'reactions', 'delivery', 'attachments']) }),
  /** A customer rated a closed conversation, or thought better of it. */
  'rating.given': conversationData.extend({ score: z.number().int(), comment: z.string() }),
  'contact.created': contactData,
  'contact.changed': contactData,
  /** A contact was merged into another: `contactId` stays, `fromId` is gone. */
  'contact.merged': contactData.extend({ fromId: id, mergeId: id }),
  /** With the conversations that went with it. */
  'contact.erased': contactData.extend({ conversationIds: z.array(id) }),
  /** A tag was made, changed or removed: read the tags again. */
  'tag.changed': z.object({ tagId: id }),
  /** `news` is set where people are to be told: it broke, is well again, warns, or its account waits for somebody to sign it in. */
  'channel.changed': z.object({
    channelId: id,
    health: reasonView.extend({ state: z.string() }),
    news: channelNews.optional(),
  }),
  'agent.changed': z.object({ agentId: id }),
  /** Something of the settings was made, changed or removed: one of the noun, or without an id any of it. */
  'settings.changed': z.object({ noun: settingsNoun, id: id.optional() }),
} as const;

export type FactType = keyof typeof factData;

export const factActor = z.object({
  type: z.enum(['agent', 'token', 'workflow', 'contact', 'system']),
  id: z.string().nullable(),
  name: z.string(),
});

/** A fact of one type: what happened, where, when, by whom. */
export interface FactOf<Type extends FactType> {
  id: string;
  type: Type;
  workspaceId: string;
  at: Date;
  actor: z.infer<typeof factActor>;
  data: z.infer<(typeof factData)[Type]>;
}
export type Fact = { [Type in FactType]: FactOf<Type> }[FactType];
