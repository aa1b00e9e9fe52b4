import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OutboundMessage } from '../../contract/outbound.ts';
import { attachment, messageTo, ogg, pixel, startTestCommunity } from '../community.fixture.ts';
import type { TestCommunity } from '../community.fixture.ts';

let stage: TestCommunity;
let chatId: string;
beforeEach(async () => {
  stage = await startTestCommunity();
  chatId = String(stage.anna.id);
});
afterEach(() => stage.stop());

const picture = attachment({ kind: 'image', name: 'a.png', mimeType: 'image/png', bytes: pixel });
const voice = attachment({ kind: 'voice', name: 'v.ogg', mimeType: 'audio/ogg', bytes: ogg });

/** Sends a message, then changes its words. */
async function change(fields: Partial<OutboundMessage>, text: string): Promise<void> {
  const { parts } = await stage.connection.send(messageTo(stage.anna, fields));
  await stage.connection.edit?.(
    chatId,
    parts.map(({ externalId }) => externalId),
    messageTo(stage.anna, { ...fields, text }),
  );
}
const texts = () => stage.written().map(({ text }) => text);

describe('changing words', () => {
  it('changes a text in place, its buttons with it', async () => {
    await change({ text: 'Tusday', buttons: [{ title: 'Ok', payload: 'ok' }] }, 'Tuesday');
    expect(stage.written()).toMatchObject([{ text: 'Tuesday', isEdited: true, buttons: [[{ title: 'Ok' }]] }]);
  });

  it('keeps what hangs on the message, also where words were added or taken away', async () => {
    await change({ text: 'Lok', attachments: [picture, attachment(), voice] }, 'Look');
    await change({ messageId: 'b'.repeat(24), attachments: [picture] }, 'Now with words');
    await change({ messageId: 'c'.repeat(24), text: 'Without', attachments: [picture] }, '');
    expect(stage.written().map(({ text, files }) => [text, ...files.map(({ type }) => type)])).toEqual([
      ['Look', 'photo', 'doc'],
      ['', 'audio_message'],
      ['Now with words', 'photo'],
      ['', 'photo'],
    ]);
  });

  it('deletes messages that are left over, and refuses words that need more than went out', async () => {
    await change({ text: `${'a'.repeat(4096)}b`, location: { latitude: 1, longitude: 2 } }, 'short');
    expect(texts()).toEqual(['short', '']);
    await expect(change({ messageId: 'b'.repeat(24), text: 'short' }, `${'a'.repeat(4096)}b`)).rejects.toMatchObject({
      reason: 'invalid-content',
      detail: expect.stringContaining('does not fit'),
    });
  });

  it('is refused after a day, in VK’s words', async () => {
    const { parts } = await stage.connection.send(messageTo(stage.anna, { text: 'old' }));
    stage.emulator.clock.advance(25 * 3_600_000);
    const cmids = parts.map(({ externalId }) => externalId);
    const editing = stage.connection.edit?.(chatId, cmids, messageTo(stage.anna, { text: 'new' }));
    await expect(editing).rejects.toMatchObject({ reason: 'invalid-content', detail: expect.stringContaining('too old (909)') });
    await expect(stage.connection.delete?.(chatId, cmids)).rejects.toMatchObject({ detail: expect.stringContaining('(924)') });
  });
});

describe('deleting', () => {
  it('takes all parts away for everybody; what is gone already is deleted', async () => {
    const { parts } = await stage.connection.send(messageTo(stage.anna, { text: `${'a'.repeat(4096)}b` }));
    const cmids = parts.map(({ externalId }) => externalId);
    await stage.connection.delete?.(chatId, cmids);
    expect(texts()).toEqual([]);
    await stage.connection.delete?.(chatId, cmids);
    await expect(stage.connection.delete?.(chatId, ['press:1'])).rejects.toMatchObject({ reason: 'invalid-content' });
  });
});

describe('reacting', () => {
  it('puts a reaction of VK on a message and takes it back; others are refused in words', async () => {
    const cmid = String(stage.hello.cmid);
    const shown = () => stage.emulator.transcript(stage.group, stage.anna)[0]?.reactions;
    await stage.connection.react?.(chatId, cmid, '❤️');
    expect(shown()).toEqual({ [-stage.group.id]: 1 });
    await stage.connection.react?.(chatId, cmid, null);
    expect(shown()).toEqual({});
    await expect(stage.connection.react?.(chatId, cmid, '🦄')).rejects.toMatchObject({ detail: expect.stringContaining('🦄') });
  });
});

describe('signs to the customer', () => {
  it('typing, reading and a taken press reach VK; a press that is over is let be', async () => {
    await stage.connection.setTyping?.(chatId);
    await stage.connection.markRead?.(chatId, String(stage.hello.cmid));
    expect(stage.group.look(stage.anna)).toEqual({ readUpTo: stage.hello.cmid, typing: 'typing' });
    const { parts } = await stage.connection.send(messageTo(stage.anna, { text: 'Tea?', buttons: [{ title: 'Yes', payload: 'y' }] }));
    const { pressId: press = '' } = stage.anna.press(stage.group, { peerId: stage.anna.id, cmid: Number(parts[0]?.externalId) }, 'Yes');
    const pressId = `${chatId}:${chatId}:${press}`;
    await stage.connection.answerPress?.(pressId);
    expect(stage.emulator.isAnswered(press)).toBe(true);
    await stage.connection.answerPress?.(pressId);
    await stage.connection.answerPress?.('nonsense');
  });
});
