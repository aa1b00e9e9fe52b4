import { agentNamespace, type ClientInput, type ClientOutput, type ServerData } from '../../api/realtime.ts';
import type { AgentSeat } from './seats.ts';
import { ask, type Way } from './way.ts';

/** A window of the admin: its list, and one conversation on screen. */
export function agentWindow({ workspaceId, cookie, conversationId }: AgentSeat): Way {
  return {
    namespace: agentNamespace,
    auth: { workspaceId },
    headers: { cookie },
    async resume(socket, { cursor, now }) {
      const list: ClientInput<'list.resume'> = { since: now };
      const watch: ClientInput<'conversation.watch'> = { conversationId, after: cursor, ...(now !== null && { changedSince: now }) };
      const [resumed, watched] = await Promise.all([
        ask<ClientOutput<'list.resume'>>(socket, 'list.resume', list),
        ask<ClientOutput<'conversation.watch'>>(socket, 'conversation.watch', watch),
      ]);
      return { items: watched.items, cursor: watched.cursor, now: resumed.now };
    },
    readMessage: (data) => (data as ServerData<'message'>).message, // the contract's, which both ends are built from
  };
}
