import type { IncomingMessage } from 'node:http';
import type { Request } from 'express';
import { HubError } from '../../core/error.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { findSeatActors, type SeatQuestion } from '../../domain/agent/find-agent-actor.ts';
import { refuseForeignOrigin } from '../../domain/user/foreign-origin.ts';
import type { Server } from 'socket.io';
import { isAllowedSite } from '../../domain/widget/origin.ts';
import type { AgentNamespace } from '../agent-socket.ts';
import { tellError } from '../tell-error.ts';
import { findSocketCaller } from './find-socket-caller.ts';
import { gather } from './gather.ts';

/** Handshakes whose sessions are looked up by one call. */
const mostAtOnce = 200;

/** Who gets in. */
export interface Guard {
  /**
   * Engine.IO's question before a handshake: another site's page gets 403, as its writes over REST do, and so does everybody once the hub
   * stops. Only a site that a widget may be on gets through, to the namespace of visitors, by naming the widget (`?widgetKey=`).
   */
  allowRequest(request: IncomingMessage, answer: (refusal: string | null, isAllowed: boolean) => void): void;
  /** Lets nobody in any more. */
  close(): void;
}

/** Finds out who connects, and tells whoever is refused why: as `data` of the client's connect_error. */
export function guardConnections(
  hub: Pick<Hub, 'config' | 'now' | 'log' | 'widgets'>,
  server: Pick<Server, 'use'>,
  namespace: AgentNamespace,
  readRequest: (request: IncomingMessage) => Request,
): Guard {
  let isClosed = false;
  const findSeat = gather((questions: readonly SeatQuestion[]) => findSeatActors(hub, questions), mostAtOnce);

  // The namespace that clients are in by default serves nobody.
  server.use((_socket, next) => next(refusal(hub, new HubError('route.unknown'))));
  namespace.use((socket, next) => {
    // Who came in as a widget's site is no colleague, whatever cookie its browser sends.
    if (!isOurs(socket.request)) {
      next(refusal(hub, new HubError('request.foreign-origin')));
      return;
    }
    findSocketCaller(hub, findSeat, readRequest(socket.request), socket.handshake.auth).then(
      ({ actor, credential }) => {
        // Kept for nothing by Socket.IO, as long as the socket lives.
        socket.handshake.auth = {};
        socket.data = { actor, credential, isIdle: false, presence: null };
        next(isClosed ? refusal(hub, new HubError('hub.busy')) : undefined);
      },
      (error: unknown) => next(refusal(hub, error)),
    );
  });

  return {
    allowRequest(request, answer) {
      if (isClosed || isOurs(request)) answer(null, !isClosed);
      else
        isOfWidget(request).then(
          (isIt) => answer(null, isIt),
          () => answer(null, false),
        );
    },
    close() {
      isClosed = true;
    },
  };

  async function isOfWidget(request: IncomingMessage): Promise<boolean> {
    const widgetKey = new URL(request.url ?? '', 'http://hub').searchParams.get('widgetKey');
    const widget = widgetKey === null ? null : await hub.widgets.byKey(widgetKey);
    const { origin } = request.headers;
    return widget !== null && origin !== undefined && isAllowedSite(widget.settings.allowedDomains, origin);
  }

  function isOurs(request: IncomingMessage): boolean {
    try {
      refuseForeignOrigin(hub.config, readRequest(request));
      return true;
    } catch (error) {
      if (error instanceof HubError) return false;
      throw error;
    }
  }
}

function refusal({ log }: Pick<Hub, 'log'>, error: unknown): Error & { data: object } {
  const told = tellError(log, error, { event: 'connect' });
  return Object.assign(new Error(told.code), { data: told });
}
