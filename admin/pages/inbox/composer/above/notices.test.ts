import { describe, expect, it } from 'vitest';
import { findNotices, type Destination } from './notices.ts';

const now = Date.parse('2026-03-03T12:00:00.000Z');

function to(head: Partial<NonNullable<Destination['head']>> = {}, more: Partial<Destination> = {}): Destination {
  return {
    head: { contact: { id: 'c', name: 'Anna' }, unreachable: false, status: 'open', lastInboundAt: '2026-03-02T13:00:00.000Z', ...head },
    health: { state: 'ok' },
    abilities: { windowHours: null },
    isOnline: true,
    now,
    ...more,
  };
}

describe('what is said before sending', () => {
  it('is nothing where all is well', () => {
    expect(findNotices(to(), 'reply')).toEqual([]);
  });

  it('tells that the window is closed only after its hours', () => {
    expect(findNotices(to({}, { abilities: { windowHours: 24 } }), 'reply')).toEqual([]);
    expect(findNotices(to({}, { abilities: { windowHours: 22 } }), 'reply')).toEqual(['window-closed']);
    expect(findNotices(to({ lastInboundAt: null }, { abilities: { windowHours: 24 } }), 'reply')).toEqual(['window-closed']);
  });

  it('tells what stands against it, the gravest first', () => {
    expect(findNotices(to({ unreachable: true, status: 'closed' }, { health: { state: 'failed' }, isOnline: false }), 'reply')).toEqual([
      'unreachable',
      'channel-failed',
      'closed',
      'offline',
    ]);
    expect(findNotices(to({ contact: { id: 'c', name: 'Anna', blocked: true } }, { health: { state: 'paused' } }), 'reply')).toEqual([
      'blocked',
      'channel-paused',
    ]);
  });

  it('says nothing of the channel about a note', () => {
    expect(findNotices(to({ unreachable: true, status: 'closed' }, { health: { state: 'failed' } }), 'note')).toEqual([]);
    expect(findNotices(to({}, { isOnline: false }), 'note')).toEqual(['offline']);
  });
});
