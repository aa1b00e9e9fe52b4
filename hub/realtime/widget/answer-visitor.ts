import type { z } from 'zod';
import { visitorEvents, type VisitorEvent } from '../../api/widget/realtime.ts';
import type { VisitorScreens } from '../../core/widget/visitor-screens.ts';
import { showOneConversation } from '../../domain/widget/showing/conversation.ts';
import { getVisitorConversation } from '../../domain/widget/visitor-sees.ts';
import { markSeenByVisitor } from '../../inbound/widget/mark-seen.ts';
import { widgetOf, type VisitorTools } from '../../inbound/widget/visitor-tools.ts';
import type { Allowance } from '../events/allowance.ts';
import { answerSocket, unknownEvent } from '../events/answer-socket.ts';
import { resumeVisitor } from './resume.ts';
import type { TeamAtWork } from './team-at-work.ts';
import type { VisitorInput, VisitorOutput, VisitorSocket } from './visitor-socket.ts';

const allowance: Allowance = { perSecond: 10, most: 30 };

/** What the answers to visitors' events are made with. */
export interface VisitorParts {
  hub: VisitorTools;
  screens: Pick<VisitorScreens, 'showConversation'>;
  atWork: Pick<TeamAtWork, 'follow' | 'showLooking' | 'left'>;
}

interface Asked<Event extends VisitorEvent> {
  socket: VisitorSocket;
  input: VisitorInput<Event>;
}

type Handlers = { [Event in VisitorEvent]: (parts: VisitorParts, asked: Asked<Event>) => Promise<VisitorOutput<Event>> };

const handlers: Handlers = {
  async resume({ hub, atWork }, { socket, input }) {
    const resumed = await resumeVisitor(hub, socket, input);
    const ids = resumed.conversations.map(({ id }) => id);
    atWork.follow(socket, ids);
    // After the answer: it is news of what stands there.
    setImmediate(() => atWork.showLooking(socket, ids));
    return resumed;
  },
  page(_parts, { socket, input }) {
    socket.data.tab?.moved(input);
    return Promise.resolve(null);
  },
  chat(_parts, { socket, input }) {
    socket.data.tab?.setChatOpen(input.isOpen);
    return Promise.resolve(null);
  },
  async typing({ hub }, { socket, input }) {
    const chatId = await chatOf(socket, input.conversationId);
    if (input.isTyping) hub.wake.ring('customer-typing', { channelId: socket.data.visitor.channelId.toHexString(), chatId });
    return null;
  },
  async seen({ hub, screens }, { socket, input }) {
    const { visitor, identityId } = socket.data;
    await chatOf(socket, input.conversationId);
    const conversation = await markSeenByVisitor(hub, visitor, input);
    if (conversation) screens.showConversation(identityId, await showOneConversation(hub, await widgetOf(hub, visitor), conversation));
    return null;
  },
};

/** The chat of a conversation of the visitor's; looked up once a socket. Throws conversation.unknown. */
async function chatOf({ data: { visitor, chats } }: VisitorSocket, conversationId: string | null): Promise<string> {
  if (conversationId === null) return visitor.identity;
  const known = chats.get(conversationId);
  if (known !== undefined) return known;
  const { chatId } = await getVisitorConversation(visitor, conversationId);
  chats.set(conversationId, chatId);
  return chatId;
}

/** Answers everything a visitor's socket sends: parsed, done, acknowledged, whatever it was. */
export function answerVisitor(parts: VisitorParts, socket: VisitorSocket): void {
  const serve = async (event: string, given: unknown) => {
    if (!isVisitorEvent(event)) throw unknownEvent(event);
    return handle(parts, socket, event, given);
  };
  answerSocket(parts.hub, socket, serve, allowance);
}

function handle<Event extends VisitorEvent>(
  parts: VisitorParts,
  socket: VisitorSocket,
  event: Event,
  given: unknown,
): Promise<VisitorOutput<Event>> {
  const schema: z.ZodType<unknown> = visitorEvents[event].input;
  return handlers[event](parts, { socket, input: schema.parse(given) as VisitorInput<Event> }); // the event's own schema gave it
}

function isVisitorEvent(event: string): event is VisitorEvent {
  return Object.hasOwn(visitorEvents, event);
}
