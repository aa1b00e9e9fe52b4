import type { DeskMessages } from '../../../bots/console/desk.ts';
import type { Actor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import type { MessageView } from '../../api/customers/messages.ts';
import { getConversation } from '../../domain/conversation/get.ts';
import { deleteMessage } from '../../domain/conversation/sending/delete-message.ts';
import { editMessage } from '../../domain/conversation/sending/edit-message.ts';
import { reactToMessage } from '../../domain/conversation/sending/react.ts';
import { retryMessage } from '../../domain/conversation/sending/retry.ts';
import { sendMessage } from '../../domain/conversation/sending/send-message.ts';
import { Message, type MessageRecord } from '../../domain/timeline/model.ts';
import { presentMessage } from '../../domain/timeline/present.ts';
import { readId } from '../records/scope.ts';
import { rememberFiles } from './attachments.ts';
import { actAs, type DeskTools } from './tools.ts';

/** Writing to customers and to the team, as the agent. */
export function createDeskMessages(tools: DeskTools): DeskMessages {
  const { hub, workspaceId } = tools;

  function present(message: MessageRecord): MessageView {
    rememberFiles(tools, message);
    return presentMessage(hub, message);
  }

  /** The message and who asks for it; throws message.unknown when the asker may not see its conversation. */
  async function find(viewer: string | null, messageId: string): Promise<{ actor: Actor; message: MessageRecord }> {
    const message = await Message.findOne({ _id: readId(messageId), workspaceId }).lean<MessageRecord | null>();
    if (!message) throw new HubError('message.unknown', { messageId });
    const actor = await actAs(tools, viewer);
    if (viewer !== null) await getConversation(actor, message.conversationId);
    return { actor, message };
  }

  async function place(agentId: string, messageId: string) {
    const { actor, message } = await find(agentId, messageId);
    return { actor, place: { conversationId: message.conversationId.toHexString(), messageId } };
  }

  return {
    get: async (viewer, messageId) => present((await find(viewer, messageId)).message),

    async send(agentId, conversationId, { attachments = [], format = 'plain', force = false, ...message }) {
      const actor = await actAs(tools, agentId);
      if (!readId(conversationId)) throw new HubError('conversation.unknown', { conversationId });
      return present(await sendMessage(hub, actor, conversationId, { ...message, attachments, format, force }));
    },

    async edit(agentId, messageId, text, format) {
      const found = await place(agentId, messageId);
      return present(await editMessage(hub, found.actor, { ...found.place, text, format }));
    },

    async delete(agentId, messageId) {
      const found = await place(agentId, messageId);
      return present(await deleteMessage(hub, found.actor, found.place));
    },

    async retry(agentId, messageId) {
      const found = await place(agentId, messageId);
      return present(await retryMessage(hub, found.actor, found.place));
    },

    async react(agentId, messageId, emoji) {
      const found = await place(agentId, messageId);
      return present(await reactToMessage(hub, found.actor, { ...found.place, emoji }));
    },
  };
}
