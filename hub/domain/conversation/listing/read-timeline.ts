import type { z } from 'zod';
import type { listMessages } from '../../../api/customers/messages.ts';
import type { Actor } from '../../../core/actor.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { listAfter, listAround, listBefore, listChanged } from '../../timeline/list.ts';
import type { MessageRecord } from '../../timeline/model.ts';
import { presentMessage } from '../../timeline/present.ts';
import { getConversation } from '../get.ts';

type Query = z.output<NonNullable<(typeof listMessages)['query']>>;
type View = z.input<NonNullable<(typeof listMessages)['view']>>;
type Read = Omit<View, 'items' | 'changed' | 'now'> & { items: MessageRecord[]; changed?: MessageRecord[] };

/** A part of a conversation's timeline, in whichever way the query asks. Throws conversation.unknown. */
export async function readTimeline(
  hub: Pick<Hub, 'now' | 'secrets' | 'baseUrl'>,
  actor: Actor,
  conversationId: string,
  query: Query,
): Promise<View> {
  const conversation = await getConversation(actor, conversationId);
  const place = { workspaceId: actor.workspaceId, conversationId: conversation._id };
  const now = hub.now().toISOString();
  const { items, changed, ...where } = await read(hub, place, conversation.seq, query);
  const present = (messages: readonly MessageRecord[]) => messages.map((message) => presentMessage(hub, message));
  return { items: present(items), ...(changed && { changed: present(changed) }), ...where, now };
}

async function read(
  hub: Pick<Hub, 'now'>,
  place: Parameters<typeof listBefore>[0],
  lastSeq: number,
  { after, before, around, changedSince, limit }: Query,
): Promise<Read> {
  if (around !== undefined) {
    const page = await listAround(hub, place, around, limit);
    return { ...page, nextCursor: page.hasAfter ? String(page.cursor) : null };
  }
  if (after !== undefined) {
    const { items, cursor, hasMore } = await listAfter(hub, place, after, limit);
    const changed = changedSince === undefined ? undefined : await listChanged(place, new Date(changedSince), after);
    return {
      items,
      ...(changed && { changed }),
      cursor,
      nextCursor: hasMore ? String(cursor) : null,
      hasBefore: after > 0,
      hasAfter: hasMore,
    };
  }
  const { items, hasMore } = await listBefore(place, before, limit);
  return {
    items,
    cursor: items.at(-1)?.seq ?? 0,
    nextCursor: hasMore ? String(items[0]?.seq) : null,
    hasBefore: hasMore,
    hasAfter: before !== undefined && before <= lastSeq,
  };
}
