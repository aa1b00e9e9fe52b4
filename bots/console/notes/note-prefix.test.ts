import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeDrafts, readDraft } from '../answering/read-draft.ts';
import { readIntent } from './note-prefix.ts';

const blanks = fc.stringMatching(/^[ \t\n\u00A0\u200B\u200D\u2060\uFEFF]{0,5}$/);
const prefixes = fc.constantFrom('//', '!', '///', '!!', '／／', '！', '/note ', '/note@desk_bot ', '/NOTE ');

test('whatever follows a note’s prefix, however it is padded, is never read as a reply', () => {
  fc.assert(
    fc.property(blanks, prefixes, fc.string({ unit: 'grapheme' }), (blank, prefix, words) => {
      expect(readIntent(`${blank}${prefix}${words}`).kind).not.toBe('reply');
    }),
  );
});

test('an album with a note’s prefix on any caption is a note as a whole', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 9 }), prefixes, fc.nat(), (captions, prefix, at) => {
      const index = at % captions.length;
      const parts = captions.map((caption, part) => album(part + 1, part === index ? `${prefix}${caption}` : caption));
      expect(mergeDrafts(parts.flatMap((part) => readDraft(part, '1') ?? []))?.intent).not.toBe('reply');
    }),
  );
});

test.each([
  ['// call her', 'note', 'call her'],
  ['!vip', 'note', 'vip'],
  ['/note later', 'note', 'later'],
  ['/refund', 'doubtful', '/refund'],
  ['\\\\ slip', 'doubtful', '\\\\ slip'],
  ['/', 'doubtful', '/'],
  ['Hello! // not a prefix', 'reply', 'Hello! // not a prefix'],
  ['https://example.org', 'reply', 'https://example.org'],
  ['5/7 is fine', 'reply', '5/7 is fine'],
])('%s is a %s', (text, kind, words) => {
  expect(readIntent(text)).toEqual({ kind, text: words });
});

function album(messageId: number, caption: string): Parameters<typeof readDraft>[0] {
  const photo = [{ file_id: 'f', file_unique_id: 'u', width: 1, height: 1 }];
  const chat = { id: 7, type: 'private' as const, first_name: 'Ann' };
  return { message_id: messageId, date: 1, chat, from: { id: 7, is_bot: false, first_name: 'Ann' }, photo, caption, media_group_id: 'g' };
}
