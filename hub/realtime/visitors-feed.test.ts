import mongoose from 'mongoose';
import { expect, test } from 'vitest';
import { countCommands } from '../database/count-commands.ts';
import { arrive, page } from '../domain/visitor/arrive.fixture.ts';
import { buildToken } from '../test/factories.ts';
import { useHub } from '../test/start-hub.ts';
import { connectAs, openWindow } from './connect.fixture.ts';

const hub = useHub();

test('a window is told who is there, and then only what is different', async () => {
  const window = await openWindow(hub(), await hub().addAgent({ role: 'agent' }));
  const idle = await openWindow(hub(), await hub().addAgent({ role: 'agent' }));
  const early = arrive(hub(), 'v_early111');
  expect(await window.ask('visitors.watch', { limit: 200 })).toMatchObject({ visitors: [{ id: 'v_early111', page: page('/') }], total: 1 });

  arrive(hub(), 'v_late1111');
  const came = await window.hear('visitors', ({ visitors }) => visitors.some(({ id }) => id === 'v_late1111'));
  expect(came).toMatchObject({ visitors: [{ id: 'v_late1111' }], gone: [], total: 2 });

  early.moved(page('/cart', 'Cart'));
  const moved = await window.hear('visitors', ({ visitors }) => visitors.some((each) => each.page.title === 'Cart'));
  expect(moved.visitors).toHaveLength(1);

  hub().hub.visitors.stop();
  const left = await window.hear('visitors', ({ total }) => total === 0);
  expect([...left.gone].sort()).toEqual(['v_early111', 'v_late1111']);
  expect(idle.heard('visitors')).toEqual([]);

  await window.ask('visitors.unwatch', {});
  window.forget();
  arrive(hub(), 'v_unseen11');
  await window.ask('presence.set', { state: 'active' });
  expect(window.heard('visitors')).toEqual([]);
  hub().hub.visitors.stop();
});

test('ten thousand visitors who come and move are few batches of a bounded size, and no write per move', async () => {
  const window = await openWindow(hub(), await hub().addAgent({ role: 'agent' }));
  await window.ask('visitors.watch', { limit: 200 });
  const heardAt: number[] = [];
  window.raw.on('visitors', () => heardAt.push(Date.now()));

  const { commands } = await countCommands(mongoose.connection, async () => {
    const tabs = Array.from({ length: 10_000 }, (_, index) => arrive(hub(), `v_crowd${index}`));
    for (let step = 0; step < 3; step += 1) for (const tab of tabs) tab.moved(page(`/${step}`));
    await window.hear('visitors', ({ total }) => total === 10_000);
    tabs.at(-1)?.moved(page('/at-last'));
    await window.hear('visitors', ({ visitors }) => visitors.some((each) => each.page.url.endsWith('/at-last')));
  });
  const batches = window.heard('visitors');

  expect(Math.max(...batches.map(({ visitors }) => visitors.length))).toBeLessThanOrEqual(400);
  for (const [index, at] of heardAt.slice(1).entries()) expect(at - (heardAt[index] ?? 0)).toBeGreaterThan(500);
  // 40,000 deeds: what is written of them are a few batches.
  expect(commands.filter((command) => /^(insert|update)/.test(command) && /pageVisits|visitors/.test(command)).length).toBeLessThan(20);
  hub().hub.visitors.stop();
}, 60_000);

test('who may not see visitors is refused', async () => {
  const token = await buildToken(hub().hub, hub().workspaceId, ['conversation.view']);
  const socket = await connectAs(hub().url, { workspaceId: hub().workspaceId.toHexString(), token });

  expect(await socket.send('visitors.watch', { limit: 200 })).toMatchObject({ error: { code: 'permission.missing' } });
});
