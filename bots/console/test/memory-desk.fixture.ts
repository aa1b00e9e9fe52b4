import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { MessageView } from '../../../hub/api/customers/messages.ts';
import type { ConsoleRecords } from '../desk-records.ts';
import type { Desk, DeskConversations, DeskMessages } from '../desk.ts';
import type { DeskAgent, DeskConversation } from '../desk-views.ts';
import { Refusal, type MemoryHub } from './memory-hub.fixture.ts';
import { newId } from './memory-records.fixture.ts';

const quiet = { lastInboundAt: null, lastOutboundAt: null, lagMs: null, lastHour: { sent: 0, failed: 0 } };

/** The desk over a memory hub: a real implementation with the hub's rules (atomic take, stale replies, one message per clientId). */
export function createMemoryDesk(hub: MemoryHub, records: ConsoleRecords): Desk {
  const agentOf = (id: string | null) => hub.agents.find((agent) => agent.id === id);
  const load = (id: string) => [...hub.conversations.values()].filter((one) => one.assigneeId === id && one.status === 'open').length;
  const list = () => hub.agents.map((agent) => ({ ...agent, load: load(agent.id) }));
  const mustAgent = (id: string) => {
    const agent = agentOf(id);
    if (!agent) throw new Refusal('agent.unknown');
    return agent;
  };
  return {
    agents: {
      list: async () => list(),
      find: async (id) => agentOf(id) ?? null,
      findByTelegram: async (userId) => hub.agents.find(({ telegram }) => telegram?.userId === userId) ?? null,
      setDuty: async (id, isOnDuty) => Object.assign(mustAgent(id), { isOnDuty }),
      setCurrent: async (id, currentConversationId) => void Object.assign(mustAgent(id), { currentConversationId }),
      setLanguage: async (id, language) => Object.assign(mustAgent(id), { language }),
      setSettings: async (id, change) => Object.assign(mustAgent(id), { settings: { ...mustAgent(id).settings, ...change } }),
      async setReachable(id, isReachable) {
        const { telegram } = mustAgent(id);
        if (telegram) telegram.isReachable = isReachable;
      },
      departments: async () => hub.departments,
    },
    conversations: createConversations(hub),
    messages: createMessages(hub),
    quickReplies: {
      async list(_agentId, { words = '', limit, offset }) {
        const found = hub.quickReplies.filter(({ title, text }) => `${title} ${text}`.toLowerCase().includes(words.toLowerCase()));
        return { items: found.slice(offset, offset + limit), total: found.length };
      },
      async render(_agentId, id, conversationId) {
        const reply = hub.quickReplies.find((one) => one.id === id);
        const name = hub.conversations.get(conversationId)?.contact.name ?? '';
        if (!reply) throw new Refusal('quick-reply.unknown');
        return { ...reply, text: reply.text.replaceAll('{{name}}', name) };
      },
    },
    files: {
      async upload(_agentId, { stream, name, mimeType, kind }) {
        const bytes = await buffer(stream);
        const id = newId();
        hub.files.set(id, { name, mimeType, kind, bytes });
        return { id };
      },
      async open(id) {
        const file = hub.files.get(id);
        if (!file) throw new Refusal('file.unknown');
        return { ...file, size: file.bytes.length, stream: Readable.from([file.bytes]) };
      },
    },
    links: {
      async preview(code) {
        const found = hub.codes.get(code);
        if (!found) throw new Refusal('console.link-invalid');
        return found;
      },
      async confirm(code, { userId, chatId }) {
        const found = hub.codes.get(code);
        if (!hub.codes.delete(code) || !found) throw new Refusal('console.link-invalid');
        return Object.assign(mustAgent(found.agentId), { telegram: { userId, chatId, isReachable: true } });
      },
      unlink: async (id) => void Object.assign(mustAgent(id), { telegram: null }),
    },
    groups: {
      find: async (chatId) => hub.groups.find((group) => group.chatId === chatId) ?? null,
      list: async () => hub.groups,
      async bind(_agentId, code, { chatId, title }) {
        if (!hub.codes.delete(code)) throw new Refusal('console.link-invalid');
        const group = { chatId, title, language: 'en', isReplyOnly: false, problem: null } as const;
        hub.groups.push({ ...group });
        return group;
      },
      async setReplyOnly(agentId, chatId, isReplyOnly) {
        if (mustAgent(agentId).role === 'agent') throw new Refusal('permission.missing');
        Object.assign(hub.groups.find((group) => group.chatId === chatId) ?? {}, { isReplyOnly });
      },
      async setProblem(chatId, problem) {
        Object.assign(hub.groups.find((group) => group.chatId === chatId) ?? {}, { problem });
      },
    },
    visitors: {
      list: async (_agentId, limit, offset) => ({ items: hub.visitors.slice(offset, offset + limit), total: hub.visitors.length }),
      async get(_agentId, visitId) {
        const found = hub.visitors.find(({ id }) => id === visitId);
        if (!found) throw new Refusal('visitor.gone');
        return found;
      },
      async write(agentId, visitId, text, clientId) {
        const visitor = hub.visitors.find(({ id }) => id === visitId);
        if (!visitor) throw new Refusal('visitor.gone');
        hub.writtenToVisitors.push({ agentId, visitId, text, clientId });
        const [conversation] = hub.conversations.values();
        if (!conversation) throw new Refusal('conversation.unknown');
        return conversation;
      },
    },
    channels: {
      managers: async () => [],
      get: () => Promise.reject(new Refusal('channel.unknown')),
      answerSignIn: () => Promise.reject(new Refusal('channel.unknown')),
    },
    recordsOf: () => records,
    async askReplay(agentId) {
      if (mustAgent(agentId).role === 'agent') throw new Refusal('permission.missing');
      hub.replaysAsked += 1;
    },
    status: async () => ({
      channels: [{ ...quiet, name: 'Shop bot', provider: 'telegram', state: 'ok' }],
      outbox: { waiting: 0, oldestMs: 0, failed: 0 },
      parkedUpdates: (await records.updates.listParked(100)).length,
      unassigned: 0,
      onDuty: 1,
    }),
    digest: async () => ({
      opened: 1,
      closed: 0,
      waiting: 1,
      unassigned: [...hub.conversations.values()],
      agents: list().flatMap(({ name, load: open }) => (open > 0 ? [{ name, open }] : [])),
    }),
  };
}

