import { startWhatsAppEmulator } from '../../../bots/emulators/whatsapp/emulator.ts';
import { addChannel } from '../../api/customers/channels.ts';
import { connected } from './messenger.ts';
import { shownFile } from './shown-file.ts';
import type { MessengerStage, StartedMessenger } from './start-messengers.ts';

/** A business number on an emulated WhatsApp, and the customer's phone. */
export async function startWhatsApp(): Promise<StartedMessenger> {
  const emulator = await startWhatsAppEmulator();
  const number = emulator.createNumber({ name: 'Sunny Shop' });

  return {
    environment: { WHATSAPP_API_ROOT: emulator.url },
    stop: () => emulator.stop(),
    async connect({ client, hubUrl, customer }: MessengerStage) {
      const user = emulator.createUser({ name: customer });
      const verifyToken = 'playground-verify-token';
      const { phoneNumberId, businessAccountId, accessToken, appSecret } = number;
      const settings = { phoneNumberId, businessAccountId, accessToken, appSecret, verifyToken };
      const { id } = await client.call(addChannel, { body: { provider: 'whatsapp', name: 'Sunny Shop on WhatsApp', settings } });
      await emulator.setAppWebhook(number, `${hubUrl}/webhooks/${id}`, verifyToken);
      const transcript = () => emulator.transcript(number, user);
      return {
        provider: 'whatsapp',
        read: () => ({
          provider: 'whatsapp',
          title: 'WhatsApp',
          ...connected,
          isTyping: user.isTypedTo(),
          lines: transcript()
            .filter(({ isDeleted }) => !isDeleted)
            .map(({ id: line, from, type, text, media, location, buttons, reactions }) => ({
              id: line,
              isMine: from === 'customer',
              text,
              files: [
                ...(media ? [type === 'sticker' ? shownFile(type) : shownFile(media.mimeType, media.name)] : []),
                ...(location ? [shownFile('location')] : []),
              ],
              buttons: buttons.map(({ title }) => title),
              reactions: reactions.map(({ emoji }) => emoji),
            })),
        }),
        writeText(text) {
          user.read(number);
          user.sendText(number, text);
        },
        sendFile({ name, mimeType, bytes }) {
          const type = mimeType.startsWith('image/') ? 'image' : mimeType.startsWith('audio/') ? 'audio' : 'document';
          user.sendMedia(number, type, { name, mimeType, bytes }, { voice: type === 'audio' });
        },
        press(title) {
          const message = transcript().findLast(({ buttons }) => buttons.some((button) => button.title === title));
          if (!message) throw new Error(`There is no button ${title}`);
          user.press(message, title);
        },
      };
    },
  };
}
