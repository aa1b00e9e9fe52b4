import { startInstagramEmulator } from '../../../bots/emulators/instagram/emulator.ts';
import { addChannel } from '../../api/customers/channels.ts';
import { connected } from './messenger.ts';
import { shownFile } from './shown-file.ts';
import type { MessengerStage, StartedMessenger } from './start-messengers.ts';

/** A professional account on an emulated Instagram, and the customer's phone. */
export async function startInstagram(): Promise<StartedMessenger> {
  const emulator = await startInstagramEmulator();
  const account = emulator.createAccount({ username: 'sunny.shop', name: 'Sunny Shop' });

  return {
    environment: { INSTAGRAM_API_ROOT: emulator.url },
    stop: () => emulator.stop(),
    async connect({ client, hubUrl, customer }: MessengerStage) {
      const person = emulator.createPerson({ name: customer });
      const { id: accountId, token: accessToken, appSecret, verifyToken } = account;
      const settings = { accountId, accessToken, appSecret, verifyToken };
      const { id } = await client.call(addChannel, { body: { provider: 'instagram', name: 'Sunny Shop on Instagram', settings } });
      await account.setWebhook(`${hubUrl}/webhooks/${id}`);
      const transcript = () => emulator.transcript(account, person);
      return {
        provider: 'instagram',
        read: () => ({
          provider: 'instagram',
          title: 'Instagram',
          ...connected,
          isTyping: emulator.isTyping(account, person),
          lines: transcript()
            .filter(({ isUnsent }) => !isUnsent)
            .map(({ mid, from, text, attachments, quickReplies, buttons, reactions }) => ({
              id: mid,
              isMine: from === 'person',
              text,
              files: attachments.map(({ type }) => shownFile(type)),
              buttons: [...quickReplies, ...buttons].map(({ title }) => title),
              reactions: [...reactions.values()],
            })),
        }),
        writeText(text) {
          person.see(account);
          person.sendText(account, text);
        },
        sendFile({ mimeType, bytes }) {
          const type = mimeType.startsWith('image/') ? 'image' : mimeType.startsWith('audio/') ? 'audio' : 'file';
          person.sendMedia(account, type, { bytes, mime: mimeType });
        },
        press(title) {
          const message = transcript().findLast(({ buttons }) => buttons.some((button) => button.title === title));
          if (message) person.pressButton(account, message, title);
          else person.tapQuickReply(account, title);
        },
      };
    },
  };
}
