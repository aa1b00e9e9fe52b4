import { model, Schema } from 'mongoose';
import type { Hub } from '../core/parts/hub.ts';
import type { ConnectedChannel } from '../core/parts/connected-channels.ts';
import type { ObjectId } from '../core/ids.ts';
import { insertOnce } from '../database/insert-once.ts';
import { naturalId } from '../database/natural-id.ts';

/** A payload, or one element of it, that could not be read: kept as it came until somebody replays it. */
export interface ReceiptRecord {
  _id: ObjectId;
  workspaceId: ObjectId;
  channelId: ObjectId;
  /** JSON, or the raw bytes as text when they were none. */
  raw: string;
  reason: string;
  state: 'unreadable' | 'replayed';
  createdAt: Date;
}

const id = Schema.Types.ObjectId;
const receiptSchema = new Schema<ReceiptRecord>(
  {
    _id: { type: id, required: true },
    workspaceId: { type: id, required: true },
    channelId: { type: id, required: true },
    raw: { type: String, required: true },
    reason: { type: String, required: true },
    state: { type: String, required: true },
    createdAt: { type: Date, required: true },
  },
  { strict: 'throw', autoIndex: false, versionKey: false },
);

receiptSchema.index({ workspaceId: 1, channelId: 1, createdAt: -1, _id: -1 });

export const Receipt = model<ReceiptRecord>('Receipt', receiptSchema, 'receipts');

const rawLimit = 1_000_000;

/** Parks what could not be read; the same bytes again are the same receipt. */
export async function parkReceipt(hub: Pick<Hub, 'now' | 'log'>, channel: ConnectedChannel, raw: string, reason: string): Promise<void> {
  const { created } = await insertOnce(Receipt, {
    _id: naturalId('receipt', channel.id.toHexString(), raw),
    workspaceId: channel.workspaceId,
    channelId: channel.id,
    // An empty body is one, too.
    raw: raw.slice(0, rawLimit) || ' ',
    reason,
    state: 'unreadable',
    createdAt: hub.now(),
  });
  if (created)
    hub.log.warn({ channelId: channel.id.toHexString(), reason }, 'a payload could not be read; it is parked and can be replayed');
}
