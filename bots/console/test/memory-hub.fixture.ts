import type { Fact, FactOf, FactType } from '../../../hub/api/facts.ts';
import type { MessageView } from '../../../hub/api/customers/messages.ts';
import type { ErrorCode } from '../../../hub/api/errors.ts';
import type { DeskAgent, DeskConversation, DeskGroup, DeskQuickReply, DeskVisitor, LinkPreview } from '../desk-views.ts';
import { newId } from './memory-records.fixture.ts';

/** The hub's no. */
export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly details: unknown;

  constructor(code: ErrorCode, details?: unknown) {
    super(code);
    this.code = code;
    this.details = details;
  }
}

/** Everything the memory desk holds, with the rules of the hub's timeline. */
export interface MemoryHub {
  agents: DeskAgent[];
  conversations: Map<string, DeskConversation>;
  messages: MessageView[];
  groups: DeskGroup[];
  codes: Map<string, LinkPreview>;
  quickReplies: DeskQuickReply[];
  files: Map<string, { name: string; mimeType: string; kind: MessageView['attachments'][number]['kind']; bytes: Buffer }>;
  departments: { id: string; name: string }[];
  unreachable: string[];
  replaysAsked: number;
  visitors: DeskVisitor[];
  writtenToVisitors: { agentId: string; visitId: string; text: string; clientId: string }[];
  /** By conversation. */
  blockedUntil: Map<string, Date>;
  now: () => Date;
  addAgent(agent: Partial<DeskAgent> & { name: string; userId?: number }): DeskAgent;
  /** A customer's message; opens the conversation, reopens a closed one. */
  customerWrites(contactName: string, text: string, extra?: Partial<MessageView>): Promise<MessageView>;
  addMessage(conversation: DeskConversation, message: Partial<MessageView>): MessageView;
  change(message: MessageView, change: Partial<MessageView>, what: FactOf<'message.changed'>['data']['change']): Promise<void>;
  addEvent(conversation: DeskConversation, type: NonNullable<MessageView['event']>['type']): void;
  announce<Type extends FactType>(type: Type, data: FactOf<Type>['data'], actorId?: string | null): Promise<void>;
  onFact: (fact: Fact) => Promise<void>;
}

/** An empty hub. */
export function createMemoryHub(now: () => Date): MemoryHub {
  const channelId = newId();
  const hub: MemoryHub = {
    agents: [],
    conversations: new Map(),
    messages: [],
    groups: [],
    codes: new Map(),
    quickReplies: [],
    files: new Map(),
    departments: [],
    unreachable: [],
    replaysAsked: 0,
    visitors: [],
    writtenToVisitors: [],
    blockedUntil: new Map(),
    now,
    onFact: async () => undefined,

    addAgent({ name, userId, ...given }) {
      const agent: DeskAgent = {
        id: newId(),
        name,
        account: `${name.toLowerCase()}@example.org`,
        role: 'agent',
        permissions: [],
        departmentIds: [],
        language: 'en',
        timeZone: 'Europe/Berlin',
        isOnDuty: true,
        load: 0,
        currentConversationId: null,
        settings: { notify: 'all', takeByReply: true },
        telegram: userId === undefined ? null : { userId: String(userId), chatId: String(userId), isReachable: true },
        ...given,
      };
      hub.agents.push(agent);
      return agent;
    },

    async customerWrites(contactName, text, extra = {}) {
      const known = [...hub.conversations.values()].find(({ contact }) => contact.name === contactName);
      const conversation = known ?? newConversation(contactName);
      const wasClosed = conversation.status !== 'open';
      conversation.status = 'open';
      const message = hub.addMessage(conversation, {
        direction: 'in',
        author: { type: 'contact', id: conversation.contact.id, name: contactName },
        text,
        ...extra,
      });
      conversation.waitingSince ??= now().toISOString();
      if (!known) await hub.announce('conversation.opened', { conversation });
      else if (wasClosed) await hub.announce('conversation.reopened', { conversation, cause: 'message' });
      await hub.announce('message.received', { conversation, message });
      return message;
    },

    addMessage(conversation, given) {
      conversation.seq += 1;
      const at = now().toISOString();
      const message: MessageView = {
        id: newId(),
        conversationId: conversation.id,
        seq: conversation.seq,
        rev: 1,
        direction: 'out',
        kind: 'text',
        author: { type: 'system', id: null, name: 'Hub' },
        text: '',
        format: 'plain',
        attachments: [],
        externalId: null,
        clientId: null,
        sentAt: at,
        createdAt: at,
        reactions: [],
        ...given,
      };
      hub.messages.push(message);
      conversation.preview = message.text;
      return message;
    },

    async change(message, change, what) {
      Object.assign(message, change, { rev: message.rev + 1 });
      const conversation = hub.conversations.get(message.conversationId);
      if (conversation) await hub.announce('message.changed', { conversation, message, change: what });
    },

    addEvent(conversation, type) {
      hub.addMessage(conversation, { kind: 'event', event: { type, data: {} } });
    },

    async announce(type, data, actorId = null) {
      const actor = { type: actorId ? 'agent' : 'contact', id: actorId, name: '' } as const;
      // The generic pair of type and data is one member of the union, which TypeScript can't see.
      await hub.onFact({ id: newId(), type, workspaceId: newId(), at: now(), actor, data } as Fact);
    },
  };

  function newConversation(contactName: string): DeskConversation {
    const conversation: DeskConversation = {
      id: newId(),
      number: hub.conversations.size + 1,
      channelId,
      provider: 'telegram',
      contact: { id: newId(), name: contactName },
      status: 'open',
      assigneeId: null,
      departmentId: null,
      handledBy: 'team',
      priority: 'normal',
      unread: 0,
      tags: [],
      mentions: [],
      preview: '',
      lastAuthor: null,
      lastAuthorId: null,
      lastMessageAt: now().toISOString(),
      lastInboundAt: null,
      waitingSince: null,
      unreachable: false,
      seq: 0,
      rev: 1,
      createdAt: now().toISOString(),
      channelName: 'Shop bot',
      isContactBlocked: false,
      assigneeName: null,
      departmentName: null,
      adminUrl: 'https://hub.example.org/admin/1',
      abilities: { edit: true, deleteHours: 48, react: true, reactionEmojis: null },
    };
    hub.conversations.set(conversation.id, conversation);
    return conversation;
  }
  return hub;
}
