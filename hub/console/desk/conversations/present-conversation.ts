import type { DeskConversation } from '../../../../bots/console/desk-views.ts';
import { Agent } from '../../../domain/agent/model.ts';
import { Contact } from '../../../domain/contact/model.ts';
import type { ConversationRecord } from '../../../domain/conversation/model.ts';
import { presentConversation } from '../../../domain/conversation/present.ts';
import { Department } from '../../../domain/department/model.ts';
import type { DeskTools } from '../tools.ts';

const noAbilities = { edit: false, deleteHours: null, react: false, reactionEmojis: null } as const;

/** Conversations as cards show them; three database calls, however many. */
export async function presentForDesk(
  { hub, workspaceId }: DeskTools,
  conversations: readonly ConversationRecord[],
): Promise<DeskConversation[]> {
  const [contacts, agents, departments, channels] = await Promise.all([
    Contact.find({ workspaceId, _id: { $in: conversations.map(({ contactId }) => contactId) } }).lean(),
    Agent.find({ workspaceId, _id: { $in: present(conversations.map(({ assigneeId }) => assigneeId)) } }).lean(),
    Department.find({ workspaceId, _id: { $in: present(conversations.map(({ departmentId }) => departmentId)) } }).lean(),
    Promise.all(conversations.map(({ channelId }) => hub.channels.find(channelId.toHexString()))),
  ]);
  return conversations.map((conversation, index) => {
    const contact = contacts.find(({ _id }) => _id.equals(conversation.contactId));
    const agent = agents.find(({ _id }) => conversation.assigneeId?.equals(_id));
    const department = departments.find(({ _id }) => conversation.departmentId?.equals(_id));
    const channel = channels[index];
    const { edit, deleteHours, react, reactionEmojis } = channel?.kind.abilities ?? noAbilities;
    return {
      ...presentConversation(hub, conversation),
      channelName: channel?.name ?? conversation.provider,
      ...(contact?.username ? { contactUsername: contact.username } : {}),
      ...(contact?.language ? { contactLanguage: contact.language } : {}),
      isContactBlocked: contact?.blocked ?? false,
      assigneeName: agent?.displayName ?? null,
      departmentName: department?.name ?? null,
      adminUrl: hub.config.PUBLIC_URL ? `${hub.config.PUBLIC_URL}/admin/inbox/${conversation._id.toHexString()}` : null,
      abilities: { edit, deleteHours, react, reactionEmojis },
    };
  });
}

function present<Value>(values: readonly (Value | null)[]): Value[] {
  return values.filter((value) => value !== null);
}
