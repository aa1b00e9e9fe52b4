import type { Server } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Core } from '../core.ts';
import { presentTranscript } from '../transcript.ts';
import type { Change } from '../world/state.ts';
import { displayName } from '../world/users.ts';
import { watch } from '../world/world.ts';
import { isLocalOrigin } from './origin.ts';
import { viewBot, viewChat, viewSnapshot, viewUser } from './view.ts';

/** Bytes a slow page may fall behind before it is cut off; it then reconnects and gets a fresh snapshot. */
const maxBacklogBytes = 8 * 1024 * 1024;

/** Serves `/emulator/ws`: a snapshot on connect, then every change; `?requests=1` adds the bots' calls. Returns the stop. */
export function startSocket(core: Core, server: Server): () => void {
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    const url = new URL(request.url ?? '/', 'http://emulator');
    if (url.pathname !== '/emulator/ws' || !isLocalOrigin(request.headers.origin)) {
      socket.destroy();
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => follow(core, client, url.searchParams.get('requests') === '1'));
  });
  return () => {
    for (const client of sockets.clients) client.terminate();
    sockets.close();
  };
}

function follow(core: Core, client: WebSocket, withRequests: boolean): void {
  const send = (body: unknown): void => {
    if (client.bufferedAmount > maxBacklogBytes) client.terminate();
    else client.send(JSON.stringify(body));
  };
  send(viewSnapshot(core));
  const unwatch = watch(core.world, (change) => {
    if (change.type === 'request' && !withRequests) return;
    const delta = presentChange(core, change);
    if (delta) send(delta);
  });
  client.on('close', unwatch);
  client.on('error', unwatch);
}

/** A change as pages get it: upserts of what is named, and removals. */
function presentChange(core: Core, change: Change): Record<string, unknown> | null {
  switch (change.type) {
    case 'message':
      return { type: 'message', message: presentTranscript(change.message) };
    case 'message-deleted':
      return { type: 'message-deleted', chatKey: change.chat.key, messageId: change.messageId };
    case 'chat':
      return { type: 'chat', chat: viewChat(change.chat) };
    case 'user':
      return change.user.isBot ? null : { type: 'user', user: viewUser(change.user) };
    case 'bot':
      return { type: 'bot', bot: viewBot(change.bot) };
    case 'action':
      return {
        type: 'action',
        chatKey: change.chat.key,
        bot: displayName(change.bot.user),
        action: change.action,
        thread: change.threadId,
      };
    case 'callback-answer':
      return { type: 'callback-answer', userId: change.query.user.id, queryId: change.query.id, ...change.answer };
    case 'faults':
      return { type: 'faults', faults: core.faults.list() };
    case 'request':
      return { type: 'request', request: core.requests.after(change.seq - 1).find(({ seq }) => seq === change.seq) };
    case 'delivery':
      return null;
  }
}
