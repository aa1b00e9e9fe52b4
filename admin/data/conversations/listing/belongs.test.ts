import { describe, expect, test } from 'vitest';
import type { ConversationFilters, ConversationView } from '../../../../hub/api/customers/conversations.ts';
import { belongs, compareKeys, sortKeyOf } from './belongs.ts';

const me = 'a'.repeat(24);
const colleague = 'b'.repeat(24);
const now = Date.parse('2026-03-01T12:00:00.000Z');

function buildHead(fields: Partial<ConversationView> = {}): ConversationView {
  return {
    id: '1'.repeat(24),
    number: 1,
    channelId: 'c'.repeat(24),
    provider: 'telegram',
    contact: { id: 'd'.repeat(24), name: 'Anna' },
    status: 'open',
    assigneeId: null,
    departmentId: null,
    handledBy: 'team',
    priority: 'normal',
    unread: 0,
    tags: [],
    mentions: [],
    preview: '',
    lastAuthor: null,
    lastAuthorId: null,
    lastMessageAt: '2026-03-01T11:00:00.000Z',
    lastInboundAt: null,
    waitingSince: null,
    unreachable: false,
    seq: 1,
    rev: 1,
    createdAt: '2026-03-01T10:00:00.000Z',
    ...fields,
  };
}

function answer(filters: ConversationFilters, fields: Partial<ConversationView>, sort: 'newest' | 'waiting' = 'newest') {
  return belongs(buildHead(fields), { filters, sort }, { agentId: me, now });
}

describe('a conversation belongs on a list', () => {
  test.each<[string, ConversationFilters, Partial<ConversationView>, Partial<ConversationView>]>([
    ['by status', { status: 'open' }, {}, { status: 'closed' }],
    ['of mine', { assignee: 'me' }, { assigneeId: me }, { assigneeId: colleague }],
    ['of nobody', { assignee: 'none' }, {}, { assigneeId: me }],
    ['of a colleague', { assignee: colleague }, { assigneeId: colleague }, { assigneeId: null }],
    ['of a channel', { channel: 'c'.repeat(24) }, {}, { channelId: 'e'.repeat(24) }],
    ['of a department', { department: colleague }, { departmentId: colleague }, {}],
    ['with a contact', { contact: 'd'.repeat(24) }, {}, { contact: { id: me, name: 'Bo' } }],
    ['by tag', { tag: 'vip' }, { tags: ['late', 'vip'] }, { tags: ['vi'] }],
    ['by priority', { priority: 'urgent' }, { priority: 'urgent' }, { priority: 'high' }],
    ['by what is unread', { unread: true }, { unread: 1 }, { unread: 0 }],
    ['by mentions', { mentioned: 'me' }, { mentions: [me] }, { mentions: [colleague] }],
    ['by waiting', { waiting: 15 }, { waitingSince: '2026-03-01T11:45:00.000Z' }, { waitingSince: '2026-03-01T11:45:01.000Z' }],
    ['by several at once', { tag: 'vip', unread: true }, { tags: ['vip'], unread: 2 }, { tags: ['vip'] }],
  ])('%s', (_what, filters, inside, outside) => {
    expect(answer(filters, inside)).toBe('yes');
    expect(answer(filters, outside)).toBe('no');
  });

  test('and one that nobody waits in is not on the list of the longest waiting', () => {
    expect(answer({}, {}, 'waiting')).toBe('no');
    expect(answer({}, { waitingSince: '2026-03-01T11:45:00.000Z' }, 'waiting')).toBe('yes');
  });

  test('but of a search only the hub knows, unless a filter already says no', () => {
    expect(answer({ q: 'anna' }, {})).toBe('unknown');
    expect(answer({ q: 'anna', tag: 'vip' }, {})).toBe('no');
  });
});

test('the newest message comes first, then the higher id; longest waiting first, then the lower id', () => {
  const early = buildHead({ id: '1'.repeat(24), lastMessageAt: '2026-03-01T10:00:00.000Z', waitingSince: '2026-03-01T09:00:00.000Z' });
  const late = buildHead({ id: '2'.repeat(24), lastMessageAt: '2026-03-01T11:00:00.000Z', waitingSince: '2026-03-01T10:30:00.000Z' });
  const twin = { ...late, id: '3'.repeat(24) };
  const order = (sort: 'newest' | 'waiting') =>
    [late, twin, early].toSorted((a, b) => compareKeys(sortKeyOf(a, sort), sortKeyOf(b, sort), sort)).map(({ id }) => id[0]);

  expect(order('newest')).toEqual(['3', '2', '1']);
  expect(order('waiting')).toEqual(['1', '2', '3']);
});
