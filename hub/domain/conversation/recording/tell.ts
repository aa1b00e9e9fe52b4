import type { Fact, FactType } from '../../../api/facts.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import type { Unannounced } from '../../../core/parts/unannounced.ts';
import type { MessageRecord } from '../../timeline/model.ts';
import { presentMessage } from '../../timeline/present.ts';
import { messageChange, messageFactType } from './announcer.ts';
import type { ConversationRecord, RecordedFact } from '../model.ts';
import { presentConversation } from '../present.ts';

type Tools = Pick<Hub, 'announcer' | 'secrets' | 'now' | 'baseUrl'>;

/** Announces a message's arrival or a change to it, which its `unannounced` marks recorded. */
export function tellMessage(
  hub: Tools,
  message: MessageRecord,
  conversation: ConversationRecord,
  unannounced: readonly Unannounced[],
): void {
  const data = { conversation: presentConversation(hub, conversation), message: presentMessage(hub, message) };
  const base = {
    id: `${message._id.toHexString()}:${message.rev}`,
    workspaceId: message.workspaceId.toHexString(),
    at: message.updatedAt,
    actor: authorOf(message),
  };
  const type = messageFactType(unannounced);
  const fact: Fact =
    type === 'message.changed' ? { ...base, type, data: { ...data, change: messageChange(unannounced) } } : { ...base, type, data };
  hub.announcer.announce(fact, { message: { id: message._id, rev: message.rev, told: unannounced } });
}

/** Announces a fact recorded in a conversation, with the conversation as it is now. */
export function tellRecorded(hub: Tools, conversation: ConversationRecord, recorded: RecordedFact): void {
  const { event: _event, ...data } = recorded.data;
  const fact = {
    id: recorded.id,
    type: recorded.type,
    workspaceId: conversation.workspaceId.toHexString(),
    at: recorded.at,
    actor: recorded.actor,
    data: { ...data, conversation: presentConversation(hub, conversation) },
  } as Fact; // Its data was built for this type by the verb that recorded it.
  hub.announcer.announce(fact, { conversation: { id: conversation._id, factId: recorded.id } });
}

/** Facts that only a conversation's own record holds, by type. */
export type ConversationFact = Extract<FactType, `conversation.${string}` | 'rating.given'>;

function authorOf({ author }: MessageRecord): Fact['actor'] {
  const type = author.type === 'bot' ? 'workflow' : author.type;
  return { type, id: author.id?.toHexString() ?? null, name: author.name };
}
