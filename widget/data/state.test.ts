import { expect, test } from 'vitest';
import type { VisitorConversation } from '../../hub/api/widget/views.ts';
import { quietOf } from '../frame/quiet.ts';
import { withConversation } from './state.ts';

const conversation = (id: string, given: Partial<VisitorConversation> = {}): VisitorConversation => ({
  id,
  status: 'open',
  assignee: null,
  preview: '',
  lastMessageAt: '2026-03-01T10:00:00.000Z',
  unread: 0,
  seenByTeam: 0,
  seen: 0,
  seq: 1,
  rev: 1,
  isProactive: false,
  carriedOnTo: null,
  rating: { score: null, isAsked: false },
  ...given,
});

test('of two versions of a conversation the later one stays, and what was seen is never unseen', () => {
  const known = [conversation('a', { rev: 3, preview: 'new', seen: 5 })];

  expect(withConversation(known, [conversation('a', { rev: 2, preview: 'old' })])[0]?.preview).toBe('new');
  expect(withConversation(known, [conversation('a', { rev: 4, seen: 2 })])[0]).toMatchObject({ rev: 4, seen: 5 });
});

test('the conversation that was written in last comes first', () => {
  const list = withConversation([conversation('a')], [conversation('b', { lastMessageAt: '2026-03-01T11:00:00.000Z' })]);

  expect(list.map(({ id }) => id)).toEqual(['b', 'a']);
});

test('a preview is shown of what the team began or what has just come, until it is seen or put aside', () => {
  const old = conversation('old', { unread: 1 });
  const proactive = conversation('pro', { unread: 1, isProactive: true, seq: 4 });

  expect(quietOf([old], new Set(), {})).toBeNull();
  expect(quietOf([old], new Set(['old']), {})).toBe(old);
  expect(quietOf([proactive], new Set(), {})).toBe(proactive);
  expect(quietOf([proactive], new Set(), { pro: 4 })).toBeNull();
  expect(quietOf([{ ...proactive, unread: 0 }], new Set(), {})).toBeNull();
});
