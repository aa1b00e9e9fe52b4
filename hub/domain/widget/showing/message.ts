import type { MessageView, TimelineEventType } from '../../../api/customers/messages.ts';
import type { PublicEvent, VisitorMessage } from '../../../api/widget/views.ts';
import type { KnownWidget } from '../../../core/widget/known-widgets.ts';
import { memberOf, publicName, type ShowTools } from './team.ts';

/** What of the timeline customers may see, by our own name of it. */
const shownEvents = {
  assigned: 'joined',
  closed: 'closed',
  reopened: 'reopened',
  rated: 'rated',
  'carried-on': 'carried-on',
} as const satisfies Partial<Record<TimelineEventType, PublicEvent>>;
/** Those names, for queries. */
export const shownEventTypes: readonly TimelineEventType[] = ['assigned', 'closed', 'reopened', 'rated', 'carried-on'];

/** A message as its customer sees it; null for notes and inner events, which never leave the hub. */
export function showMessage(hub: ShowTools, widget: KnownWidget, message: MessageView): VisitorMessage | null {
  const event = message.kind === 'event' ? showEvent(hub, widget, message) : undefined;
  if (message.kind === 'note' || event === null) return null;
  const { id, conversationId, seq, rev, direction, text, format, attachments } = message;
  return {
    id,
    conversationId,
    seq,
    rev,
    direction,
    kind: message.kind,
    author: showAuthor(hub, widget, message),
    text,
    format,
    attachments: message.deletedAt ? [] : attachments,
    ...(!message.deletedAt && showExtras(message)),
    clientId: clientIdOf(message),
    createdAt: message.createdAt,
    ...(message.editedAt && { editedAt: message.editedAt }),
    ...(message.deletedAt && { deletedAt: message.deletedAt }),
    reactions: message.reactions.map(({ emoji, isCustomers }) => ({ emoji, by: isCustomers ? ('me' as const) : ('team' as const) })),
    ...(event && { event }),
  };
}

/** What a tombstone has no more. */
function showExtras(message: MessageView): Pick<VisitorMessage, 'location' | 'contacts' | 'buttons' | 'choice' | 'replyTo'> {
  const { location, contacts, buttons, choice } = message;
  return {
    ...(location && { location }),
    ...(contacts && { contacts }),
    ...(buttons && { buttons }),
    ...(choice && { choice }),
    ...showReplyTo(message),
  };
}

function showAuthor(hub: ShowTools, widget: KnownWidget, { author, direction }: MessageView): VisitorMessage['author'] {
  // The contact's name is the team's: after a merge it may be of somebody whom this browser is not.
  if (author.type === 'contact') return { type: 'contact', name: '', avatarUrl: null };
  const member = author.type === 'agent' ? memberOf(hub, widget, author.id) : null;
  if (member) return { type: 'agent', name: member.name, avatarUrl: member.avatarUrl };
  // A token's or the hub's own name is inner; customers know the team.
  const type = author.type === 'agent' || direction === 'in' ? author.type : author.type === 'bot' ? 'bot' : 'system';
  return { type, name: publicName(widget), avatarUrl: null };
}

/** Null for what stays within the team. */
function showEvent(hub: ShowTools, widget: KnownWidget, { event }: MessageView): VisitorMessage['event'] | null {
  const type = event && isShown(event.type) ? shownEvents[event.type] : null;
  if (!event || type === null) return null;
  if (type !== 'joined') return { type };
  const agentId = event.data['toAgentId'];
  const member = typeof agentId === 'string' ? memberOf(hub, widget, agentId) : null;
  return member && { type, name: member.name };
}

function isShown(type: string): type is keyof typeof shownEvents {
  return Object.hasOwn(shownEvents, type);
}

/** What has no id at the customer was a note: neither it nor its words are quoted. */
function showReplyTo({ replyTo }: MessageView): Pick<VisitorMessage, 'replyTo'> {
  if (!replyTo || replyTo.externalId === null) return {};
  return { replyTo: { messageId: replyTo.messageId, ...(replyTo.text !== undefined && { text: replyTo.text }) } };
}

/** `<identity>:<the browser's key>`; ours have none that is a visitor's business. */
function clientIdOf({ direction, externalId }: MessageView): string | null {
  if (direction !== 'in' || externalId === null) return null;
  const end = externalId.indexOf(':');
  return end === -1 ? null : externalId.slice(end + 1);
}
