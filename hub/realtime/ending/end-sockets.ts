import type { EndReason } from '../../api/realtime.ts';
import type { AgentSocket } from '../agent-socket.ts';

/** Tells a socket why it ends, then ends it with what was still to be sent. */
export function endSocket(socket: AgentSocket, reason: EndReason, reconnectAfterMs?: number): void {
  socket.emit('session.ended', { reason, ...(reconnectAfterMs !== undefined && { reconnectAfterMs }) });
  socket.disconnect(true);
}
