import type { ChatRef } from '../../bots/emulators/telegram/actors/handles.ts';
import type { TelegramEmulator } from '../../bots/emulators/telegram/emulator.ts';
import { listAgents } from '../api/team/agents.ts';
import type { Client } from '../api/client.ts';
import { listConversations, type ConversationView } from '../api/customers/conversations.ts';
import { listMessages } from '../api/customers/messages.ts';
import type { Cast } from './cast.ts';
import type { HubProcess } from './hub-process.ts';
import type { Messenger } from './messengers/messenger.ts';
import type { ConversationSummary, PlaygroundState } from './session.ts';

/** What is watched. */
export interface Watched {
  hub: HubProcess;
  client: Client;
  emulator: TelegramEmulator;
  cast: Cast;
  forum: ChatRef;
  messengers: readonly Messenger[];
}

/** How many conversations the strip shows. */
const shown = 8;

/** Reads what the page asks for again and again: the hub's conversations, and how far it has read each chat. */
export function createWatch({ hub, client, emulator, cast, forum, messengers }: Watched): () => Promise<PlaygroundState> {
  const readUpTo: Record<string, number> = {};
  const chats = [
    ...cast.customers.map((person) => ({ bot: cast.shopBot, chat: person.chatWith(cast.shopBot) })),
    ...cast.agents.map((person) => ({ bot: cast.consoleBot, chat: person.chatWith(cast.consoleBot) })),
    { bot: cast.consoleBot, chat: forum },
  ];
  const note = (): void => {
    for (const { bot, chat } of chats) {
      if (emulator.pendingUpdates(bot) === 0) readUpTo[chat.key] = emulator.transcript(chat, { last: 1 })[0]?.messageId ?? 0;
    }
  };

  async function readConversations(): Promise<ConversationSummary[]> {
    const [{ items }, agents] = await Promise.all([client.call(listConversations, { query: { limit: shown } }), client.call(listAgents)]);
    const names = new Map(agents.items.map(({ id, displayName }) => [id, displayName]));
    return Promise.all(items.map((conversation) => summarise(conversation, names)));
  }

  async function summarise(conversation: ConversationView, names: ReadonlyMap<string, string>): Promise<ConversationSummary> {
    const { items } = await client.call(listMessages, { params: { conversationId: conversation.id }, query: { limit: 10 } });
    const delivery = items.findLast((message) => message.delivery)?.delivery;
    return {
      id: conversation.id,
      number: conversation.number,
      contact: conversation.contact.name,
      status: conversation.status,
      assignee: conversation.assigneeId === null ? null : (names.get(conversation.assigneeId) ?? '?'),
      unread: conversation.unread,
      preview: conversation.preview,
      delivery: delivery ? { state: delivery.state, ...(delivery.reason === undefined ? {} : { reason: delivery.reason }) } : null,
    };
  }

  let conversations: ConversationSummary[] = [];
  return async () => {
    note();
    const seen = { readUpTo, messengers: messengers.map((messenger) => messenger.read()) };
    const state = hub.state();
    if (state !== 'running') return { hub: state, conversations, problem: null, ...seen };
    try {
      conversations = await readConversations();
      return { hub: state, conversations, problem: null, ...seen };
    } catch (error) {
      // A hub that was just killed answers nothing: the strip says so and keeps what it knew.
      return { hub: hub.state(), conversations, problem: error instanceof Error ? error.message : String(error), ...seen };
    }
  };
}
