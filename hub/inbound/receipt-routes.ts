import * as api from '../api/customers/channels.ts';
import type { Actor } from '../core/actor.ts';
import { HubError } from '../core/error.ts';
import { ObjectId } from '../core/ids.ts';
import { route, type Route } from '../core/route.ts';
import { pageBy } from '../database/keyset.ts';
import { getChannel } from '../domain/channel/change.ts';
import { acceptPayload } from './accept.ts';
import type { InboundTools } from './receive-message.ts';
import { Receipt, type ReceiptRecord } from './receipts.ts';

/** Routes of payloads that could not be read. */
export function receiptRoutes(hub: InboundTools): Route[] {
  return [
    route(api.listReceipts, async ({ actor, params, query }) => {
      const channel = await getChannel(actor, params.channelId);
      const { items, nextCursor } = await pageBy<ReceiptRecord>(Receipt, {
        filter: { workspaceId: actor.workspaceId, channelId: channel._id },
        sort: [
          { field: 'createdAt', direction: -1, type: 'date' },
          { field: '_id', direction: -1, type: 'id' },
        ],
        ...query,
      });
      return { items: items.map(presentReceipt), nextCursor };
    }),
    route(api.replayReceipt, async ({ actor, params }) => presentReceipt(await replayReceipt(hub, actor, params))),
  ];
}

/** Reads a parked payload again, with the adapter of today. What still can't be read stays parked; what was taken in before is not doubled. */
export async function replayReceipt(
  hub: InboundTools,
  actor: Actor,
  place: { channelId: string; receiptId: string },
): Promise<ReceiptRecord> {
  const filter = { _id: new ObjectId(place.receiptId), channelId: new ObjectId(place.channelId), workspaceId: actor.workspaceId };
  const receipt = await Receipt.findOne(filter).lean<ReceiptRecord>();
  const channel = receipt && (await hub.channels.find(place.channelId));
  if (!receipt || !channel) throw new HubError('receipt.unknown', { receiptId: place.receiptId });
  const payload = parse(receipt.raw);
  if (payload === undefined) return receipt;
  // Parking it again meets the same key, so a payload that still can't be read leaves this receipt as it is.
  await Receipt.deleteOne(filter);
  await acceptPayload(hub, channel, payload);
  const again = await Receipt.findOne(filter).lean<ReceiptRecord>();
  if (again) return again;
  const replayed = await Receipt.create({ ...receipt, state: 'replayed' });
  return replayed.toObject();
}

function parse(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}

function presentReceipt(receipt: ReceiptRecord) {
  const { reason, state, raw } = receipt;
  return {
    id: receipt._id.toHexString(),
    channelId: receipt.channelId.toHexString(),
    reason,
    state,
    raw,
    createdAt: receipt.createdAt.toISOString(),
  };
}
