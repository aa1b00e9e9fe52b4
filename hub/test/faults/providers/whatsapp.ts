import { startWhatsAppEmulator } from '../../../../bots/emulators/whatsapp/emulator.ts';
import { orderlyDelivery } from '../../../../bots/emulators/whatsapp/delivery/knobs.ts';
import { connect, enter, pdf, publicUrl, type Driver, type SendFault } from './driver.ts';

const kinds = { 'too-many': '429', broken: '500', 'cut-before': 'cut-before', 'cut-after': 'cut-after-accept' } as const satisfies Record<
  SendFault,
  string
>;

/** WhatsApp's Cloud API: pushes, and tells of what it took by a status, so that only what it never took stays in doubt. */
export async function startWhatsAppDriver(): Promise<Driver> {
  const whatsapp = await startWhatsAppEmulator();
  return {
    provider: 'whatsapp',
    environment: { WHATSAPP_API_ROOT: whatsapp.url },
    afterCut: { 'cut-before': 'unknown', 'cut-after': 'sent' },
    keepsOrder: false,
    file: pdf,
    async open(hub, name) {
      whatsapp.resolve(publicUrl, hub.url());
      const number = whatsapp.createNumber();
      const { phoneNumberId, accessToken, appSecret } = number;
      const settings = { phoneNumberId, accessToken, appSecret, verifyToken: 'a-word-of-ours' };
      const channelId = await connect(hub, 'whatsapp', settings);
      const customer = whatsapp.createUser({ name });
      return {
        channelId,
        write: (text) => void customer.sendText(number, text),
        sendFile: () => void customer.sendMedia(number, 'document', { bytes: pdf.bytes, mimeType: pdf.type, name: 'theirs.pdf' }),
        seen: () => whatsapp.transcript(number, customer).flatMap(({ from, text }) => (from === 'business' ? [text] : [])),
        pending: () => whatsapp.pendingWebhooks(number),
        strike(fault, times) {
          const slow = fault === 'too-many' ? { retryAfter: 1 } : {};
          const added = whatsapp.faults.add({ kind: kinds[fault], method: 'messages', phoneNumberId, times, ...slow });
          return () => added.hits;
        },
        disturb() {
          Object.assign(whatsapp.delivery, { duplicates: 4, shuffle: true, batch: 3, wrongSignatures: 3, delayMs: 5 });
          return () => void Object.assign(whatsapp.delivery, orderlyDelivery);
        },
        takeMediaDown() {
          for (const method of ['file', 'media']) whatsapp.faults.add({ kind: '500', method });
          return () => whatsapp.faults.clear();
        },
        endAccess() {
          const renewed = whatsapp.renewToken(number);
          return () => enter(hub, channelId, { accessToken: renewed });
        },
      };
    },
    follow: async (hub) => whatsapp.resolve(publicUrl, hub.url()),
    stop: () => whatsapp.stop(),
  };
}
