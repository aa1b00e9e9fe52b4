import { expect, test } from 'vitest';
import type { VisitorMessage } from '../../../hub/api/widget/views.ts';
import { layOut } from './rows.ts';

const message = (seq: number, given: Partial<VisitorMessage> = {}): VisitorMessage => ({
  id: `m${seq}`,
  conversationId: 'c',
  seq,
  rev: 1,
  direction: 'out',
  kind: 'text',
  author: { type: 'agent', name: 'Anna', avatarUrl: null },
  text: `text ${seq}`,
  format: 'plain',
  attachments: [],
  clientId: null,
  createdAt: `2026-03-01T10:0${seq}:00.000Z`,
  reactions: [],
  ...given,
});
const waiting = {
  clientId: 'k',
  thread: 'c',
  isNew: false,
  text: 'hi',
  attachments: [],
  createdAt: '2026-03-01T10:09:00.000Z',
  state: 'waiting' as const,
};

test('messages of one author that follow each other are one group, until time or author part them', () => {
  const rows = layOut([message(1), message(2), message(3, { direction: 'in' }), message(9)], [], null);

  expect(rows.map((row) => (row.type === 'message' ? [row.key, row.isFirst, row.isLast] : row.type))).toEqual([
    'day',
    ['m1', true, false],
    ['m2', false, true],
    ['m3', true, true],
    ['m9', true, true],
  ]);
});

test('the line of new messages stands once, before the first of the team that was not seen', () => {
  const rows = layOut([message(1), message(2, { direction: 'in' }), message(3), message(4)], [], 1);

  expect(rows.map(({ key }) => key)).toEqual([expect.stringMatching(/^day/), 'm1', 'm2', 'new', 'm3', 'm4']);
});

test('what has arrived is not shown beside its echo, and takes its place', () => {
  const echo = layOut([], [waiting], null);
  const arrived = layOut([message(1, { clientId: 'k', direction: 'in' })], [waiting], null);

  expect(echo.map(({ type, key }) => [type, key])).toEqual([['waiting', 'k']]);
  expect(arrived.filter(({ key }) => key === 'k').map(({ type }) => type)).toEqual(['message']);
});
