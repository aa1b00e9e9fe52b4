import type { z } from 'zod';
import { clientEvents, type ClientEvent, type ClientInput, type ClientOutput } from '../../api/realtime.ts';
import type { AgentSocket } from '../agent-socket.ts';
import { answerSocket, unknownEvent } from './answer-socket.ts';
import { resumeList } from './list-resume.ts';
import type { Asked, EventParts } from './parts.ts';
import { showTyping } from './show-typing.ts';
import { endWatch, watchConversation } from './watch.ts';

type Handlers = { [Event in ClientEvent]: (parts: EventParts, asked: Asked<ClientInput<Event>>) => Promise<ClientOutput<Event>> };

const handlers: Handlers = {
  'list.resume': resumeList,
  'conversation.watch': watchConversation,
  async 'conversation.unwatch'(parts, { socket, input }) {
    const watch = parts.watches.find(input.conversationId, socket.id);
    if (watch) await endWatch(parts, watch);
    return null;
  },
  typing: showTyping,
  async 'visitors.watch'({ visitors }, { socket, input }) {
    return visitors.watch(socket, input.limit);
  },
  async 'visitors.unwatch'({ visitors }, { socket }) {
    visitors.unwatch(socket);
    return null;
  },
  async 'presence.set'({ watches, viewers }, { socket, input }) {
    socket.data.isIdle = input.state === 'idle';
    socket.data.presence?.setState(input.state);
    for (const { conversationId } of watches.ofSocket(socket.id)) viewers.changed(conversationId);
    return null;
  },
};

/** Answers everything an agent's socket sends: parsed, done, acknowledged, whatever it was. */
export function answerEvents(parts: EventParts, socket: AgentSocket): void {
  answerSocket(parts.hub, socket, async (event, given) => {
    if (!isClientEvent(event)) throw unknownEvent(event);
    return handle(parts, socket, event, given);
  });
}

function handle<Event extends ClientEvent>(
  parts: EventParts,
  socket: AgentSocket,
  event: Event,
  given: unknown,
): Promise<ClientOutput<Event>> {
  const schema: z.ZodType<unknown> = clientEvents[event].input;
  return handlers[event](parts, { socket, input: schema.parse(given) as ClientInput<Event> }); // the event's own schema gave it
}

function isClientEvent(event: string): event is ClientEvent {
  return Object.hasOwn(clientEvents, event);
}
