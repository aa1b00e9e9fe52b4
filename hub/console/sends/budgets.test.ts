import { expect, test } from 'vitest';
import { sendPriority } from '../../../bots/console/desk-records.ts';
import { createBudgets } from './budgets.ts';

function clock() {
  let ms = 0;
  return { now: () => new Date(ms), pass: (more: number) => (ms += more) };
}

test('a group gets 18 calls a minute, the last of them only for messages', () => {
  const time = clock();
  const budgets = createBudgets(time.now);

  budgets.spend('-100', 14);
  expect(budgets.room('-100')).toEqual({ waitMs: 0, mostPriority: sendPriority.notice });
  time.pass(10_000);
  budgets.spend('-100', 4);
  expect(budgets.room('-100').waitMs).toBe(50_000);
  time.pass(50_000);
  expect(budgets.room('-100')).toEqual({ waitMs: 0, mostPriority: sendPriority.topicEdit });
});

test('a private chat gets a burst of five and then about one a second, without regard to other chats', () => {
  const time = clock();
  const budgets = createBudgets(time.now);

  budgets.spend('7', 5);
  time.pass(1000);
  expect(budgets.room('7').waitMs).toBe(4000);
  expect(budgets.room('8').waitMs).toBe(0);
});

test('all chats of a bot together stay below 30 a second', () => {
  const time = clock();
  const budgets = createBudgets(time.now);

  for (let chat = 0; chat < 27; chat += 1) budgets.spend(String(chat), 1);

  expect(budgets.room('99').waitMs).toBe(1000);
});

test('a pause holds back its own chat only, and no longer than asked for', () => {
  const time = clock();
  const budgets = createBudgets(time.now);

  budgets.pause('-100', 30_000);
  expect([budgets.room('-100').waitMs, budgets.room('-200').waitMs]).toEqual([30_000, 0]);
  time.pass(30_000);
  expect(budgets.room('-100').waitMs).toBe(0);
});
