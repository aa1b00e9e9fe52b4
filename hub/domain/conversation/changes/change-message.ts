import type { UpdateQuery } from 'mongoose';
import type { InboundEventOf } from '../../../../bots/contract/inbound.ts';
import type { ConnectedChannel } from '../../../core/parts/connected-channels.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import type { ObjectId } from '../../../core/ids.ts';
import { searchTerms } from '../../../core/search.ts';
import type { Unannounced } from '../../../core/parts/unannounced.ts';
import { Conversation, type ConversationRecord } from '../model.ts';
import { refreshPreview } from '../refresh-preview.ts';
import { tellMessage } from '../recording/tell.ts';
import { raiseDelivery } from '../../timeline/delivery.ts';
import { Message, type MessageRecord } from '../../timeline/model.ts';
import { announcedAttachment, contentExtras } from '../../timeline/inbound-content.ts';

export type ChangeTools = Pick<Hub, 'now' | 'log' | 'announcer' | 'secrets' | 'baseUrl' | 'wake' | 'channels' | 'step'>;
export type ChangeEvent = InboundEventOf<'edit'> | InboundEventOf<'delete'> | InboundEventOf<'reaction'> | InboundEventOf<'receipt'>;

interface Changed {
  what: Unannounced;
  set: NonNullable<UpdateQuery<MessageRecord>['$set']>;
}

/** Of those who change a message at the same time one succeeds each time: a visitor may be sixty. */
const tries = 64;

/** Applies a change to a stored message, whatever else changes it at the same time: against the `rev` it was read at, again if that moved. */
export async function changeMessage(
  hub: ChangeTools,
  channel: Pick<ConnectedChannel, 'id' | 'workspaceId'>,
  messageId: ObjectId,
  event: ChangeEvent,
): Promise<void> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const message = await Message.findOne({ _id: messageId, workspaceId: channel.workspaceId }).lean<MessageRecord>();
    if (!message) return;
    const conversation = await Conversation.findOne({ _id: message.conversationId }).lean<ConversationRecord>();
    const change = conversation && (await changeOf(hub, message, conversation, event));
    if (!conversation || !change) return;

    const at = hub.now();
    const changed = await Message.findOneAndUpdate(
      { _id: messageId, rev: message.rev },
      { $set: { ...change.set, updatedAt: at, unannouncedAt: at }, $addToSet: { unannounced: change.what }, $inc: { rev: 1 } },
      { returnDocument: 'after' },
    ).lean<MessageRecord>();
    if (!changed) continue;
    hub.step('in.changed');
    const head = areWords(change.what) ? await refreshPreview(conversation, changed) : conversation;
    if (changed.fetchAt) hub.wake.ring('attachments', { messageId: messageId.toHexString() });
    tellMessage(hub, changed, head, [change.what]);
    return;
  }
  throw new Error(`message ${messageId.toHexString()} kept changing under ${tries} tries`);
}

/** What a list shows of a message. */
function areWords(what: Unannounced): boolean {
  return what === 'text' || what === 'attachments' || what === 'deleted';
}

async function changeOf(
  hub: ChangeTools,
  message: MessageRecord,
  conversation: ConversationRecord,
  event: ChangeEvent,
): Promise<Changed | null> {
  switch (event.type) {
    case 'edit':
      return editOf(hub, message, event);
    case 'delete':
      return deletionOf(message, event);
    case 'reaction':
      return reactionOf(message, conversation, event);
    case 'receipt': {
      const delivery = raiseDelivery(message.delivery, event);
      return delivery && { what: 'delivery', set: { delivery, ...(event.state === 'failed' && { parts: failedParts(message, event) }) } };
    }
  }
}

/** The provider took a part and then could not deliver it: that one must go out again when somebody tries once more. */
function failedParts({ parts }: MessageRecord, { externalIds }: InboundEventOf<'receipt'>): MessageRecord['parts'] {
  return parts.map((part) => (externalIds.includes(part.externalId) ? { ...part, state: 'failed' as const } : part));
}

/** An edit that came late, or that changes nothing one can see (a live location's tick), is none. */
async function editOf(hub: ChangeTools, message: MessageRecord, { content, editedAt }: InboundEventOf<'edit'>): Promise<Changed | null> {
  if (message.deletedAt || (message.editedAt && message.editedAt > editedAt)) return null;
  const channel = await hub.channels.find(message.channelId.toHexString());
  const isMoreThanOnePart = message.parts.length > 1;
  const refs = content.attachments.map(({ ref }) => ref);
  const hasNewFiles = !isMoreThanOnePart && refs.some((ref) => !message.attachments.some((attachment) => attachment.ref === ref));
  const attachments =
    hasNewFiles && channel ? content.attachments.map((attachment) => announcedAttachment(channel, attachment)) : message.attachments;
  const isSameText = message.text === content.text || (isMoreThanOnePart && content.text === '');
  const isSamePlace = JSON.stringify(message.location) === JSON.stringify(content.location);
  if (isSameText && isSamePlace && !hasNewFiles) return null;
  return {
    what: hasNewFiles && isSameText ? 'attachments' : 'text',
    set: {
      text: content.text,
      format: content.format,
      ...contentExtras(content),
      attachments,
      ...(hasNewFiles && { fetchAt: hub.now() }),
      editedAt,
      revisions: isSameText ? message.revisions : [...message.revisions, { text: message.text, at: message.editedAt ?? message.sentAt }],
      terms: searchTerms(content.text),
    },
  };
}

/** A tombstone: the words go to the revisions, which only the team sees. */
function deletionOf(message: MessageRecord, { deletedAt }: InboundEventOf<'delete'>): Changed | null {
  if (message.deletedAt) return null;
  const revisions = message.text
    ? [...message.revisions, { text: message.text, at: message.editedAt ?? message.sentAt }]
    : message.revisions;
  return { what: 'deleted', set: { deletedAt, text: '', revisions, terms: [] } };
}

/** Providers repeat for days what they got no answer to: what is older than the last change takes nothing back. */
function reactionOf(message: MessageRecord, conversation: ConversationRecord, { emojis, at }: InboundEventOf<'reaction'>): Changed | null {
  const last = message.customersReactedAt;
  if (last && last > at) return null;
  const by = conversation.contactId.toHexString();
  const others = message.reactions.filter(({ isCustomers }) => !isCustomers);
  const reactions = [...others, ...emojis.map((emoji) => ({ emoji, by, isCustomers: true as const }))];
  const isSame = JSON.stringify(reactions) === JSON.stringify(message.reactions);
  if (isSame && last && last >= at) return null;
  return { what: 'reactions', set: { reactions, customersReactedAt: at } };
}
