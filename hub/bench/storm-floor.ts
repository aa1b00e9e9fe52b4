import { createServer } from 'node:http';
import { once } from 'node:events';
import { Server } from 'socket.io';
import { agentNamespace } from '../api/realtime.ts';
import { widgetNamespace } from '../api/widget/realtime.ts';
import { answerQuestions, createCpuMeter } from './protocol.ts';
import { measureMemory } from './storm/memory.ts';

/** Bare Socket.IO with the hub's transport settings: whoever connects joins a room, and every question is answered with nothing. */
const cpu = createCpuMeter();
const http = createServer();
const server = new Server(http, { transports: ['websocket'], perMessageDeflate: false, serveClient: false });
for (const namespace of [agentNamespace, widgetNamespace])
  server.of(namespace).on('connection', (socket) => {
    void socket.join(String(socket.handshake.auth['workspaceId'] ?? socket.handshake.auth['token']));
    Object.assign(socket.conn, { request: null });
    socket.onAny((_event: string, _input: unknown, ack: (answer: object) => void) =>
      ack({ ok: true, data: { items: [], messages: [], cursor: 0, now: new Date().toISOString() } }),
    );
  });
http.listen(0, '127.0.0.1');
await once(http, 'listening');

answerQuestions(async () => {
  const address = http.address();
  const url = typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : '';
  return { url, cpuSeconds: cpu(), ...measureMemory() };
});
