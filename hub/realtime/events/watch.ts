import { mostWatched, type ClientInput, type ClientOutput } from '../../api/realtime.ts';
import type { MessageView } from '../../api/customers/messages.ts';
import { HubError } from '../../core/error.ts';
import { getConversation } from '../../domain/conversation/get.ts';
import { presentConversation } from '../../domain/conversation/present.ts';
import { listAfter, listChanged } from '../../domain/timeline/list.ts';
import { presentMessage } from '../../domain/timeline/present.ts';
import { headRoomsOf, rooms } from '../rooms.ts';
import type { Watch } from '../screens/watches.ts';
import type { Asked, EventParts, RealtimeHub } from './parts.ts';

const pageSize = 200;
/** Long texts make a shorter page: an answer must not look like a client that doesn't keep up. */
const pageBytes = 256 * 1024;
const stepMs = 10_000;

/**
 * Puts a conversation on a socket's screen. The socket is in the room before the messages are read, so that nothing falls between
 * them; and it gets into the room only when nobody took its right to see the conversation meanwhile.
 */
export async function watchConversation(
  parts: EventParts,
  { socket, input }: Asked<ClientInput<'conversation.watch'>>,
): Promise<ClientOutput<'conversation.watch'>> {
  const { hub, watches, viewers, typing, reads } = parts;
  const { conversationId } = input;
  const { actor } = socket.data;
  if (!watches.find(conversationId, socket.id) && watches.ofSocket(socket.id).length >= mostWatched)
    throw new HubError('request.too-many', { most: mostWatched });

  const watch = watches.begin(socket, conversationId);
  try {
    const conversation = await reads.read(`head:${headRoomsOf(actor).join(',')}:${conversationId}`, () =>
      getConversation(actor, conversationId),
    );
    if (!watches.isOn(watch) || !socket.connected) throw new HubError('conversation.unknown', { conversationId });
    const isNew = watch.place === null;
    watch.place = {
      conversationId: conversation._id,
      channelId: conversation.channelId,
      chatId: conversation.chatId,
      contact: { id: conversation.contactId.toHexString(), name: conversation.contact.name },
    };
    await socket.join(rooms.conversation(conversationId));
    if (isNew) viewers.changed(conversationId);
    return {
      ...(await readMessages(hub, reads, watch.place, actor.workspaceId, input)),
      conversation: presentConversation(hub, conversation),
      viewers: viewers.of(conversationId),
      typing: typing.of(conversationId),
    };
  } catch (error) {
    if (watch.place === null) watches.end(watch);
    throw error;
  }
}

function readMessages(
  hub: RealtimeHub,
  reads: EventParts['reads'],
  { conversationId }: NonNullable<Watch['place']>,
  workspaceId: Parameters<typeof listChanged>[0]['workspaceId'],
  { after, changedSince }: ClientInput<'conversation.watch'>,
) {
  const place = { workspaceId, conversationId };
  const since = changedSince === undefined ? null : Math.floor(Date.parse(changedSince) / stepMs) * stepMs;
  return reads.read(`messages:${conversationId.toHexString()}:${after}:${since ?? ''}`, async () => {
    const now = hub.now().toISOString();
    const [{ items, cursor, hasMore }, changed] = await Promise.all([
      listAfter(hub, place, after, pageSize),
      since === null ? undefined : listChanged(place, new Date(since), after),
    ]);
    const views = items.map((message) => presentMessage(hub, message));
    const page = takeUpTo(pageBytes, views);
    const reached = page.length === views.length ? cursor : (page.at(-1)?.seq ?? after);
    return {
      items: page,
      ...(changed && { changed: changed.map((message) => presentMessage(hub, message)) }),
      cursor: reached,
      nextCursor: hasMore || reached < cursor ? String(reached) : null,
      now,
    };
  });
}

/** The first of them that fit, at least one. */
function takeUpTo(bytes: number, views: readonly MessageView[]): MessageView[] {
  let used = 0;
  const end = views.findIndex((view, at) => (used += JSON.stringify(view).length) > bytes && at > 0);
  return end === -1 ? [...views] : views.slice(0, end);
}

/** Takes a conversation off a socket's screen, with what was being typed there. */
export async function endWatch(
  { watches, viewers, typing }: Pick<EventParts, 'watches' | 'viewers' | 'typing'>,
  watch: Watch,
): Promise<void> {
  const { socket, conversationId } = watch;
  watches.end(watch);
  if (socket.data.actor.type === 'agent') typing.leave(conversationId, socket.data.actor.agentId.toHexString(), socket.id);
  await socket.leave(rooms.conversation(conversationId));
  viewers.changed(conversationId);
}
