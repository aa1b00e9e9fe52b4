import type { VisitorMessage } from '../../../api/widget/views.ts';
import type { KnownWidget } from '../../../core/widget/known-widgets.ts';
import type { ConversationRecord } from '../../conversation/model.ts';
import { listAfter, listChanged } from '../../timeline/list.ts';
import { Message, type MessageRecord } from '../../timeline/model.ts';
import { presentMessage } from '../../timeline/present.ts';
import { shownUpTo } from '../visitor-sees.ts';
import { showMessage, shownEventTypes } from './message.ts';
import type { ShowTools } from './team.ts';

/** Which part of a conversation. */
export interface Wanted {
  after?: number | undefined;
  before?: number | undefined;
  changedSince?: string | undefined;
  limit: number;
}

/** A part of a conversation as its customer sees it. */
export interface ShownPart {
  items: VisitorMessage[];
  changed: VisitorMessage[];
  cursor: number;
  hasBefore: boolean;
  hasAfter: boolean;
}

/** Messages after a seq without a gap, before one, or the newest; one database call, two with `changedSince`. */
export async function readForVisitor(
  hub: ShowTools,
  widget: KnownWidget,
  conversation: ConversationRecord,
  { after, before, changedSince, limit }: Wanted,
): Promise<ShownPart> {
  const place = { workspaceId: conversation.workspaceId, conversationId: conversation._id };
  const end = shownUpTo(conversation);
  const show = (messages: readonly MessageRecord[]) =>
    messages.flatMap((message) => (message.seq <= end && showMessage(hub, widget, presentMessage(hub, message))) || []);
  if (after === undefined) {
    const { items, hasMore } = await readShownBefore(place, Math.min(before ?? end + 1, end + 1), limit);
    return { items: show(items), changed: [], cursor: items.at(-1)?.seq ?? 0, hasBefore: hasMore, hasAfter: before !== undefined };
  }
  const [{ items, cursor, hasMore }, changed] = await Promise.all([
    listAfter(hub, place, after, limit),
    changedSince === undefined ? [] : listChanged(place, new Date(changedSince), after),
  ]);
  return {
    items: show(items),
    changed: show(changed),
    cursor: Math.min(cursor, end),
    hasBefore: after > 0,
    hasAfter: hasMore && cursor < end,
  };
}

type Place = Pick<MessageRecord, 'workspaceId' | 'conversationId'>;

/** Only what is shown is counted, so that a page full of notes is no empty page. */
async function readShownBefore(place: Place, before: number, limit: number) {
  const found = await Message.find({
    ...place,
    seq: { $lt: before },
    $or: [{ kind: 'text' }, { kind: 'event', 'event.type': { $in: [...shownEventTypes] } }],
  })
    .sort({ seq: -1 })
    .limit(limit + 1)
    .lean<MessageRecord[]>();
  return { items: found.slice(0, limit).reverse(), hasMore: found.length > limit };
}