function createConversations(hub: MemoryHub): DeskConversations {
  const must = (id: string): DeskConversation => {
    const found = hub.conversations.get(id);
    if (!found) throw new Refusal('conversation.unknown');
    return found;
  };
  const page = (test: (conversation: DeskConversation) => boolean, limit: number, offset: number) => {
    const found = [...hub.conversations.values()].filter((one) => one.status === 'open' && test(one));
    return { items: found.slice(offset, offset + limit), total: found.length };
  };
  async function give(agentId: string, conversation: DeskConversation, toAgentId: string | null): Promise<DeskConversation> {
    const fromAgentId = conversation.assigneeId;
    conversation.assigneeId = toAgentId;
    conversation.assigneeName = hub.agents.find(({ id }) => id === toAgentId)?.name ?? null;
    hub.addEvent(conversation, 'assigned');
    await hub.announce('conversation.assigned', { conversation, fromAgentId, toAgentId, departmentId: null }, agentId);
    return { ...conversation };
  }
  return {
    get: async (_viewer, id) => ({ ...must(id) }),
    findByNumber: async (_agentId, number) => [...hub.conversations.values()].find((one) => one.number === number) ?? null,
    queue: async (_agentId, limit, offset) => page((one) => one.assigneeId === null, limit, offset),
    mine: async (agentId, limit, offset) => page((one) => one.assigneeId === agentId, limit, offset),
    async history(_viewer, id, { limit, fromSeq }) {
      const all = hub.messages.filter((message) => message.conversationId === id);
      return fromSeq === undefined ? all.slice(-limit) : all.filter(({ seq }) => seq >= fromSeq).slice(0, limit);
    },
    async recipients(id, { everybody = false } = {}) {
      const { assigneeId } = must(id);
      const isTold = (agent: DeskAgent) =>
        everybody ? agent.isOnDuty || agent.role !== 'agent' : assigneeId === null ? agent.isOnDuty : agent.id === assigneeId;
      const told = hub.agents.filter((agent) => agent.telegram?.isReachable && isTold(agent));
      const agents = told.map(({ id: agentId, language, timeZone, telegram }) => ({
        agentId,
        chatId: telegram?.chatId ?? '',
        language,
        timeZone,
        isSilent: false,
      }));
      return {
        agents: hub.groups.length > 0 && !everybody ? [] : agents,
        group: hub.groups[0] ?? null,
        isNobodyOnDuty: !hub.agents.some(({ isOnDuty }) => isOnDuty),
      };
    },
    async take(agentId, id, options) {
      const conversation = must(id);
      if (conversation.assigneeId === agentId) return conversation;
      if (conversation.status === 'closed') throw new Refusal('conversation.closed');
      if (conversation.assigneeId && !options?.takeOver) {
        const details = { assigneeId: conversation.assigneeId, assigneeName: conversation.assigneeName, since: hub.now().toISOString() };
        throw new Refusal('conversation.taken', details);
      }
      return give(agentId, conversation, agentId);
    },
    async assign(agentId, id, to) {
      if (to.departmentId !== undefined) must(id).departmentId = to.departmentId;
      return give(agentId, must(id), to.agentId);
    },
    async putBack(agentId, ofAgentId) {
      const found = [...hub.conversations.values()].filter(({ status, assigneeId }) => status === 'open' && assigneeId === ofAgentId);
      for (const conversation of found) await give(agentId, conversation, null);
      return found.length;
    },
    async snooze(agentId, id, until) {
      const conversation = Object.assign(must(id), { status: 'snoozed' }, until ? { snoozedUntil: until.toISOString() } : {});
      await hub.announce('conversation.snoozed', { conversation, until: until?.toISOString() ?? null }, agentId);
      return conversation;
    },
    async close(agentId, id) {
      const conversation = Object.assign(must(id), { status: 'closed', waitingSince: null });
      await hub.announce('conversation.closed', { conversation }, agentId);
      return conversation;
    },
    async reopen(agentId, id) {
      const conversation = Object.assign(must(id), { status: 'open' });
      await hub.announce('conversation.reopened', { conversation, cause: 'agent' }, agentId);
      return conversation;
    },
    setTags: async (_agentId, id, tags) => Object.assign(must(id), { tags }),
    async blockContact(_agentId, id, isContactBlocked, { until = null } = {}) {
      if (until) hub.blockedUntil.set(id, until);
      else hub.blockedUntil.delete(id);
      return Object.assign(must(id), { isContactBlocked });
    },
  };
}

