import { expect, test } from 'vitest';
import { ObjectId } from '../../core/ids.ts';
import type { ConsoleSendRecord } from '../../domain/console/records/send.ts';
import { chooseNext } from './choose-next.ts';

const now = new Date(1_000_000);
const conversationId = new ObjectId();

function relay(seq: number, more: Partial<ConsoleSendRecord> = {}): ConsoleSendRecord {
  return {
    _id: new ObjectId(),
    workspaceId: new ObjectId(),
    botId: '1',
    chatId: '7',
    kind: 'relay',
    inTopic: false,
    conversationId,
    hubMessageId: new ObjectId(),
    seq,
    data: {},
    priority: 1,
    dueAt: now,
    attempts: 0,
    state: 'waiting',
    version: 1,
    createdAt: now,
    ...more,
  };
}

test('messages of a conversation that were announced out of order are shown in order', () => {
  expect(chooseNext([relay(6), relay(5)], now)?.seq).toBe(5);
});

test('messages of other conversations keep the order they came in', () => {
  expect(chooseNext([relay(6), relay(5, { conversationId: new ObjectId() })], now)?.seq).toBe(6);
});

test('a message waits for the earlier one of its conversation that is to be tried again; another conversation does not', () => {
  const later = new Date(now.getTime() + 500);
  const postponed = relay(5, { attempts: 1, dueAt: later });

  expect(chooseNext([postponed, relay(6)], now)).toBeNull();
  expect(chooseNext([postponed, relay(6), relay(1, { conversationId: new ObjectId() })], now)?.seq).toBe(1);
  expect(chooseNext([postponed, relay(6)], later)?.seq).toBe(5);
});

test('nothing is due before its time', () => {
  expect(chooseNext([relay(1, { dueAt: new Date(now.getTime() + 1) })], now)).toBeNull();
});
