import { addMessage, changeMessage, type Chat } from '../chats.ts';
import type { Message } from '../message.ts';
import { ask, cmd } from '../state.ts';
import { createWid } from '../wid.ts';
import type { RawMessage } from '../../wire.ts';

/** A message of ours goes into the chat at once and to the servers behind it: two promises, as the real action gives. */
function addAndSend(chat: Chat, message: object): [Promise<unknown>, Promise<unknown>] {
  const raw = plain(message);
  const added = addMessage({ ...raw, ack: 0 }, chat.formattedTitle, true);
  const sent = ask('send', { message: raw }).then(
    () => ({ messageSendResult: 'OK' }),
    () => {
      changeMessage(added.id._serialized, { ack: -1 });
      return { messageSendResult: 'ERROR_UNKNOWN' };
    },
  );
  return [Promise.resolve(added), sent];
}

/** Only what can travel: ids as texts, no functions, no blobs. */
function plain(message: object): RawMessage {
  const { id, from, to, mediaBlob: _, ...rest } = message as { id: RawMessage['id']; from: object; to: object; mediaBlob?: unknown };
  const { fromMe, remote, id: own, _serialized } = id;
  const key = { fromMe, remote: nameOf(remote), id: own, _serialized };
  return JSON.parse(JSON.stringify({ ...rest, id: key, from: nameOf(from), to: nameOf(to) })) as RawMessage;
}

const nameOf = (id: unknown) => createWid(id)._serialized;
const isOurs = ({ id }: Message) => id.fromMe;

Object.assign(cmd, {
  sendRevokeMsgs: async (_chat: Chat, { list }: { list: Message[] }) => {
    for (const { id } of list) await ask('revoke', { id: id._serialized });
  },
  sendDeleteMsgs: async () => {},
});

/** Writing, changing, taking back. */
export const sending: Record<string, unknown> = {
  WAWebSendMsgChatAction: { addAndSendMsgToChat: addAndSend },
  WAWebGetEphemeralFieldsMsgActionsUtils: { getEphemeralFields: () => ({}) },
  WAWebMsgReply: { canReplyMsg: () => true },
  WAWebMsgActionCapability: {
    // A quarter of an hour, as WhatsApp gives.
    canEditText: (message: Message) => isOurs(message) && message.type === 'chat' && Date.now() / 1000 - message.t < 900,
    canEditCaption: (message: Message) => isOurs(message) && message['caption'] !== undefined && Date.now() / 1000 - message.t < 900,
    canSenderRevokeMsg: isOurs,
    canAdminRevokeMsg: () => false,
  },
  WAWebSendMessageEditAction: { sendMessageEdit: (message: Message, text: string) => ask('edit', { id: message.id._serialized, text }) },
  WAWebUpdateUnreadChatAction: {
    async sendSeen({ chat }: { chat: Chat }) {
      chat.unreadCount = 0;
      await ask('seen', { chatId: chat.id._serialized });
    },
  },
  WAWebChatStateBridge: {
    sendChatStateComposing: (chatId: object) => ask('typing', { chatId: nameOf(chatId), state: 'composing' }),
    sendChatStateRecording: (chatId: object) => ask('typing', { chatId: nameOf(chatId), state: 'recording' }),
    sendChatStatePaused: (chatId: object) => ask('typing', { chatId: nameOf(chatId), state: 'paused' }),
  },
};
