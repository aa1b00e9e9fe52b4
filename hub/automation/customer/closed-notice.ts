import type { FactOf } from '../../api/facts.ts';
import { toObjectId } from '../../core/ids.ts';
import { Conversation, type ConversationRecord } from '../../domain/conversation/model.ts';
import { pickText, readLanguages } from './languages.ts';
import { speak, type SpeakTools } from './speak.ts';
import { textsOf } from './texts.ts';

/** The console lets an agent undo a closing for 30 s; a second more, so that the last press of it still comes first. */
const undoMs = 31_000;
/** What a hub that was down did not say in time is not said any more. */
const lateMs = 3_600_000;
const atOnce = 100;

/** What the button under a notice sends back. A press is a customer's message, and such a message opens the conversation again. */
export const reopenPayload = 'reopen';

/** Sets the moment at which the customer is told that the team closed the conversation, where the channel tells it. */
export async function planClosedNotice(hub: SpeakTools, { data: { conversation }, actor }: FactOf<'conversation.closed'>): Promise<void> {
  const isByTeam = actor.type === 'agent' || actor.type === 'token';
  if (!isByTeam || conversation.closedAt === undefined) return;
  const channel = await hub.channels.find(conversation.channelId);
  if (!channel?.automatic.closedNotice) return;
  const closedAt = new Date(conversation.closedAt);
  await Conversation.updateOne(
    { _id: toObjectId(conversation.id), status: 'closed', closedAt },
    { $set: { closedNoticeAt: new Date(closedAt.getTime() + undoMs) } },
  );
}

/** Tells what is due, for a sweep; one that was opened again meanwhile is not told of. Two hubs may run it at once. */
export async function sendClosedNotices(hub: SpeakTools): Promise<void> {
  const due = await Conversation.find({ closedNoticeAt: { $lte: hub.now() } })
    .sort({ closedNoticeAt: 1 })
    .limit(atOnce)
    .lean<ConversationRecord[]>();
  for (const conversation of due) {
    await tell(hub, conversation);
    await Conversation.updateOne(
      { _id: conversation._id, closedNoticeAt: conversation.closedNoticeAt ?? null },
      { $unset: { closedNoticeAt: 1 } },
    );
  }
}

async function tell(hub: SpeakTools, conversation: ConversationRecord): Promise<void> {
  const { _id, status, closedAt, unreachable, contact } = conversation;
  if (status !== 'closed' || !closedAt || unreachable || contact.blocked) return;
  if (hub.now().getTime() - closedAt.getTime() > lateMs) return;
  const channel = await hub.channels.find(conversation.channelId.toHexString());
  const notice = channel?.automatic.closedNotice;
  if (!channel || !notice) return;
  const languages = await readLanguages(conversation.workspaceId, conversation.contactId.toHexString());
  await speak(hub, channel, {
    conversationId: _id.toHexString(),
    clientId: `closed:${closedAt.getTime()}`,
    text: pickText(notice, languages).replaceAll('{number}', String(conversation.number)),
    buttons: [{ title: textsOf[languages[0]].reopen, payload: reopenPayload }],
  });
}
