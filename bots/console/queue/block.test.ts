import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestDesk, type TestDesk } from '../test/desk.fixture.ts';
import { parseBlock } from './block.ts';

let desk: TestDesk;
beforeEach(async () => {
  desk = await startTestDesk();
});
afterEach(() => desk.end());

test.each([
  ['', null, ''],
  ['2h spam', 120, 'spam'],
  ['30m', 30, ''],
  ['1w sells pills, twice', 10_080, 'sells pills, twice'],
  ['3д реклама', 4320, 'реклама'],
  ['2houses for sale', null, '2houses for sale'],
  ['0h spam', null, '0h spam'],
])('“%s” blocks for %s minutes because of “%s”', (words, minutes, reason) => {
  expect(parseBlock(words)).toEqual({ forMs: minutes === null ? null : minutes * 60_000, reason });
});

test('/block with a time and a reason blocks until then and keeps the reason as a note; /unblock ends it', async () => {
  const { ann, bot, shown, notes, hub, sentTexts } = desk;
  await hub.customerWrites('Zoe', 'Buy pills');
  await shown(ann, 'Buy pills');

  ann.sendText(bot, '/block #1 2h sells pills');
  await shown(ann, 'is blocked until');
  const [conversation] = hub.conversations.values();
  expect(conversation?.isContactBlocked).toBe(true);
  expect(hub.blockedUntil.get(conversation?.id ?? '')?.getTime()).toBeGreaterThan(Date.now() + 119 * 60_000);
  expect(notes()[0]).toContain('sells pills');
  ann.sendText(bot, '/unblock #1');
  await shown(ann, 'no longer blocked');
  expect(conversation?.isContactBlocked).toBe(false);
  expect(sentTexts()).toEqual([]);
});

test('of a flood twenty messages are shown and then one line; all are stored, and slow ones are all shown', async () => {
  const { ann, seen, shown, quiet, hub } = desk;
  await hub.customerWrites('Zoe', 'buy 1!');
  await shown(ann, 'buy 1!');
  for (let number = 2; number <= 30; number += 1) await hub.customerWrites('Zoe', `buy ${number}!`);
  await shown(ann, 'in the last minute');
  await quiet();

  const words = seen(ann).map(({ text }) => text ?? '');
  expect(words.filter((text) => text.includes('in the last minute'))).toHaveLength(1);
  expect(words.some((text) => text.includes('buy 20!'))).toBe(true);
  expect(words.some((text) => text.includes('buy 21!'))).toBe(false);
  expect(hub.messages.filter(({ direction }) => direction === 'in')).toHaveLength(30);
  for (const message of hub.messages) message.createdAt = new Date(Date.now() - 61_000).toISOString();
  await hub.customerWrites('Zoe', 'sorry, one question');
  await shown(ann, 'sorry, one question');
});
