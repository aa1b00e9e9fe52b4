import type { ConsoleRecords, PromptRecord } from '../../../bots/console/desk-records.ts';
import { ObjectId } from '../../core/ids.ts';
import { ConsolePrompt, type ConsolePromptRecord } from '../../domain/console/records/prompt.ts';
import { ownedBy, readId, type Scope } from './scope.ts';

/** What the console waits for from agents. */
export function createPrompts(scope: Scope): ConsoleRecords['prompts'] {
  const alive = () => ({ ...ownedBy(scope), expiresAt: { $gt: scope.hub.now() } });
  const named = (promptId: string, agentId: string) => ({ ...alive(), _id: readId(promptId), agentId: readId(agentId) });

  return {
    async add({ agentId, conversationId, threadId, ...prompt }) {
      const agent = readId(agentId);
      if (!agent) throw new Error('a prompt names no agent');
      const place = { ...ownedBy(scope), agentId: agent, chatId: prompt.chatId, threadId: threadId ?? null };
      if (prompt.awaitsText) await ConsolePrompt.deleteMany({ ...place, awaitsText: true });
      const conversation = conversationId === undefined ? null : readId(conversationId);
      const created = await ConsolePrompt.create({ ...prompt, ...place, _id: new ObjectId(), conversationId: conversation });
      return present(created.toObject());
    },

    async update(promptId, change) {
      await ConsolePrompt.updateOne({ ...alive(), _id: readId(promptId) }, { $set: change });
    },

    async find(promptId, agentId) {
      const found = await ConsolePrompt.findOne(named(promptId, agentId)).lean<ConsolePromptRecord | null>();
      return found && present(found);
    },

    async findAwaiting(agentId, chatId, threadId) {
      const found = await ConsolePrompt.findOne({
        ...alive(),
        agentId: readId(agentId),
        chatId,
        threadId: threadId ?? null,
        awaitsText: true,
      })
        .sort({ _id: -1 })
        .lean<ConsolePromptRecord | null>();
      return found && present(found);
    },

    async take(promptId, agentId) {
      const taken = await ConsolePrompt.findOneAndDelete(named(promptId, agentId)).lean<ConsolePromptRecord | null>();
      return taken && present(taken);
    },
  };
}

function present({
  _id,
  agentId,
  chatId,
  threadId,
  messageId,
  kind,
  awaitsText,
  conversationId,
  data,
  expiresAt,
}: ConsolePromptRecord): PromptRecord {
  return {
    id: _id.toHexString(),
    agentId: agentId.toHexString(),
    chatId,
    ...(threadId === null ? {} : { threadId }),
    ...(messageId === undefined ? {} : { messageId }),
    kind,
    awaitsText,
    ...(conversationId ? { conversationId: conversationId.toHexString() } : {}),
    data,
    expiresAt,
  };
}
