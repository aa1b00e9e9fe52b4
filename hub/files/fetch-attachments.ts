import { ChannelError } from '../../bots/contract/error.ts';
import type { AttachmentState } from '../api/customers/messages.ts';
import type { ConnectedChannel } from '../core/parts/connected-channels.ts';
import { isHubError } from '../core/error.ts';
import type { Hub } from '../core/parts/hub.ts';
import { Conversation, type ConversationRecord } from '../domain/conversation/model.ts';
import { tellMessage } from '../domain/conversation/recording/tell.ts';
import { storeFile } from '../domain/file/store-file.ts';
import { Message, type AttachmentRecord, type MessageRecord } from '../domain/timeline/model.ts';

export type FetchTools = Pick<Hub, 'now' | 'log' | 'announcer' | 'secrets' | 'baseUrl' | 'channels' | 'files' | 'config'>;

const fetchTimeoutMs = 120_000;
const maxAttempts = 6;

/** What came of one try: the new fields of the attachment, and when to try again where it is worth it. */
interface Outcome {
  attachment: AttachmentRecord;
  retryAt: Date | null;
}

/**
 * Fetches a message's waiting attachments from the provider into the hub's storage. Each ends ready, or says why not: too-large,
 * refused, expired, or failed after several tries. Safe to run twice: what is ready is left alone.
 */
export async function fetchAttachments(hub: FetchTools, message: MessageRecord): Promise<void> {
  const channel = await hub.channels.find(message.channelId.toHexString());
  const waiting = message.attachments.filter(({ state, ref }) => state === 'pending' && ref !== undefined);
  const outcomes: Outcome[] = [];
  for (const attachment of waiting) outcomes.push(await fetchOne(hub, channel, message, attachment));
  await record(hub, message, outcomes);
}

async function fetchOne(
  hub: FetchTools,
  channel: ConnectedChannel | null,
  message: MessageRecord,
  attachment: AttachmentRecord,
): Promise<Outcome> {
  const attempts = attachment.attempts + 1;
  if (!channel) return { attachment: { ...attachment, attempts, state: 'expired' }, retryAt: null };
  try {
    const fetched = await channel.connection.fetchFile(attachment.ref ?? '', AbortSignal.timeout(fetchTimeoutMs));
    const claimed = attachment.mimeType === 'application/octet-stream' ? fetched.mimeType : attachment.mimeType;
    const name = attachment.name || fetched.name || '';
    const file = await storeFile(hub, message.workspaceId, { name, mimeType: claimed ?? attachment.mimeType, content: fetched.stream });
    return {
      attachment: { ...attachment, attempts, state: 'ready', fileId: file._id, name: file.name, size: file.size, mimeType: file.mimeType },
      retryAt: null,
    };
  } catch (error) {
    hub.log.warn({ err: error, messageId: message._id.toHexString(), attempts }, 'an attachment could not be fetched');
    const state = stateAfter(error, attempts);
    const delayMs = error instanceof ChannelError && error.retryAfterMs !== undefined ? error.retryAfterMs : 2 ** attempts * 1000;
    return {
      attachment: { ...attachment, attempts, state },
      retryAt: state === 'pending' ? new Date(hub.now().getTime() + delayMs) : null,
    };
  }
}

function stateAfter(error: unknown, attempts: number): AttachmentState {
  if (isHubError(error, 'file.too-large')) return 'too-large';
  if (error instanceof ChannelError && error.reason === 'media') return 'expired';
  if (error instanceof ChannelError && !error.isRetryable && error.reason !== 'no-answer') return 'refused';
  return attempts >= maxAttempts ? 'failed' : 'pending';
}

/** Writes each attachment by its id, so that parts which an album gained meanwhile stay. */
async function record(hub: FetchTools, message: MessageRecord, outcomes: readonly Outcome[]): Promise<void> {
  const at = hub.now();
  let changed: MessageRecord | null = null;
  for (const { attachment } of outcomes) {
    changed = await Message.findOneAndUpdate(
      { _id: message._id, 'attachments._id': attachment._id },
      {
        $set: { 'attachments.$': attachment, updatedAt: at, unannouncedAt: at },
        $addToSet: { unannounced: 'attachments' },
        $inc: { rev: 1 },
      },
      { returnDocument: 'after' },
    ).lean<MessageRecord>();
  }
  const retries = outcomes.flatMap(({ retryAt }) => (retryAt ? [retryAt.getTime()] : []));
  const later = retries.length > 0 ? new Date(Math.min(...retries)) : at;
  const finished = await Message.updateOne({ _id: message._id, 'attachments.state': { $ne: 'pending' } }, { $unset: { fetchAt: 1 } });
  if (finished.matchedCount === 0) await Message.updateOne({ _id: message._id }, { $set: { fetchAt: later } });
  if (!changed) return;
  const conversation = await Conversation.findOne({ _id: message.conversationId }).lean<ConversationRecord>();
  if (conversation) tellMessage(hub, changed, conversation, ['attachments']);
}
