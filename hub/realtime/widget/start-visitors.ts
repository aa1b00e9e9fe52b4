import type { Request } from 'express';
import type { IncomingMessage } from 'node:http';
import type { VisitorScreens } from '../../core/widget/visitor-screens.ts';
import { HubError } from '../../core/error.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { keepClaim, keptClaimOf } from '../../domain/visitor/claims.ts';
import { noteSite } from '../../domain/widget/note-site.ts';
import type { VisitorTools } from '../../inbound/widget/visitor-tools.ts';
import { dropWhenSlow } from '../ending/drop-slow.ts';
import { tellError } from '../tell-error.ts';
import { admitSocket } from './admit.ts';
import { answerVisitor, type VisitorParts } from './answer-visitor.ts';
import { endVisitor, startVisitorEnding } from './end-visitors.ts';
import { startTeamAtWork, type TeamAtWork } from './team-at-work.ts';
import { startTeamFeed } from './team-feed.ts';
import { visitorRooms, type VisitorNamespace, type VisitorSocket } from './visitor-socket.ts';

/** What visitors' sockets are made with. */
export interface VisitorSocketParts {
  hub: VisitorTools & Pick<Hub, 'visitors'>;
  namespace: VisitorNamespace;
  readRequest: (request: IncomingMessage) => Request;
  /** Agents who have a conversation before them and sit at it. */
  lookingAt: (conversationId: string) => string[];
}

/** Visitors' sockets at work. */
export interface RunningVisitors {
  screens: VisitorScreens;
  /** Lets nobody in any more, and sends everybody away, to come back spread over some time. */
  sendAway(withinMs: number): void;
  stop(): void;
}

/** Serves the widget's namespace of one process. With several, the adapter of the server holds for it too: everything is sent to rooms. */
export function startVisitors({ hub, namespace, readRequest, lookingAt }: VisitorSocketParts): RunningVisitors {
  let isClosed = false;
  const ending = startVisitorEnding(hub, namespace);
  const atWork = startTeamAtWork(hub, namespace, lookingAt);
  const screens = createScreens(namespace, ending.recheck);
  const team = startTeamFeed(hub, namespace, screens);
  const parts: VisitorParts = { hub, screens, atWork };

  namespace.use((socket, next) => {
    const refuse = (error: unknown) => {
      const told = tellError(hub.log, error, { event: 'connect' });
      next(Object.assign(new Error(told.code), { data: told }));
    };
    admitSocket(hub, readRequest(socket.request), socket.handshake.auth).then((data) => {
      // Kept for nothing by Socket.IO, as long as the socket lives.
      socket.handshake.auth = {};
      socket.data = data;
      if (isClosed) refuse(new HubError('hub.busy'));
      else next();
    }, refuse);
  });
  namespace.on('connection', (socket) => welcome(hub, parts, socket, namespace));

  return {
    screens: { ...screens, recheckTeam: team.recheck },
    sendAway(withinMs) {
      isClosed = true;
      for (const socket of namespace.sockets.values()) endVisitor(socket, 'restarting', Math.round(Math.random() * withinMs));
    },
    stop() {
      ending.stop();
      team.stop();
      atWork.stop();
    },
  };
}

function createScreens(namespace: VisitorNamespace, recheck: () => void): Omit<VisitorScreens, 'recheckTeam'> {
  const inRoom = (room: string) => (namespace.adapter.rooms.get(room)?.size ?? 0) > 0;
  return {
    hasAudience: (channelId) => inRoom(visitorRooms.site(channelId)),
    isThere: (identityId) => inRoom(visitorRooms.visitor(identityId)),
    showMessage(identityId, message) {
      namespace.to(visitorRooms.visitor(identityId)).emit('message', message);
    },
    showConversation(identityId, conversation) {
      namespace.to(visitorRooms.visitor(identityId)).emit('conversation', conversation);
    },
    showTeam(channelId, team) {
      namespace.to(visitorRooms.site(channelId)).emit('team', team);
    },
    recheck,
  };
}

function welcome(hub: VisitorSocketParts['hub'], parts: VisitorParts, socket: VisitorSocket, namespace: VisitorNamespace): void {
  const { atWork } = parts;
  const { visitor, identityId, visit, userAgent, address } = socket.data;
  const { workspaceId, channelId, visitorId, identity, name, isVerified, claim } = visitor;
  void socket.join([visitorRooms.visitor(identityId), visitorRooms.site(channelId.toHexString())]);
  // Held for nothing by Engine.IO, with its headers and buffers, for as long as the socket lives.
  Object.assign(socket.conn, { request: null });
  dropWhenSlow(hub.log, socket);
  answerVisitor(parts, socket);
  const { source, page, referrer, tabId, language } = visit;
  const tab = { source, page, referrer, tabId, language, userAgent, address, claimedName: claim?.name ?? null };
  // What the site said since counts for more than what the session began with.
  if (claim) keepClaim(visitor, { ...claim, ...keptClaimOf(visitor) });
  socket.data.tab = hub.visitors.arrived({ workspaceId, channelId, visitorId, identity, name, isVerified, ...tab });
  if (source === 'widget')
    noteSite(hub, visitor, page.url).catch((error: unknown) => hub.log.warn({ err: error }, 'where a widget was seen could not be noted'));
  socket.on('disconnect', () => {
    socket.data.tab?.leave();
    forgetWhenGone(atWork, namespace, identityId);
  });
}

function forgetWhenGone(atWork: Pick<TeamAtWork, 'left'>, namespace: VisitorNamespace, identityId: string): void {
  if (!namespace.adapter.rooms.has(visitorRooms.visitor(identityId))) atWork.left(identityId);
}
