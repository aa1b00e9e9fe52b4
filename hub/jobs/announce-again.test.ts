import { expect, test, vi } from 'vitest';
import { changeMessage } from '../domain/conversation/changes/change-message.ts';
import { Conversation } from '../domain/conversation/model.ts';
import { Message } from '../domain/timeline/model.ts';
import { patience, useChats } from '../outbound/chats.fixture.ts';
import { useHub } from '../test/start-hub.ts';
import { announceAgain } from './announce-again.ts';

const hub = useHub();
const { openChat } = useChats(hub);

test('a list shows the words of an edit that came while the head a crash had lost was being written', async () => {
  const { conversationId } = await openChat();
  const message = await vi.waitFor(
    () =>
      Message.findOne({ conversationId, unannouncedAt: { $exists: false } })
        .sort({ seq: -1 })
        .orFail()
        .lean(),
    patience,
  );
  const channel = (await hub().hub.channels.find(message.channelId.toHexString()))!;
  await Message.updateOne({ _id: message._id }, { $set: { unannounced: ['received'], unannouncedAt: new Date() } });
  await Conversation.updateOne({ _id: conversationId }, { $set: { previewSeq: 0, preview: '', unread: 0 } });
  const content = { text: 'the right words', format: 'plain' as const, attachments: [] };
  const [part] = message.parts;
  const edit = { type: 'edit' as const, chatId: message.chatId, externalId: part!.externalId, content, editedAt: new Date() };

  await announceAgain({
    ...hub().hub,
    now: () => new Date(Date.now() + 10_000),
    timelines: {
      size: 0,
      async run(_timeline, work) {
        await changeMessage(hub().hub, channel, message._id, edit);
        return work();
      },
    },
  });

  expect(await Conversation.findById(conversationId).orFail().lean()).toMatchObject({ preview: 'the right words', unread: 1 });
  expect(await Message.findById(message._id).orFail().lean()).toMatchObject({ text: 'the right words' });
});
