import { startWhatsAppWebEmulator } from '../../../bots/emulators/whatsapp-web/emulator.ts';
import { onDemand } from './on-demand.ts';
import { shownFile } from './shown-file.ts';
import type { StartedMessenger } from './start-messengers.ts';

/** A number on an emulated WhatsApp Web, whose phone scans the code by itself once the page wants it connected. */
export async function startWhatsAppWeb(): Promise<StartedMessenger> {
  const emulator = await startWhatsAppWebEmulator();
  const shop = emulator.createPhone({ name: 'Sunny Shop' });

  return {
    environment: { WHATSAPP_WEB_ROOT: emulator.url },
    stop: () => emulator.stop(),
    connect(stage) {
      const person = emulator.createPerson({ name: stage.customer });
      const messenger = onDemand(stage, {
        provider: 'whatsapp-web',
        title: 'WhatsApp Web',
        channel: { name: 'Sunny Shop on WhatsApp Web', settings: {} },
        signIn: (step) => {
          if (step.kind === 'qr') shop.scan(step.value);
        },
        app: {
          isTyping: () => shop.typingSeenBy(person).at(-1) === 'composing',
          lines: () =>
            shop
              .seenBy(person)
              .filter(({ isRevoked }) => !isRevoked)
              .map(({ id, isFromAccount, text, file, place, reactions }) => ({
                id,
                isMine: !isFromAccount,
                text,
                files: [...(file ? [shownFile(file.mimeType, file.name)] : []), ...(place ? [shownFile('location')] : [])],
                buttons: [],
                reactions: reactions.map((each) => each.text),
              })),
          writeText(text) {
            person.read(shop);
            person.sendText(shop, text);
          },
          sendFile({ name, mimeType, bytes }) {
            const kind = mimeType.startsWith('image/') ? 'image' : mimeType.startsWith('audio/') ? 'ptt' : 'document';
            person.sendFile(shop, kind, { name, mimeType, bytes });
          },
        },
      });
      return Promise.resolve(messenger);
    },
  };
}
