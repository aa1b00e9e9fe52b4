import type { Hub } from '../../core/parts/hub.ts';
import type { ToVisitorData } from '../../api/widget/realtime.ts';
import type { VisitorNamespace, VisitorSocket } from './visitor-socket.ts';

/** With the time a look takes, sockets end within two seconds of what any process ended. */
const everyMs = 1_500;

type EndHub = Pick<Hub, 'endedVisits' | 'now' | 'log' | 'widgets'>;

/** Ends visitors' sockets whose token counts no more. */
export interface VisitorEnding {
  /** Looks at all of them by what this process knows; no database call while it knows the widgets. */
  recheck(): void;
  stop(): void;
}

/** Tells a socket why it ends, then ends it with what was still to be sent. */
export function endVisitor(socket: VisitorSocket, reason: ToVisitorData<'session.ended'>['reason'], reconnectAfterMs?: number): void {
  socket.emit('session.ended', { reason, ...(reconnectAfterMs !== undefined && { reconnectAfterMs }) });
  socket.disconnect(true);
}

/** Starts looking: one small query for all of them, none while there is no socket. */
export function startVisitorEnding(hub: EndHub, namespace: VisitorNamespace): VisitorEnding {
  let isStopped = false;
  let timer = setTimeout(() => void look(), everyMs);
  const unlisten = hub.endedVisits.onEnd(recheck);

  return {
    recheck,
    stop() {
      isStopped = true;
      clearTimeout(timer);
      unlisten();
    },
  };

  async function look(): Promise<void> {
    try {
      if (namespace.sockets.size > 0) {
        await hub.endedVisits.look();
        recheck();
      }
    } catch (error) {
      hub.log.warn({ err: error }, 'whether visitors may stay connected could not be checked; the next look does it');
    }
    if (!isStopped) timer = setTimeout(() => void look(), everyMs);
  }

  function recheck(): void {
    const now = hub.now();
    const channels = new Set<string>();
    for (const socket of namespace.sockets.values()) {
      const { visitor } = socket.data;
      const reason = hub.endedVisits.knownEnd(visitor) ?? (visitor.expiresAt <= now ? 'expired' : null);
      if (reason) endVisitor(socket, reason);
      else channels.add(visitor.channelId.toHexString());
    }
    for (const channelId of channels) void endWherePaused(channelId);
  }

  async function endWherePaused(channelId: string): Promise<void> {
    try {
      const widget = await hub.widgets.ofChannel(channelId);
      if (widget && !widget.isPaused) return;
      for (const socket of namespace.sockets.values())
        if (socket.data.visitor.channelId.toHexString() === channelId) endVisitor(socket, 'expired');
    } catch (error) {
      hub.log.warn({ err: error, channelId }, 'whether a widget is paused could not be checked; the next look does it');
    }
  }
}
