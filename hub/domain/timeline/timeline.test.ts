import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ObjectId } from '../../core/ids.ts';
import { raiseDelivery } from './delivery.ts';
import type { DeliveryRecord, MessageRecord } from './model.ts';
import { readWithoutGap, voidAfterMs } from './resume.ts';

const now = new Date('2026-11-21T12:00:00Z');

function message(seq: number, ageMs = 0): MessageRecord {
  const at = new Date(now.getTime() - ageMs);
  return {
    _id: new ObjectId(),
    workspaceId: new ObjectId(),
    conversationId: new ObjectId(),
    channelId: new ObjectId(),
    chatId: '1',
    seq,
    rev: 1,
    direction: 'in',
    kind: 'text',
    author: { type: 'contact', id: null, name: 'A' },
    text: '',
    format: 'plain',
    attachments: [],
    externalId: null,
    clientId: null,
    parts: [],
    sentAt: at,
    createdAt: at,
    updatedAt: at,
    revisions: [],
    reactions: [],
    terms: [],
  };
}

describe('reading on from a cursor', () => {
  test('stops before a hole, so that what lands in it is not stepped over', () => {
    const { readable, cursor } = readWithoutGap(3, [message(4), message(6), message(7)], now);

    expect(readable.map(({ seq }) => seq)).toEqual([4]);
    expect(cursor).toBe(4);
  });

  test('passes a hole that stayed open for longer than any writer takes', () => {
    const { cursor } = readWithoutGap(3, [message(4), message(6, voidAfterMs), message(7)], now);

    expect(cursor).toBe(7);
  });

  test('whatever the order in which writers fill their places, every message is read once', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 40 }), (arrival) => {
        const stored: number[] = [];
        const read: number[] = [];
        let cursor = 0;
        for (const seq of arrival) {
          stored.push(seq);
          const following = stored.filter((each) => each > cursor).sort((a, b) => a - b);
          const step = readWithoutGap(
            cursor,
            following.map((each) => message(each)),
            now,
          );
          read.push(...step.readable.map((each) => each.seq));
          cursor = step.cursor;
        }
        // In the end every hole is void, and the rest is read.
        const rest = stored.filter((each) => each > cursor).sort((a, b) => a - b);
        read.push(
          ...readWithoutGap(
            cursor,
            rest.map((each) => message(each, voidAfterMs)),
            now,
          ).readable.map((each) => each.seq),
        );
        expect([...read].sort((a, b) => a - b)).toEqual([...arrival].sort((a, b) => a - b));
      }),
    );
  });
});

describe('receipts', () => {
  const states = ['sent', 'delivered', 'read'] as const;
  const start: DeliveryRecord = { state: 'sending', attempts: 1, queuedAt: now };

  test('in any order and however often end at the highest state that was told', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...states), { minLength: 1, maxLength: 12 }), (told) => {
        const end = told.reduce<DeliveryRecord>((delivery, state) => raiseDelivery(delivery, { state }) ?? delivery, start);

        expect(end.state).toBe(states[Math.max(...told.map((state) => states.indexOf(state)))]);
      }),
    );
  });

  test('of a failure count only before anything better is known', () => {
    expect(raiseDelivery({ ...start, state: 'sent' }, { state: 'failed', reason: 'blocked' })).toMatchObject({
      state: 'failed',
      reason: 'blocked',
    });
    expect(raiseDelivery({ ...start, state: 'delivered' }, { state: 'failed' })).toBeNull();
  });

  test('resolve a doubt: what the provider delivered did go out', () => {
    expect(raiseDelivery({ ...start, state: 'unknown', reason: 'no-answer' }, { state: 'delivered' })).toEqual({
      state: 'delivered',
      attempts: 1,
      queuedAt: now,
    });
  });
});
