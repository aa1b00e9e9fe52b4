import { expect, test } from 'vitest';
import type { MessageView } from '../../../../../hub/api/customers/messages.ts';
import type { PendingMessage } from '../../../../data/conversations/thread-store.ts';
import { buildRows, type Row } from './rows.ts';

const noon = Date.parse('2026-03-02T12:00:00Z');
const at = (minutes: number) => new Date(noon + minutes * 60_000).toISOString();

function message(seq: number, minutes: number, own: Partial<MessageView> = {}): MessageView {
  return {
    id: seq.toString(16).padStart(24, '0'),
    conversationId: 'c'.repeat(24),
    seq,
    rev: 1,
    direction: 'in',
    kind: 'text',
    author: { type: 'contact', id: 'a'.repeat(24), name: 'Anna' },
    text: `text ${seq}`,
    format: 'plain',
    attachments: [],
    externalId: null,
    clientId: null,
    sentAt: at(minutes),
    createdAt: at(minutes),
    reactions: [],
    ...own,
  };
}

const event = (seq: number, minutes: number) => message(seq, minutes, { kind: 'event', event: { type: 'closed', data: {} } });
const pending = (clientId: string, minutes: number): PendingMessage => ({
  clientId,
  kind: 'text',
  text: 'soon',
  format: 'plain',
  createdAt: at(minutes),
  state: 'sending',
});
const rowsOf = (messages: MessageView[], more: Partial<Parameters<typeof buildRows>[0]> = {}) =>
  buildRows({ messages, pending: [], newFrom: null, hasAfter: false, dayOf: (moment) => moment.slice(0, 10), ...more });
const groups = (rows: Row[]) => rows.map(({ isFirst, isLast }) => `${isFirst ? '[' : ''}${isLast ? ']' : ''}`);

test('groups what one author wrote within five minutes', () => {
  const boris = { direction: 'out' as const, author: { type: 'agent' as const, id: 'b'.repeat(24), name: 'Boris' } };
  const rows = rowsOf([message(1, 0), message(2, 5), message(3, 11), message(4, 12, boris), message(5, 13, { ...boris, kind: 'note' })]);
  expect(groups(rows)).toEqual(['[', ']', '[]', '[]', '[]']);
});

test('begins a day with its name, by the day it is told', () => {
  const rows = rowsOf([message(1, 0), message(2, 60), message(3, 13 * 60)]);
  expect(rows.map(({ startsDay }) => startsDay)).toEqual([true, false, true]);
});

test('puts the New line once, above the first unread message, and parts a group there', () => {
  const rows = rowsOf([message(1, 0), event(2, 0), message(3, 1), message(4, 2)], { newFrom: 2 });
  expect(rows.map(({ isNew }) => isNew)).toEqual([false, false, true, false]);
  expect(groups(rowsOf([message(1, 0), message(2, 1)], { newFrom: 2 }))).toEqual(['[]', '[]']);
});

test('gathers events in a row until somebody speaks or the day ends', () => {
  const rows = rowsOf([event(1, 0), event(2, 1), message(3, 2), event(4, 3), event(5, 13 * 60)]);
  expect(rows.map((row) => (row.type === 'events' ? row.events.length : row.type))).toEqual([2, 'message', 1, 1]);
});

test('shows a pending message at the end, and once only when it is confirmed, under the same key', () => {
  const before = rowsOf([message(1, 0)], { pending: [pending('k1', 1), pending('k2', 2)] });
  expect(before.map(({ type }) => type)).toEqual(['message', 'pending', 'pending']);
  const after = rowsOf([message(1, 0), message(2, 1, { clientId: 'k1' })], { pending: [pending('k1', 1), pending('k2', 2)] });
  expect(after.map(({ type }) => type)).toEqual(['message', 'message', 'pending']);
  expect(after[1]?.key).toBe(before[1]?.key);
});

test('keeps the keys of rows when older messages come above them', () => {
  const newer = [event(5, 5), event(6, 6), message(7, 7)];
  const keys = rowsOf(newer).map(({ key }) => key);
  const all = rowsOf([message(3, 1), message(4, 2), ...newer]).map(({ key }) => key);
  expect(all.slice(2)).toEqual(keys);
});

test('leaves out what is pending while newer messages are not read', () => {
  expect(rowsOf([message(1, 0)], { pending: [pending('k', 1)], hasAfter: true })).toHaveLength(1);
});