function createMessages(hub: MemoryHub): DeskMessages {
  const must = (id: string): MessageView => {
    const found = hub.messages.find((message) => message.id === id);
    if (!found) throw new Refusal('message.unknown');
    return found;
  };
  return {
    get: async (_viewer, id) => ({ ...must(id) }),
    async send(
      agentId,
      conversationId,
      { kind, text, format = 'plain', attachments = [], clientId, seenSeq = Infinity, force, replyTo, location },
    ) {
      const same = hub.messages.find((message) => message.clientId === clientId);
      if (same) return same;
      const conversation = hub.conversations.get(conversationId);
      if (!conversation) throw new Refusal('conversation.unknown');
      if (text.trim() === '' && attachments.length === 0 && !location) throw new Refusal('message.empty');
      const isByOthers = (m: MessageView) =>
        m.conversationId === conversationId && m.kind === 'text' && m.direction === 'out' && m.author.id !== agentId;
      const missed = hub.messages.filter((message) => isByOthers(message) && message.seq > seenSeq);
      if (kind === 'text' && missed.length > 0 && !force) throw new Refusal('reply.stale', { messages: missed });
      const files = attachments.map((id) => {
        const file = hub.files.get(id);
        return {
          id,
          kind: file?.kind ?? 'document',
          name: file?.name ?? '',
          mimeType: file?.mimeType ?? '',
          size: file?.bytes.length ?? 0,
          url: null,
          state: 'ready' as const,
        };
      });
      const author = { type: 'agent' as const, id: agentId, name: hub.agents.find(({ id }) => id === agentId)?.name ?? '' };
      const message = hub.addMessage(conversation, {
        kind,
        text,
        format,
        author,
        clientId,
        attachments: files,
        ...(location ? { location } : {}),
        ...(replyTo ? { replyTo: { messageId: replyTo, externalId: null } } : {}),
        ...(kind === 'text' ? { delivery: { state: 'queued' } } : {}),
      });
      if (kind === 'text') conversation.waitingSince = null;
      await hub.announce(kind === 'text' ? 'message.sent' : 'message.noted', { conversation, message }, agentId);
      return message;
    },
    async edit(_agentId, id, text, format = 'plain') {
      const message = must(id);
      if (message.kind === 'text' && !hub.conversations.get(message.conversationId)?.abilities.edit)
        throw new Refusal('channel.ability-missing');
      await hub.change(message, { text, format, editedAt: hub.now().toISOString() }, 'text');
      return message;
    },
    async delete(_agentId, id) {
      await hub.change(must(id), { deletedAt: hub.now().toISOString() }, 'deleted');
      return must(id);
    },
    async retry(_agentId, id) {
      await hub.change(must(id), { delivery: { state: 'queued' } }, 'delivery');
      return must(id);
    },
    async react(_agentId, id, emoji) {
      await hub.change(must(id), { reactions: emoji ? [{ emoji, by: 'us', isCustomers: false }] : [] }, 'reactions');
      return must(id);
    },
  };
}
