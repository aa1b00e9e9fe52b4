import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OutboundMessage } from '../../contract/outbound.ts';
import { attachment, messageTo, pixel, startTestBot } from '../bot.fixture.ts';
import type { TestBot } from '../bot.fixture.ts';

let stage: TestBot;
beforeEach(async () => {
  stage = await startTestBot();
});
afterEach(() => stage.stop());

const picture = () => attachment({ kind: 'image', name: 'a.png', mimeType: 'image/png', bytes: pixel });
const words = () => stage.written().map((message) => message.text ?? message.caption ?? '');

/** Sends a message, then changes it. */
async function sendThenEdit(sent: Partial<OutboundMessage>, edited: Partial<OutboundMessage>): Promise<void> {
  const { parts } = await stage.connection.send(messageTo(stage.ann, sent));
  const ids = parts.map((part) => part.externalId);
  await stage.connection.edit?.(String(stage.ann.id), ids, messageTo(stage.ann, { ...sent, ...edited }));
}

describe('editing', () => {
  it('changes a text with its marks, and keeps the buttons', async () => {
    await sendThenEdit({ text: 'one', buttons: [{ title: 'Yes', payload: 'y' }] }, { text: '**two**', format: 'markdown' });
    expect(stage.written()).toMatchObject([{ text: 'two', entities: [{ type: 'bold' }], isEdited: true, buttons: [[{ text: 'Yes' }]] }]);
  });

  it('changes a caption, also to none', async () => {
    await sendThenEdit({ text: 'one', attachments: [picture(), picture()] }, { text: 'two' });
    expect(words()).toEqual(['two', '']);
    await sendThenEdit({ text: 'one', attachments: [picture()] }, { text: '' });
    expect(words().at(-1)).toBe('');
  });

  it('changes the words that stand apart from files, before them or behind', async () => {
    await sendThenEdit({ text: 'x'.repeat(1025), attachments: [picture()] }, { text: 'short' });
    expect(words()).toEqual(['short', '']);
    await sendThenEdit({ text: 'a', attachments: [picture(), picture()], buttons: [{ title: 'Yes', payload: 'y' }] }, { text: 'b' });
    expect(words().slice(2)).toEqual(['', '', 'b']);
  });

  it('deletes messages that a shorter text leaves over, and refuses a text that needs more', async () => {
    await sendThenEdit({ text: 'x'.repeat(5000) }, { text: 'short' });
    expect(words()).toEqual(['short']);
    await expect(sendThenEdit({ text: 'short' }, { text: 'x'.repeat(5000) })).rejects.toMatchObject({ reason: 'invalid-content' });
    await expect(sendThenEdit({ text: 'c', attachments: [picture()] }, { text: 'x'.repeat(1025) })).rejects.toMatchObject({
      reason: 'invalid-content',
    });
  });

  it('to the same words is done', async () => {
    await sendThenEdit({ text: 'same' }, { text: 'same' });
    expect(words()).toEqual(['same']);
  });
});

describe('the rest', () => {
  it('deletes all parts of a message, also when they are gone already', async () => {
    const { parts } = await stage.connection.send(messageTo(stage.ann, { text: 'x'.repeat(5000) }));
    const ids = parts.map((part) => part.externalId);
    await stage.connection.delete?.(String(stage.ann.id), ids);
    await stage.connection.delete?.(String(stage.ann.id), ids);
    expect(words()).toEqual([]);
  });

  it('sets a reaction and takes it back; one that Telegram does not know is refused here', async () => {
    const message = stage.ann.sendText(stage.bot, 'Thanks!');
    const react = (emoji: string | null) => stage.connection.react?.(String(stage.ann.id), String(message.messageId), emoji);
    const shown = () =>
      stage.emulator
        .transcript(stage.ann.chatWith(stage.bot))
        .at(-1)
        ?.reactions.flatMap(({ emoji }) => emoji);
    await react('❤️');
    expect(shown()).toEqual(['❤']);
    await react(null);
    expect(shown()).toEqual([]);
    await expect(react('🥦')).rejects.toMatchObject({ reason: 'invalid-content' });
    await expect(stage.connection.react?.(String(stage.ann.id), 'press:1', '👍')).rejects.toMatchObject({ reason: 'invalid-content' });
  });

  it('shows typing, and takes a press that nobody waits for any more', async () => {
    await stage.connection.setTyping?.(String(stage.ann.id));
    expect(stage.emulator.requests.of('sendChatAction')).toHaveLength(1);
    await stage.connection.answerPress?.('12345');
  });

  it('finds the present name of a person', async () => {
    const profile = await stage.connection.fetchProfile?.({ externalId: String(stage.ann.id), name: 'old' });
    expect(profile).toMatchObject({ name: 'Ann' });
  });
});
