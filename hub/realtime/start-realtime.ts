import type { Server as HttpServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { Server, type DefaultEventsMap } from 'socket.io';
import { agentNamespace, realtimePath, type ViewerView } from '../api/realtime.ts';
import { widgetNamespace } from '../api/widget/realtime.ts';
import type { Realtime } from '../core/parts/realtime.ts';
import type { Hub } from '../core/parts/hub.ts';
import type { VisitorScreens } from '../core/widget/visitor-screens.ts';
import type { VisitorTools } from '../inbound/widget/visitor-tools.ts';
import type { AgentNamespace, AgentSocket, SocketData } from './agent-socket.ts';
import { createRequestReader } from './connecting/as-request.ts';
import { guardConnections } from './connecting/guard.ts';
import { dropWhenSlow } from './ending/drop-slow.ts';
import { endSocket } from './ending/end-sockets.ts';
import { startRightsCheck } from './ending/check-rights.ts';
import { answerEvents } from './events/answer-events.ts';
import type { EventParts, RealtimeHub } from './events/parts.ts';
import { endWatch } from './events/watch.ts';
import { createFanOut } from './fan-out.ts';
import { createPresenceFeed, type PresenceFeed } from './presence-feed.ts';
import { lastingRoomsOf } from './rooms.ts';
import { createTypingBoard } from './screens/typing-board.ts';
import { createViewers } from './screens/viewers.ts';
import { createWatches } from './screens/watches.ts';
import { createVisitorsFeed } from './visitors-feed.ts';
import { createSharedReads } from './share-reads.ts';
import { startVisitors } from './widget/start-visitors.ts';
import type { VisitorData, VisitorNamespace } from './widget/visitor-socket.ts';

/** A client sends nothing larger: files and messages go by REST. */
const maxEventBytes = 16 * 1024;
/** Clients of a hub that restarts come back spread over this time. */
const reconnectWithinMs = 10_000;
/** How long clients may take to hear that they are to leave. */
const goodbyeMs = 1_000;

/** Sockets at work. */
export interface RunningRealtime extends Realtime {
  /** What is shown to visitors of sites. */
  visitors: VisitorScreens;
  /** Serves sockets on this server from now on. */
  attach(server: HttpServer): void;
  /** Sends everybody away to come back within ten seconds; to be called before the server stops, as it would wait for open sockets. */
  stop(): Promise<void>;
}

/** Makes the realtime side of one process. With several, a Socket.IO adapter goes here: everything is sent to rooms. */
export function startRealtime(hub: RealtimeHub & VisitorTools & Pick<Hub, 'visitors'>): RunningRealtime {
  const readRequest = createRequestReader(hub.config);
  // Each namespace says for itself what crosses it, and which data its sockets have.
  const server = new Server<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, SocketData & VisitorData>({
    path: realtimePath,
    serveClient: false,
    transports: ['websocket', 'polling'],
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: maxEventBytes,
    connectTimeout: 10_000,
    allowRequest: (request, answer) => guard.allowRequest(request, answer),
  });
  const namespace: AgentNamespace = server.of(agentNamespace);
  const guard = guardConnections(hub, server, namespace, readRequest);

  let isAttached = false;
  const reads = createSharedReads();
  const watches = createWatches();
  const viewers = createViewers(namespace, watches, (conversationId, agents) =>
    hub.wake.ring('team-looking', { conversationId, agentIds: atIt(agents) }),
  );
  const visitorNamespace: VisitorNamespace = server.of(widgetNamespace);
  const site = startVisitors({
    hub,
    namespace: visitorNamespace,
    readRequest,
    lookingAt: (conversationId) => atIt(viewers.of(conversationId)),
  });
  const typing = createTypingBoard(namespace);
  const visitors = createVisitorsFeed(hub);
  const parts: EventParts = { hub, watches, viewers, typing, reads, visitors };
  const presence = createPresenceFeed(hub, namespace, reads);
  const rights = startRightsCheck(hub, namespace);
  const quiet = hub.wake.answer('customer-typing', ({ channelId, chatId }) => {
    for (const { conversationId, contact } of watches.ofChat(channelId, chatId))
      typing.set(conversationId.toHexString(), { type: 'contact', ...contact }, 'reply', null);
  });
  namespace.on('connection', (socket) => welcome(parts, presence, socket));

  return {
    ...createFanOut(namespace, parts),
    visitors: site.screens,
    async recheckSeat(workspaceId, agentId) {
      presence.changed(workspaceId, agentId);
      await rights.recheckSeat(agentId);
    },
    attach(http) {
      server.attach(http);
      isAttached = true;
    },
    async stop() {
      guard.close();
      quiet();
      rights.stop();
      site.sendAway(reconnectWithinMs);
      for (const socket of namespace.sockets.values()) endSocket(socket, 'restarting', Math.round(Math.random() * reconnectWithinMs));
      if (isAttached) await allGone(server);
      presence.stop();
      viewers.stop();
      visitors.stop();
      typing.stop();
      site.stop();
      if (isAttached) server.engine.close();
    },
  };
}

function welcome(parts: EventParts, presence: PresenceFeed, socket: AgentSocket): void {
  const { hub } = parts;
  const { actor } = socket.data;
  void socket.join(lastingRoomsOf(actor));
  // Held for nothing by Engine.IO, with its headers and buffers, for as long as the socket lives.
  Object.assign(socket.conn, { request: null });
  dropWhenSlow(hub.log, socket);
  answerEvents(parts, socket);
  if (actor.type === 'agent') {
    socket.data.presence = hub.presence.connected(actor.workspaceId, actor.agentId, socket.id);
    presence.greet(socket).catch((error: unknown) => {
      hub.log.warn({ err: error }, 'a client could not be told who is there; it connects again');
      socket.conn.close();
    });
  }
  socket.on('disconnect', () => {
    socket.data.presence?.leave();
    parts.visitors.unwatch(socket);
    for (const watch of parts.watches.ofSocket(socket.id)) void endWatch(parts, watch);
  });
}

/** Who sits at a conversation, and does not only have it on a screen. */
function atIt(agents: readonly ViewerView[]): string[] {
  return agents.flatMap(({ agentId, isIdle }) => (isIdle ? [] : [agentId]));
}

async function allGone({ engine }: Pick<Server, 'engine'>): Promise<void> {
  const until = Date.now() + goodbyeMs;
  while (engine.clientsCount > 0 && Date.now() < until) await wait(20);
}
