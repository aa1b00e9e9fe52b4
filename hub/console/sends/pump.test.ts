import { pino } from 'pino';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { SendRefused, type SendRefusal } from '../../../bots/console/console.ts';
import { sendPriority, type NewSend, type Send } from '../../../bots/console/desk-records.ts';
import { ObjectId } from '../../core/ids.ts';
import { ConsoleSend } from '../../domain/console/records/send.ts';
import { useDatabase } from '../../test/database.ts';
import { enqueueSends } from '../records/enqueue.ts';
import { startPump, type Pump } from './pump.ts';

useDatabase();

const log = pino({ level: 'silent' });
const botId = '1';
const conversationId = new ObjectId().toHexString();
let workspaceId: ObjectId;
let nowMs: number;
const now = () => new Date(nowMs);

beforeEach(() => {
  workspaceId = new ObjectId();
  nowMs = Date.now();
});

function send(more: Partial<NewSend> = {}): NewSend {
  return {
    kind: 'card',
    chatId: '7',
    inTopic: false,
    conversationId,
    hubMessageId: null,
    data: {},
    priority: sendPriority.card,
    dueAt: now(),
    ...more,
  };
}

/** Starts a pump whose Telegram is `carryOut`; it ends with the test. */
function pumpWith(carryOut: (send: Send) => Promise<void> | void = () => undefined) {
  const delivered: Send[] = [];
  const gone: string[] = [];
  const failed: string[] = [];
  const pump = startPump({
    owner: { workspaceId, botId },
    now,
    log,
    async deliver(one) {
      await carryOut(one);
      delivered.push(one);
      return { calls: 0 };
    },
    async onGone(chatId) {
      gone.push(chatId);
    },
    async onFailed(_send, detail) {
      failed.push(detail);
    },
  });
  onTestFinished(() => pump.stop());
  return { pump, delivered, gone, failed };
}

function enqueue(sends: NewSend[], pump?: Pump): Promise<void> {
  return enqueueSends({ workspaceId, botId, hub: { now, log }, ring: () => pump?.ring() }, sends);
}

const left = () => ConsoleSend.countDocuments({ workspaceId });
const refuse = (refusal: SendRefusal) => {
  throw new SendRefused(refusal, 'Telegram said no');
};

test('a chat gets the most urgent first, and what is equally urgent in the order it came', async () => {
  await enqueue([send({ data: { n: 1 }, priority: sendPriority.cardEdit })]);
  await enqueue([send({ data: { n: 2 } })]);
  nowMs += 1;
  await enqueue([send({ data: { n: 3 } })]);
  await enqueue([send({ data: { n: 4 }, priority: sendPriority.customerReply })]);

  const { delivered } = pumpWith();

  await expect.poll(left).toBe(0);
  expect(delivered.map(({ data }) => data['n'])).toEqual([4, 2, 3, 1]);
});

test('of several waiting sends with one key only the last is shown, and the earlier moment holds', async () => {
  const key = { collapseKey: 'card-edit:1' };
  for (const n of [1, 2, 3]) await enqueue([send({ ...key, data: { n }, dueAt: new Date(nowMs + n) })]);

  expect(await ConsoleSend.find({ workspaceId }).lean()).toMatchObject([{ data: { n: 3 }, dueAt: new Date(nowMs + 1) }]);
  await enqueue([send({ ...key, data: { n: 4 }, dueAt: new Date(nowMs + 1200), collapseDue: 'last' })]);
  expect(await ConsoleSend.find({ workspaceId }).lean()).toMatchObject([{ data: { n: 4 }, dueAt: new Date(nowMs + 1200) }]);
});

test('racing enqueues of one key leave one send', async () => {
  await Promise.all(Array.from({ length: 20 }, (_, n) => enqueue([send({ collapseKey: 'topic:1', data: { n } })])));

  expect(await left()).toBe(1);
});

