import { describe, expect, it } from 'vitest';
import type { Draft } from '../../../../hub/api/customers/drafts.ts';
import { emptyContent, isEmptyContent, mentionsIn, pickDraft, type KeptDraft } from './draft-content.ts';

const noon = Date.parse('2026-03-03T12:00:00.000Z');
const local = (change: Partial<KeptDraft> = {}): KeptDraft => ({
  content: { ...emptyContent, text: 'typed here' },
  changedAt: noon,
  basedOn: null,
  isDirty: true,
  ...change,
});
const hubs = (updatedAt: string): Draft => ({
  mode: 'reply',
  text: 'typed there',
  format: 'plain',
  attachments: [],
  mentions: [],
  updatedAt,
});
const idle = { isBeingTyped: false };

describe('which draft goes on', () => {
  it('takes the hub’s where this browser has none, and where it has nothing that the hub lacks', () => {
    expect(pickDraft(null, hubs('2026-03-03T11:00:00.000Z'), idle)).toBe('hub');
    expect(pickDraft(local({ isDirty: false }), hubs('2026-03-03T11:00:00.000Z'), idle)).toBe('hub');
    expect(pickDraft(local({ isDirty: false }), null, idle)).toBe('hub');
  });

  it('takes the newer one where both were changed', () => {
    expect(pickDraft(local(), hubs('2026-03-03T11:00:00.000Z'), idle)).toBe('local');
    expect(pickDraft(local(), hubs('2026-03-03T13:00:00.000Z'), idle)).toBe('hub');
  });

  it('keeps what was typed on from the hub’s own draft, whatever the clocks say', () => {
    const updatedAt = '2026-03-03T13:00:00.000Z';
    expect(pickDraft(local({ basedOn: updatedAt }), hubs(updatedAt), idle)).toBe('local');
  });

  it('never takes away what is being typed, nor what the hub has nothing in place of', () => {
    expect(pickDraft(local(), hubs('2026-03-03T13:00:00.000Z'), { isBeingTyped: true })).toBe('local');
    expect(pickDraft(local({ basedOn: '2026-03-03T11:00:00.000Z' }), null, idle)).toBe('local');
  });
});

describe('a draft’s content', () => {
  it('is empty without words and files', () => {
    expect(isEmptyContent({ text: ' \n', attachments: [] })).toBe(true);
    expect(isEmptyContent({ text: 'a', attachments: [] })).toBe(false);
  });

  it('mentions only those whose name was left in the text, each once', () => {
    const names: Record<string, string> = { a: 'Ada Owner', b: 'Boris' };
    expect(mentionsIn('@Ada Owner please look', ['a', 'b', 'a', 'gone'], (id) => names[id])).toEqual(['a']);
  });
});
