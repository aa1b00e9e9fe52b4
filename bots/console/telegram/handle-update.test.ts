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
