import { HubError } from '../../../core/error.ts';
import { hashToken, randomToken } from '../../../core/ids.ts';
import type { KnownWidget } from '../../../core/widget/known-widgets.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { Channel, type ChannelRecord } from '../../channel/model.ts';
import type { ConversationRecord } from '../../conversation/model.ts';
import { CarryLink } from './model.ts';

/** How long a link is good. */
const goodMs = 15 * 60_000;
const mark = 'c_';

/** Makes a link that carries a conversation on in Telegram, once. Throws carry-on.not-offered, carry-on.done. */
export async function startCarryingOn(
  hub: Pick<Hub, 'now'>,
  widget: KnownWidget,
  conversation: ConversationRecord,
): Promise<{ url: string; expiresAt: string }> {
  if (conversation.carriedOn) throw new HubError('carry-on.done');
  const channel = await findTarget(widget);
  const url = channel?.account?.url;
  if (!channel || url === undefined) throw new HubError('carry-on.not-offered');
  const token = randomToken();
  const createdAt = hub.now();
  const expiresAt = new Date(createdAt.getTime() + goodMs);
  const { workspaceId } = widget;
  await CarryLink.create({
    _id: hashToken(token),
    workspaceId,
    conversationId: conversation._id,
    toChannelId: channel._id,
    expiresAt,
    createdAt,
  });
  return { url: `${url}?start=${mark}${token}`, expiresAt: expiresAt.toISOString() };
}

/** The token in what a `/start` link carries; null where it is another kind of link. */
export function carryTokenIn(ref: string | undefined): string | null {
  return ref !== undefined && /^c_[\w-]{43}$/.test(ref) ? ref.slice(mark.length) : null;
}

function findTarget({ workspaceId, carryOnChannelId }: KnownWidget): Promise<ChannelRecord | null> {
  if (carryOnChannelId === null) return Promise.resolve(null);
  return Channel.findOne({
    _id: carryOnChannelId,
    workspaceId,
    provider: 'telegram',
    isPaused: { $ne: true },
    removedAt: { $exists: false },
  })
    .lean<ChannelRecord | null>()
    .exec();
}
