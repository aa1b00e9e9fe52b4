import { connect, type Socket as TcpSocket } from 'node:net';
import { randomBytes } from 'node:crypto';
import { expect, onTestFinished, test, vi } from 'vitest';
import { sendMessage } from '../../api/customers/messages.ts';
import { signIn } from '../../test/factories.ts';
import { useHub } from '../../test/start-hub.ts';
import { openWindow } from '../connect.fixture.ts';
import { startTalk } from '../talk.fixture.ts';

const hub = useHub({ PUBLIC_URL: 'https://hub.example.com' });

/** A text frame of a WebSocket client, masked as the protocol asks for. */
function frame(text: string): Buffer {
  const payload = Buffer.from(text);
  const mask = randomBytes(4);
  const length =
    payload.length < 126 ? Buffer.from([0x80 | payload.length]) : Buffer.from([0x80 | 126, payload.length >> 8, payload.length & 255]);
  return Buffer.concat([Buffer.from([0x81]), length, mask, payload.map((byte, at) => byte ^ (mask[at % 4] ?? 0))]);
}

/** A client that connects, watches a conversation and from then on reads nothing: what it is sent stays where it is. */
async function openDeafWindow(
  cookie: string,
  workspaceId: string,
  conversationId: string,
): Promise<{ tcp: TcpSocket; gone: Promise<void> }> {
  const tcp = connect(Number(new URL(hub().url).port), 'localhost');
  onTestFinished(() => void tcp.destroy());
  let heard = '';
  tcp.on('data', (bytes: Buffer) => (heard += bytes.toString('latin1')));
  const gone = new Promise<void>((resolve) => tcp.on('close', () => resolve()).on('error', () => resolve()));
  const until = (words: string) => vi.waitFor(() => expect(heard).toContain(words), { timeout: 15_000, interval: 10 });
  const key = randomBytes(16).toString('base64');
  const headers = [
    'Host: localhost',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Key: ${key}`,
    'Sec-WebSocket-Version: 13',
  ];
  tcp.write(['GET /socket.io/?EIO=4&transport=websocket HTTP/1.1', ...headers, `Cookie: ${cookie}`, '', ''].join('\r\n'));
  await until('"sid"');
  tcp.write(frame(`40/agent,${JSON.stringify({ workspaceId })}`));
  await until('40/agent,');
  tcp.write(frame(`42/agent,1${JSON.stringify(['conversation.watch', { conversationId, after: 0 }])}`));
  await until('43/agent,1');
  tcp.pause();
  return { tcp, gone };
}

test('a client that takes nothing in is dropped at a megabyte, the others go on, and it has everything once it comes back', async () => {
  const { conversation } = await startTalk(hub());
  const seat = await hub().addAgent();
  const { cookie } = await signIn(hub().hub, seat.user._id);
  const deaf = await openDeafWindow(cookie, hub().workspaceId.toHexString(), conversation.id);
  const awake = await openWindow(hub(), await hub().addAgent());
  await awake.ask('conversation.watch', { conversationId: conversation.id, after: 0 });
  const text = 'x'.repeat(140_000);
  let isGone = false;
  void deaf.gone.then(() => (isGone = true));

  // The kernel's own buffers take some megabytes before anything waits in the hub.
  let sent = 0;
  while (!isGone && sent < 150) {
    await hub().client.call(sendMessage, { params: { conversationId: conversation.id }, body: { kind: 'note', text } });
    sent += 1;
    // Only a socket that is read learns that the other end has cut it; what the hub did shows in who it says is looking.
    if (awake.heard('viewers').at(-1)?.agents.length === 1) isGone = true;
  }

  expect(sent).toBeLessThan(150);
  await vi.waitFor(() => expect(awake.heard('message')).toHaveLength(sent));
  expect(awake.raw.connected).toBe(true);
  const back = await openWindow(hub(), seat, { cookie });
  const seqs: number[] = [];
  for (let cursor = 0, hasMore = true; hasMore;) {
    const page = await back.ask('conversation.watch', { conversationId: conversation.id, after: cursor });
    seqs.push(...page.items.map(({ seq }) => seq));
    [cursor, hasMore] = [page.cursor, page.nextCursor !== null];
  }
  expect(seqs).toEqual(Array.from({ length: sent + 1 }, (_, at) => at + 1));
});
