import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestDesk, type TestDesk } from '../test/desk.fixture.ts';

let desk: TestDesk;
beforeEach(async () => {
  desk = await startTestDesk();
});
afterEach(() => desk.end());

test('an update delivered twice is handled once', async () => {
  const { telegram, bot, ann, shown, quiet, sentTexts } = desk;
  await desk.hub.customerWrites('Zoe', 'Hi');
  const card = await shown(ann, 'Hi');
  ann.replyTo(card, 'once');
  await telegram.waitFor(() => sentTexts().length === 1);
  await quiet();

  const last = Math.max(...desk.records.all.handled);
  telegram.redeliver(bot, last);
  await quiet();

  expect(sentTexts()).toEqual(['once']);
});

test('an update whose handling fails is parked and the bot goes on', async () => {
  const { ann, bot, shown } = desk;
  const broken = Object.defineProperty({ ...desk.annAgent }, 'telegram', {
    get: () => {
      throw new TypeError('broken');
    },
  });
  await desk.quiet();
  desk.hub.agents.unshift(broken);
  ann.sendText(bot, '/status');
  await expect.poll(() => desk.records.all.parked.length).toBe(1);
  desk.hub.agents.shift();

  ann.sendText(bot, '/status');
  await shown(ann, 'Outbox');

  expect(desk.records.all.parked[0]).toMatchObject({ reason: 'broken', update: { message: { text: '/status' } } });
});

test('a parked update is replayed when an admin asks: it is handled and gone, or stays parked when it fails again', async () => {
  const { ann, bot, shown, sentTexts } = desk;
  await desk.hub.customerWrites('Zoe', 'Hi');
  const card = await shown(ann, 'Hi');
  const broken = Object.defineProperty({ ...desk.annAgent }, 'telegram', {
    get: () => {
      throw new TypeError('broken');
    },
  });
  await desk.quiet();
  desk.hub.agents.unshift(broken);
  ann.replyTo(card, 'lost words');
  await expect.poll(() => desk.records.all.parked.length).toBe(1);

  expect(await desk.replayParked()).toEqual({ replayed: 0, failed: 1 });
  desk.hub.agents.shift();
  ann.sendText(bot, '/status');
  expect((await shown(ann, 'could not be handled')).buttons).toEqual([]);
  Object.assign(desk.annAgent, { role: 'admin' });
  ann.sendText(bot, '/status');
  const status = await desk.telegram.waitFor(() =>
    desk.seen(ann).find(({ buttons }) => buttons.flat().some(({ text }) => text.includes('Replay'))),
  );
  await ann.press(status, '🔁 Replay');
  expect(desk.hub.replaysAsked).toBe(1);
  expect(await desk.replayParked()).toEqual({ replayed: 1, failed: 0 });

  expect(sentTexts()).toEqual(['lost words']);
  expect(await desk.replayParked()).toEqual({ replayed: 0, failed: 0 });
});

test('an album whose parts came before a restart is sent whole after it', async () => {
  const { ann, bot, shown, sentTexts } = desk;
  await desk.hub.customerWrites('Zoe', 'Hi');
  const card = await shown(ann, 'Hi');
  const photo = (name: string) => ({ kind: 'photo' as const, bytes: Buffer.from(name), name });
  ann.sendAlbum(bot, [photo('a'), photo('b')], { caption: 'two', replyTo: card });
  await expect.poll(() => desk.records.all.albums.length).toBe(2);

  await desk.restart();
  await expect.poll(() => sentTexts().length, { timeout: 4000 }).toBe(1);

  expect(desk.hub.messages.findLast(({ text }) => text === 'two')?.attachments).toHaveLength(2);
});

test('while the hub can’t store anything no update is confirmed, and none is lost', async () => {
  const { telegram, ann, bot, shown } = desk;
  const { updates } = desk.records;
  const { isHandled } = updates;
  updates.isHandled = () => Promise.reject(new Error('database away'));
  ann.sendText(bot, '/status');
  await telegram.waitFor(() => telegram.pendingUpdates(bot) > 0);
  updates.isHandled = isHandled;

  await shown(ann, 'Outbox');

  await telegram.waitFor(() => telegram.pendingUpdates(bot) === 0);
});