test('a send that is replaced while it is being delivered goes out once more, with the new content', async () => {
  const second = send({ collapseKey: 'card-edit:1', data: { n: 2 } });
  let isFirst = true;
  await enqueue([{ ...second, data: { n: 1 } }]);

  const { delivered } = pumpWith(async () => {
    if (isFirst) await enqueue([second]);
    isFirst = false;
  });

  await expect.poll(() => delivered.map(({ data }) => data['n'])).toEqual([1, 2]);
  await expect.poll(left).toBe(0);
});

test('a flood limit pauses its own chat: nothing else is tried there, others go on', async () => {
  const tried: string[] = [];
  await enqueue([send({ chatId: '-100' }), send({ chatId: '-100' }), send({ chatId: '8' })]);
  const { pump, delivered } = pumpWith(({ chatId }) => {
    tried.push(chatId);
    if (chatId === '-100' && tried.filter((one) => one === '-100').length === 1)
      refuse({ outcome: 'retry', retryAfterMs: 20_000, isFlood: true });
  });

  await expect.poll(() => delivered.map(({ chatId }) => chatId)).toEqual(['8']);
  await expect.poll(() => tried).toContain('-100');
  await pump.sweep();
  expect(tried.filter((chatId) => chatId === '-100')).toHaveLength(1);

  nowMs += 20_000;
  await pump.sweep();
  await expect.poll(left).toBe(0);
  expect(delivered.filter(({ chatId }) => chatId === '-100')).toHaveLength(2);
});

test('what a killed process was delivering is delivered by its successor at once', async () => {
  await enqueue([send({ data: { n: 1 } }), send({ chatId: '8', data: { n: 2 } })]);
  await ConsoleSend.updateMany(
    { workspaceId },
    { $set: { state: 'sending', token: 'of the dead', leasedUntil: new Date(nowMs + 300_000) } },
  );

  const { delivered } = pumpWith();

  await expect.poll(() => delivered.map(({ data }) => data['n']).sort()).toEqual([1, 2]);
  await expect.poll(left).toBe(0);
});

test('a chat that is closed to the bot gets nothing more, and its owner is named', async () => {
  await enqueue([send(), send(), send({ chatId: '8' })]);

  const { gone, delivered } = pumpWith(({ chatId }) => {
    if (chatId === '7') refuse({ outcome: 'gone' });
  });

  await expect.poll(() => gone).toEqual(['7']);
  await expect.poll(left).toBe(0);
  expect(delivered.map(({ chatId }) => chatId)).toEqual(['8']);
});

test('what can never work is given up and kept with the reason; the next one goes out', async () => {
  await enqueue([send({ data: { n: 1 }, priority: sendPriority.customerReply }), send({ data: { n: 2 } })]);

  const { failed, delivered } = pumpWith(({ data }) => {
    if (data['n'] === 1) refuse({ outcome: 'permanent' });
  });

  await expect.poll(() => failed).toEqual(['Telegram said no']);
  await expect.poll(() => delivered.map(({ data }) => data['n'])).toEqual([2]);
  await expect.poll(left).toBe(1);
  expect(await ConsoleSend.find({ workspaceId }).lean()).toMatchObject([{ state: 'failed', reason: 'Telegram said no' }]);
});

test('tries go on for a day, then the send is given up', async () => {
  const attempts: number[] = [];
  await enqueue([send()]);
  const { pump, failed } = pumpWith((one) => {
    attempts.push(one.attempts);
    refuse({ outcome: 'retry', retryAfterMs: 60_000, isFlood: false });
  });
  await expect.poll(() => attempts.length).toBe(1);
  for (let tries = 2; tries <= 20; tries += 1) {
    nowMs += 80_000;
    await pump.sweep();
    await expect.poll(() => attempts.length).toBe(tries);
  }
  expect(failed).toEqual([]);
  // The console gives up by itself after ten: it must not be told of more.
  expect(Math.max(...attempts)).toBeLessThan(10);

  nowMs += 24 * 3_600_000;
  await pump.sweep();
  await expect.poll(() => failed).toHaveLength(1);
});
