import { createHash } from 'node:crypto';
import { model, Schema } from 'mongoose';
import { inboundEvent, type InboundEvent, type InboundMessage } from '../../../../bots/contract/inbound.ts';
import type { ConnectedChannel } from '../../../core/parts/connected-channels.ts';
import { ObjectId } from '../../../core/ids.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { insertOnce } from '../../../database/insert-once.ts';
import { naturalId } from '../../../database/natural-id.ts';
import { Message, type MessageRecord } from '../../timeline/model.ts';
import { changeMessage, type ChangeEvent, type ChangeTools } from './change-message.ts';

interface PendingUpdateRecord {
  _id: ObjectId;
  workspaceId: ObjectId;
  channelId: ObjectId;
  chatId: string;
  externalId: string;
  event: unknown;
  /** The event is an echo: what a provider tells of a message that may be one of ours still on its way. */
  isEcho?: boolean;
  createdAt: Date;
}

const id = Schema.Types.ObjectId;
const pendingSchema = new Schema<PendingUpdateRecord>(
  {
    _id: { type: id, required: true },
    workspaceId: { type: id, required: true },
    channelId: { type: id, required: true },
    chatId: { type: String, required: true },
    externalId: { type: String, required: true },
    event: { type: Schema.Types.Mixed, required: true },
    isEcho: Boolean,
    createdAt: { type: Date, required: true },
  },
  { strict: 'throw', autoIndex: false, versionKey: false, minimize: false },
);

pendingSchema.index({ channelId: 1, chatId: 1, externalId: 1, createdAt: 1 });
pendingSchema.index({ isEcho: 1 }, { sparse: true });
// WhatsApp repeats a webhook for up to seven days: nothing can come later than that.
pendingSchema.index({ createdAt: 1 }, { expireAfterSeconds: 8 * 24 * 3600 });

/** Edits, deletions, reactions and receipts that came before their message, and echoes of which it is not known yet whose they are. */
export const PendingUpdate = model<PendingUpdateRecord>('PendingUpdate', pendingSchema, 'pendingUpdates');

/** Chats for which this process kept something: only their messages look for it, so that the hot path asks nothing. */
const chatsWithPending = new Set<string>();
const rememberedChats = 10_000;

/** Keeps an update for a message that is not stored yet, then looks once more: it may have been stored meanwhile. */
export async function keepPending(hub: ChangeTools, channel: ConnectedChannel, externalId: string, event: ChangeEvent): Promise<void> {
  if (chatsWithPending.size >= rememberedChats) chatsWithPending.clear();
  chatsWithPending.add(chatKey(channel.id, event.chatId));
  await keep(hub, channel, externalId, event);
  const stored = await Message.findOne({
    channelId: channel.id,
    chatId: event.chatId,
    'parts.externalId': externalId,
  }).lean<MessageRecord>();
  if (stored) await applyPending(hub, channel, stored);
}

/** Keeps an echo until nothing of ours is on its way to its chat: when that turns out to be the message it tells of, the echo has said all it had to say. */
export function keepEcho(
  hub: Pick<Hub, 'now'>,
  channel: Pick<ConnectedChannel, 'id' | 'workspaceId'>,
  echo: InboundMessage,
): Promise<void> {
  return keep(hub, channel, echo.externalId, echo);
}

async function keep(
  hub: Pick<Hub, 'now'>,
  channel: Pick<ConnectedChannel, 'id' | 'workspaceId'>,
  externalId: string,
  event: ChangeEvent | InboundMessage,
): Promise<void> {
  const fingerprint = createHash('sha256').update(JSON.stringify(event)).digest('hex');
  await insertOnce(PendingUpdate, {
    _id: naturalId('pending', channel.id.toHexString(), event.chatId, externalId, fingerprint),
    workspaceId: channel.workspaceId,
    channelId: channel.id,
    chatId: event.chatId,
    externalId,
    event,
    ...(event.type === 'message' && { isEcho: true }),
    createdAt: hub.now(),
  });
}

/** Applies what this process kept for a message that was just stored. What another process kept, or kept before a restart, the sweep applies. */
export async function applyPendingOf(
  hub: ChangeTools,
  channel: Pick<ConnectedChannel, 'id' | 'workspaceId'>,
  message: MessageRecord,
): Promise<void> {
  if (chatsWithPending.has(chatKey(channel.id, message.chatId))) await applyPending(hub, channel, message);
}

/** How far back the sweep looks: a message that comes later than that after its update finds it here no more, but is found by its own process. */
const sweptMs = 10 * 60_000;

/** Applies updates whose message came meanwhile, whichever process stored either of them. */
export async function applyLatePending(hub: ChangeTools): Promise<void> {
  const recent = await PendingUpdate.find({ createdAt: { $gte: new Date(hub.now().getTime() - sweptMs) } })
    .sort({ createdAt: 1 })
    .limit(200)
    .lean<PendingUpdateRecord[]>();
  for (const { channelId, workspaceId, chatId, externalId, event } of recent) {
    const known = await Message.findOne({ channelId, chatId, 'parts.externalId': externalId }).lean<MessageRecord>();
    const pending = known ? null : readPending(event);
    const stored = pending && pending.type !== 'message' ? await settleByReceipt({ id: channelId }, pending) : known;
    if (stored) await applyPending(hub, { id: channelId, workspaceId }, stored);
  }
}

/**
 * A message of ours of which the provider's answer was lost, when a receipt names it by our own id: it has its provider's id from now on, and the
 * receipt then says what became of it. Null where there is none in doubt.
 */
export async function settleByReceipt({ id: channelId }: Pick<ConnectedChannel, 'id'>, event: ChangeEvent): Promise<MessageRecord | null> {
  if (event.type !== 'receipt' || event.messageId === undefined || !isObjectId(event.messageId)) return null;
  const [externalId] = event.externalIds;
  if (externalId === undefined) return null;
  return Message.findOneAndUpdate(
    { _id: new ObjectId(event.messageId), channelId, 'delivery.state': 'unknown', 'parts.0': { $exists: false } },
    { $set: { parts: [{ externalId }], externalId } },
    { returnDocument: 'after' },
  ).lean<MessageRecord>();
}

function isObjectId(text: string): boolean {
  return /^[0-9a-f]{24}$/.test(text);
}

function chatKey(channelId: ObjectId, chatId: string): string {
  return `${channelId.toHexString()}:${chatId}`;
}

/** Applies what was kept for a message, oldest first. */
async function applyPending(
  hub: ChangeTools,
  channel: Pick<ConnectedChannel, 'id' | 'workspaceId'>,
  message: MessageRecord,
): Promise<void> {
  const externalIds = message.parts.map(({ externalId }) => externalId);
  const kept = await PendingUpdate.find({ channelId: channel.id, chatId: message.chatId, externalId: { $in: externalIds } })
    .sort({ createdAt: 1 })
    .lean<PendingUpdateRecord[]>();
  for (const { _id, event } of kept) {
    const change = readPending(event);
    if (change.type !== 'message') await changeMessage(hub, channel, message._id, change);
    await PendingUpdate.deleteOne({ _id });
  }
}

/** What was kept, as it came. */
export function readPending(stored: unknown): ChangeEvent | InboundMessage {
  const event = inboundEvent.parse(stored);
  if (!isChange(event) && event.type !== 'message') throw new Error(`a ${event.type} was kept, which nothing is made of`);
  return event;
}

function isChange(event: InboundEvent): event is ChangeEvent {
  return event.type === 'edit' || event.type === 'delete' || event.type === 'reaction' || event.type === 'receipt';
}
