import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { listenForSockets } from '../listeners/sockets.ts';
import { listen } from '../http/listen.ts';
import { useDatabase } from '../test/database.ts';
import { buildAgent, signIn } from '../test/factories.ts';
import { createTestHub } from '../test/start-http.ts';
import { connectAs, refusalOf } from './connect.fixture.ts';
import { startRealtime } from './start-realtime.ts';

useDatabase();

test('a hub that stops sends everybody away to come back at different moments within ten seconds, and then its server stops at once', async () => {
  const hub = createTestHub();
  const realtime = startRealtime(hub);
  onTestFinished(listenForSockets(hub, realtime));
  const { server, port, stop } = await listen((_request, response) => void response.end(), { port: 0, host: '127.0.0.1' });
  realtime.attach(server);
  const seats = await Promise.all([1, 2, 3, 4].map(() => buildAgent(hub)));
  const url = `http://127.0.0.1:${port}`;
  const ways = await Promise.all(
    seats.map(async ({ user, workspaceId }) => ({ workspaceId: workspaceId.toHexString(), ...(await signIn(hub, user._id)) })),
  );
  const windows = await Promise.all(ways.map((way) => connectAs(url, way)));
  expect(realtime.hasAudience(ways[0]?.workspaceId ?? '')).toBe(true);

  const closed = once(server, 'close');
  const stopping = realtime.stop();
  const late = ways[0] ? refusalOf(url, ways[0]) : '';
  await stopping;
  await stop(60_000);
  await closed;

  const told = windows.map((window) => window.heard('session.ended')[0]);
  expect(told.map((each) => each?.reason)).toEqual(['restarting', 'restarting', 'restarting', 'restarting']);
  const delays = told.map((each) => each?.reconnectAfterMs ?? -1);
  expect(new Set(delays).size).toBeGreaterThan(1);
  expect(delays.every((ms) => ms >= 0 && ms <= 10_000)).toBe(true);
  expect(await Promise.all(windows.map(({ ended }) => ended))).toEqual(Array.from({ length: 4 }, () => 'io server disconnect'));
  expect(await late).toBe('websocket error');
});
