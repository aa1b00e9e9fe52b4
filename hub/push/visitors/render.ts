import type { PushPayload } from '../../api/team/push.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { Identity } from '../../domain/contact/model.ts';
import { Conversation, type ConversationRecord } from '../../domain/conversation/model.ts';
import { previewOf } from '../../domain/conversation/preview.ts';
import type { VisitorPushRecord, VisitorPushSendRecord } from '../../domain/push/visitors/model.ts';
import { Message, type MessageRecord } from '../../domain/timeline/model.ts';
import { presentMessage } from '../../domain/timeline/present.ts';
import { widgetChannelId } from '../../domain/widget/ensure-widget.ts';
import { showMessage } from '../../domain/widget/showing/message.ts';
import { languageFor, say } from '../../domain/widget/showing/words.ts';
import { publicName } from '../../domain/widget/showing/team.ts';
import { shownUpTo } from '../../domain/widget/visitor-sees.ts';
import { cut, inWords, pushTextsOf } from '../texts.ts';

const textLength = 120;
const nameLength = 60;

/** Does the identity still stand for its visitor? Not after it logged out, or was claimed by a login, or is erased. */
export async function isIdentityLive({ workspaceId, identityId }: Pick<VisitorPushRecord, 'workspaceId' | 'identityId'>): Promise<boolean> {
  const live = { _id: identityId, workspaceId, claimedBy: { $exists: false }, secretEndedAt: { $exists: false } };
  return (await Identity.exists(live)) !== null;
}

/**
 * What a visitor's browser is to show, by what is true now: null where there is nothing to tell any more (the message is deleted or was
 * seen, the conversation is another's or goes on elsewhere, the contact is blocked, the page is off).
 */
export async function renderVisitorPush(
  hub: Pick<Hub, 'widgets' | 'secrets' | 'now' | 'baseUrl'>,
  { workspaceId, conversationId, messageId, at }: VisitorPushSendRecord,
  { identityId, language: wanted }: VisitorPushRecord,
): Promise<PushPayload | null> {
  const [widget, conversation, message] = await Promise.all([
    hub.widgets.ofChannel(widgetChannelId(workspaceId).toHexString()),
    Conversation.findOne({ _id: conversationId, workspaceId, identityId }).lean<ConversationRecord | null>(),
    Message.findOne({ _id: messageId, workspaceId, conversationId }).lean<MessageRecord | null>(),
  ]);
  if (!widget || widget.isPaused || !widget.settings.helpBox.isOn) return null;
  if (!conversation || conversation.contact.blocked || !message || message.deletedAt) return null;
  if (message.seq > shownUpTo(conversation) || (conversation.customerSeen ?? 0) >= message.seq) return null;
  const shown = showMessage(hub, widget, presentMessage(hub, message));
  if (!shown) return null;

  const language = languageFor(widget, wanted);
  const texts = pushTextsOf[language];
  const place = say(widget.settings.helpBox.title, language, publicName(widget));
  const id = conversationId.toHexString();
  return {
    v: 1,
    kind: 'reply',
    conversationId: id,
    workspaceId: workspaceId.toHexString(),
    title: shown.author.type === 'agent' ? `${cut(shown.author.name, nameLength)} · ${cut(place, nameLength)}` : cut(place, nameLength),
    body: cut(message.text.trim() || inWords(previewOf(message), texts), textLength),
    tag: id,
    renotify: true,
    silent: false,
    url: `/helpbox/${widget.widgetKey}?conversation=${id}`,
    at: at.toISOString(),
  };
}
