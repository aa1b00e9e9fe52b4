import { describe, expect, it } from 'vitest';
import { inOrder, isPassing, nextToSend, waitBefore, type OutboxEntry } from './outbox-entry.ts';

function entry(clientId: string, change: Partial<OutboxEntry> = {}): OutboxEntry {
  return {
    clientId,
    conversationId: 'one',
    createdAt: `2026-03-03T12:00:0${clientId}.000Z`,
    kind: 'text',
    text: clientId,
    format: 'plain',
    attachments: [],
    replyTo: null,
    mentions: [],
    state: 'waiting',
    force: false,
    ...change,
  };
}

describe('what goes out next', () => {
  it('is the oldest of the conversation, however they lie', () => {
    const entries = [entry('3'), entry('1'), entry('2'), entry('0', { conversationId: 'other' })];
    expect(nextToSend(entries, 'one')?.clientId).toBe('1');
    expect(inOrder(entries).map(({ clientId }) => clientId)).toEqual(['0', '1', '2', '3']);
  });

  it('is nothing while one is on its way', () => {
    expect(nextToSend([entry('1', { state: 'sending' }), entry('2')], 'one')).toBeNull();
  });

  it('waits for its author behind a stale reply, but lets notes pass', () => {
    expect(nextToSend([entry('1', { state: 'stale' }), entry('2')], 'one')).toBeNull();
    expect(nextToSend([entry('1', { state: 'stale' }), entry('2'), entry('3', { kind: 'note' })], 'one')?.clientId).toBe('3');
  });

  it('passes what was refused for good', () => {
    expect(nextToSend([entry('1', { state: 'failed' }), entry('2')], 'one')?.clientId).toBe('2');
  });

  it('is nothing of an empty outbox', () => {
    expect(nextToSend([], 'one')).toBeNull();
  });
});

describe('trying again', () => {
  it('waits longer each time, half a minute at most', () => {
    expect([1, 2, 3, 10].map(waitBefore)).toEqual([1000, 2000, 4000, 30_000]);
  });

  it('goes on only after what may pass', () => {
    expect([503, 500, 429].every(isPassing)).toBe(true);
    expect([400, 403, 404, 409, 422].some(isPassing)).toBe(false);
  });
});
