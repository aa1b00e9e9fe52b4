import { describe, expect, test } from 'vitest';
import type { PushPayload } from '../../hub/api/team/push.ts';
import { addressOf, noticeBeside, noticeOf, type Notice } from './notice.ts';

const conversationId = '0bbf65baccee6f844691eb5c';
const push: PushPayload = {
  v: 1,
  kind: 'reply',
  conversationId,
  workspaceId: '0bbf65baccee6f844691eb5d',
  title: 'Anna Petrova',
  body: 'Did the bank answer?',
  tag: conversationId,
  renotify: true,
  silent: false,
  url: `/admin/inbox/all/${conversationId}`,
  at: '2026-11-28T12:00:00.000Z',
};

/** As the browser gives back what it shows. */
function shown({ title, options }: Notice) {
  return { title, body: options.body ?? '', tag: options.tag, data: structuredClone(options.data) };
}

describe('a notice', () => {
  test('says what the push says, and keeps where it leads', () => {
    const { title, options } = noticeOf(push);

    expect(title).toBe('Anna Petrova');
    expect(options).toMatchObject({ body: 'Did the bank answer?', tag: conversationId, renotify: true, silent: false });
    expect(addressOf({ data: options.data })).toBe(push.url);
  });

  test('of a newer hub says title and text, and one of nothing readable still says something', () => {
    expect(noticeOf({ ...push, v: 2, kind: 'unheard-of' })).toMatchObject({ title: 'Anna Petrova', options: { tag: conversationId } });
    expect(noticeOf(null)).toMatchObject({ title: 'Hubbub', options: { tag: 'hubbub', data: { url: '/admin/' } } });
  });

  test('that came before, or is older than the one on the screen, leaves that as it is and makes no sound', () => {
    const later = noticeOf({ ...push, body: 'They should have by now', at: '2026-11-28T12:01:00.000Z' });
    const stays = { title: 'Anna Petrova', options: { body: 'They should have by now', renotify: false, silent: true } };

    expect(noticeBeside(shown(later), later)).toMatchObject(stays);
    expect(noticeBeside(shown(later), noticeOf(push))).toMatchObject(stays);
    expect(noticeBeside(shown(noticeBeside(shown(later), later)), noticeOf(push))).toMatchObject(stays);
  });

  test('that is newer, or of something else at the same moment, takes the place of the one on the screen', () => {
    const later = noticeOf({ ...push, body: 'They should have by now', at: '2026-11-28T12:01:00.000Z' });
    const mention = noticeOf({ ...push, kind: 'mention' });

    expect(noticeBeside(shown(noticeOf(push)), later)).toBe(later);
    expect(noticeBeside(shown(noticeOf(push)), mention)).toBe(mention);
    expect(noticeBeside(undefined, later)).toBe(later);
  });

  test('leads nowhere but into the admin', () => {
    for (const url of ['https://elsewhere.example/admin/', '//elsewhere.example', '/administrator', 'javascript:0', undefined])
      expect(addressOf({ data: { url } })).toBe('/admin/');
  });
});
