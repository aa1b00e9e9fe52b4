import type { QueryFilter } from 'mongoose';
import type { Hub } from '../../core/parts/hub.ts';
import { Conversation, type ConversationRecord } from '../../domain/conversation/model.ts';
import { Message, type MessageRecord } from '../../domain/timeline/model.ts';
import { presentMessage } from '../../domain/timeline/present.ts';
import { readWithoutGap } from '../../domain/timeline/resume.ts';
import { showCounted } from '../../domain/widget/showing/conversation.ts';
import { showMessage } from '../../domain/widget/showing/message.ts';
import { teamStateOf } from '../../domain/widget/showing/team.ts';
import { shownUpTo, visitorSees } from '../../domain/widget/visitor-sees.ts';
import { raiseDeliveries } from '../../inbound/widget/mark-seen.ts';
import { widgetOf, type VisitorTools } from '../../inbound/widget/visitor-tools.ts';
import type { VisitorInput, VisitorOutput, VisitorSocket } from './visitor-socket.ts';

const mostConversations = 20;
const mostMessages = 300;
/** Clocks and writers differ by less than this; what comes twice is settled by its `rev`. */
const overlapMs = 60_000;

type Asked = VisitorInput<'resume'>['conversations'][number];

/**
 * What is new for a browser that was away: two database calls, whatever it had. The socket is in its room before it asks, so that nothing
 * falls in between. What it gets here has arrived: it counts as delivered.
 */
export async function resumeVisitor(
  hub: VisitorTools & Pick<Hub, 'log'>,
  { data: { visitor, chats } }: Pick<VisitorSocket, 'data'>,
  { conversations: asked }: VisitorInput<'resume'>,
): Promise<VisitorOutput<'resume'>> {
  const now = hub.now();
  const widget = await widgetOf(hub, visitor);
  const own = await Conversation.find(visitorSees(visitor))
    .sort({ lastMessageAt: -1, _id: -1 })
    .limit(mostConversations)
    .lean<ConversationRecord[]>();
  for (const { _id, chatId } of own) chats.set(_id.toHexString(), chatId);
  const wanted = new Map(asked.map((each) => [each.id, each]));
  const found = await readFor(own, wanted);
  const isCut = found.length === mostMessages;

  const heads: VisitorOutput<'resume'>['conversations'] = [];
  const messages: VisitorOutput<'resume'>['messages'] = [];
  for (const conversation of own) {
    const id = conversation._id.toHexString();
    const theirs = found.filter(({ conversationId }) => conversationId.equals(conversation._id));
    heads.push(showCounted(hub, widget, conversation, theirs.filter((message) => isUnseen(message, conversation)).length));
    const want = wanted.get(id);
    if (!want) continue;
    const end = shownUpTo(conversation);
    const show = (given: readonly MessageRecord[]) =>
      given.flatMap((message) => (message.seq <= end && showMessage(hub, widget, presentMessage(hub, message))) || []);
    const { readable, cursor } = readWithoutGap(
      want.after,
      theirs.filter(({ seq }) => seq > want.after),
      now,
    );
    const changed = theirs.filter((message) => message.seq <= want.after && isChanged(message, want));
    const hasAfter = isCut && (theirs.at(-1)?.seq ?? want.after) < end;
    messages.push({ conversationId: id, items: show(readable), changed: show(changed), cursor: Math.min(cursor, end), hasAfter });
    if (!conversation.carriedOn && readable.some(({ delivery }) => delivery?.state === 'sent')) {
      raiseDeliveries(hub, visitor, conversation, 'delivered', cursor).catch((error: unknown) =>
        hub.log.warn({ err: error, conversationId: id }, 'what a visitor got could not be noted as delivered'),
      );
    }
  }
  return { conversations: heads, messages, team: teamStateOf(hub, widget), now: now.toISOString() };
}

/** By one query: what follows each cursor, what changed before it, and what was not seen yet, which is counted. */
async function readFor(own: readonly ConversationRecord[], wanted: ReadonlyMap<string, Asked>): Promise<MessageRecord[]> {
  const parts = own.flatMap((conversation): QueryFilter<MessageRecord>[] => {
    const { _id: conversationId, seq, customerSeen = 0 } = conversation;
    const want = wanted.get(conversationId.toHexString());
    const from = Math.min(want?.after ?? customerSeen, customerSeen);
    return [
      ...(seq > from ? [{ conversationId, seq: { $gt: from } }] : []),
      ...(want?.changedSince !== undefined
        ? [{ conversationId, updatedAt: { $gte: sinceOf(want.changedSince) }, seq: { $lte: from } }]
        : []),
    ];
  });
  if (parts.length === 0) return [];
  return Message.find({ $or: parts }).sort({ conversationId: 1, seq: 1 }).limit(mostMessages).lean<MessageRecord[]>();
}

function isUnseen({ direction, kind, seq, deletedAt }: MessageRecord, { customerSeen = 0 }: ConversationRecord): boolean {
  return direction === 'out' && kind === 'text' && !deletedAt && seq > customerSeen;
}

function isChanged({ updatedAt }: MessageRecord, { changedSince }: Asked): boolean {
  return changedSince !== undefined && updatedAt >= sinceOf(changedSince);
}

function sinceOf(changedSince: string): Date {
  return new Date(Date.parse(changedSince) - overlapMs);
}
