import { describe, expect, test } from 'vitest';
import type { BulkAction, ConversationView } from '../../../../../hub/api/customers/conversations.ts';
import { stepsBack, type Changed } from './steps-back.ts';

const noon = Date.parse('2026-11-21T12:00:00Z');
const tomorrow = '2026-11-22T08:00:00.000Z';

function conversation(change: Partial<ConversationView> = {}): ConversationView {
  return {
    id: 'a'.repeat(24),
    number: 1,
    channelId: 'c'.repeat(24),
    provider: 'telegram',
    contact: { id: 'b'.repeat(24), name: 'Anna' },
    status: 'open',
    assigneeId: null,
    departmentId: null,
    handledBy: 'team',
    priority: 'normal',
    unread: 0,
    tags: [],
    mentions: [],
    preview: '',
    lastAuthor: 'contact',
    lastAuthorId: null,
    lastMessageAt: '2026-11-21T11:00:00.000Z',
    lastInboundAt: null,
    waitingSince: null,
    unreachable: false,
    seq: 1,
    rev: 1,
    createdAt: '2026-11-21T10:00:00.000Z',
    ...change,
  };
}

/** What happened: before, by the action, and since then. */
function changed(before: Partial<ConversationView>, after: Partial<ConversationView>, since: Partial<ConversationView> = {}): Changed {
  const was = conversation(before);
  const made = { ...was, ...after };
  return { before: was, after: made, now: { ...made, ...since } };
}

function actionsBack(type: BulkAction['type'], one: Changed): BulkAction[] {
  return stepsBack(type, [one], noon).steps.map(({ action }) => action);
}

describe('the way back', () => {
  test('from closed leads to open, and to unread where it was', () => {
    expect(actionsBack('close', changed({ unread: 2 }, { status: 'closed', unread: 0 }))).toEqual([{ type: 'reopen' }, { type: 'unseen' }]);
    expect(actionsBack('close', changed({}, { status: 'closed' }))).toEqual([{ type: 'reopen' }]);
  });

  test('from closed to snoozed goes by open, as what is closed can not be snoozed', () => {
    const one = changed({ status: 'snoozed', snoozedUntil: tomorrow }, { status: 'closed', snoozedUntil: undefined });
    expect(actionsBack('close', one)).toEqual([{ type: 'reopen' }, { type: 'snooze', until: tomorrow }]);
  });

  test('to a snooze that has ended by now leads to open', () => {
    const ended = { status: 'snoozed', snoozedUntil: '2026-11-21T11:59:00.000Z' } as const;
    expect(actionsBack('close', changed(ended, { status: 'closed', snoozedUntil: undefined }))).toEqual([{ type: 'reopen' }]);
    expect(actionsBack('reopen', changed(ended, { status: 'open', snoozedUntil: undefined }))).toEqual([]);
  });

  test('from another snooze leads to the one before, also to the one until the customer writes', () => {
    const later = { status: 'snoozed', snoozedUntil: '2026-11-30T08:00:00.000Z' } as const;
    expect(actionsBack('snooze', changed({ status: 'snoozed', snoozedUntil: tomorrow }, later))).toEqual([
      { type: 'snooze', until: tomorrow },
    ]);
    expect(actionsBack('snooze', changed({ status: 'snoozed' }, later))).toEqual([{ type: 'snooze', until: null }]);
    expect(actionsBack('snooze', changed({}, later))).toEqual([{ type: 'reopen' }]);
  });

  test('from reopened leads to closed or snoozed, as it was', () => {
    expect(actionsBack('reopen', changed({ status: 'closed' }, { status: 'open' }))).toEqual([{ type: 'close' }]);
    const snoozed = changed({ status: 'snoozed', snoozedUntil: tomorrow }, { status: 'open', snoozedUntil: undefined });
    expect(actionsBack('reopen', snoozed)).toEqual([{ type: 'snooze', until: tomorrow }]);
  });

  test('from an assignment leads to agent and department before, from whoever got it then', () => {
    const one = changed({ assigneeId: '1', departmentId: '7' }, { assigneeId: '2', departmentId: '8' });
    expect(stepsBack('assign', [one], noon).steps).toEqual([
      { ids: [one.now.id], action: { type: 'assign', agentId: '1', departmentId: '7' }, expectedAssigneeId: '2' },
    ]);
  });

  test('is left alone where somebody has decided anew', () => {
    const taken = changed({ assigneeId: '1' }, { assigneeId: '2' }, { assigneeId: '3' });
    expect(stepsBack('assign', [taken], noon)).toEqual({ steps: [], left: [taken.now.id] });
    const reopened = changed({}, { status: 'closed' }, { status: 'open' });
    expect(stepsBack('close', [reopened], noon)).toEqual({ steps: [], left: [reopened.now.id] });
    const urgent = changed({ priority: 'low' }, { priority: 'high' }, { priority: 'urgent' });
    expect(stepsBack('priority', [urgent], noon)).toEqual({ steps: [], left: [urgent.now.id] });
  });

  test('of tags goes tag by tag: what a colleague put on meanwhile stays', () => {
    expect(actionsBack('addTag', changed({ tags: ['vip'] }, { tags: ['vip', 'api'] }, { tags: ['vip', 'api', 'new'] }))).toEqual([
      { type: 'removeTag', tag: 'api' },
    ]);
    expect(actionsBack('removeTag', changed({ tags: ['vip'] }, { tags: [] }))).toEqual([{ type: 'addTag', tag: 'vip' }]);
    expect(actionsBack('addTag', changed({}, { tags: ['api'] }, { tags: [] }))).toEqual([]);
  });

  test('touches nothing but what the action did', () => {
    const one = changed({ priority: 'low', assigneeId: '1' }, { priority: 'high', assigneeId: '2', status: 'closed' });
    expect(actionsBack('priority', one)).toEqual([{ type: 'priority', priority: 'low' }]);
    expect(actionsBack('close', one)).toEqual([{ type: 'reopen' }]);
    expect(actionsBack('seen', one)).toEqual([]);
  });

  test('of many goes together where it is the same way', () => {
    const ids = ['1', '2', '3'];
    const many = ids.map((id) => changed({ id, priority: id === '3' ? 'low' : 'normal' }, { priority: 'urgent' }));
    expect(stepsBack('priority', many, noon).steps).toEqual([
      { ids: ['1', '2'], action: { type: 'priority', priority: 'normal' } },
      { ids: ['3'], action: { type: 'priority', priority: 'low' } },
    ]);
  });
});
