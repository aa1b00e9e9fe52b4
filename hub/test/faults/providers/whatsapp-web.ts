import { vi } from 'vitest';
import { startWhatsAppWebEmulator } from '../../../../bots/emulators/whatsapp-web/emulator.ts';
import { getChannel } from '../../../api/customers/channels.ts';
import { findBrowser } from '../../browser.ts';
import { connect, pdf, type DrivenHub, type Driver, type SendFault } from './driver.ts';

const kinds = {
  'too-many': 'refuse-send',
  broken: 'reload',
  'cut-before': 'cut-before',
  'cut-after': 'cut-after',
} as const satisfies Record<SendFault, string>;

/** A busy machine starts a browser slowly. */
const patience = { timeout: 120_000, interval: 100 };

/** WhatsApp by its page: what it took is in the chat, so that only what it never took stays in doubt. All customers write to one account, as each has a browser. */
export async function startWhatsAppWebDriver(): Promise<Driver> {
  const whatsapp = await startWhatsAppWebEmulator();
  const shop = whatsapp.createPhone({ name: 'Corner Shop' });
  let linked: Promise<string> | undefined;

  async function link(hub: DrivenHub): Promise<string> {
    const channelId = await connect(hub, 'whatsapp-web', {});
    const health = async () => (await hub.client().call(getChannel, { params: { channelId } })).health;
    const code = await vi.waitFor(async () => {
      const { signIn } = await health();
      if (signIn?.kind !== 'qr') throw new Error('WhatsApp Web shows no code yet');
      return signIn.value;
    }, patience);
    shop.scan(code);
    await vi.waitFor(async () => {
      if ((await health()).state !== 'ok') throw new Error('WhatsApp Web is not ready yet');
    }, patience);
    return channelId;
  }

  return {
    provider: 'whatsapp-web',
    environment: { WHATSAPP_WEB_ROOT: whatsapp.url, CHROME_PATH: await findBrowser() },
    afterCut: { 'cut-before': 'unknown', 'cut-after': 'sent' },
    refusesForGood: true,
    leavesOut: {
      access: 'linking again takes a new browser: see that the queue waits for it in paths/whatsapp-web.test.ts',
    },
    keepsOrder: false,
    file: pdf,
    async open(hub, name) {
      const channelId = await (linked ??= link(hub));
      const customer = whatsapp.createPerson({ name });
      return {
        channelId,
        write: (text) => void customer.sendText(shop, text),
        sendFile: () => void customer.sendFile(shop, 'document', { bytes: pdf.bytes, mimeType: pdf.type, name: 'theirs.pdf' }),
        seen: () => shop.seenBy(customer).flatMap(({ isFromAccount, text }) => (isFromAccount ? [text] : [])),
        pending: () => 0,
        strike(fault, times) {
          const added = whatsapp.faults.add({ kind: kinds[fault], times });
          return () => added.hits;
        },
        // What comes while the page loads anew is told by nobody, and has to be looked for.
        disturb() {
          shop.reloadPages();
          for (const kind of ['tell-twice', 'tell-late'] as const) whatsapp.faults.add({ kind, times: 3 });
          return () => whatsapp.faults.clear();
        },
        takeMediaDown() {
          whatsapp.faults.add({ kind: 'media-down' });
          return () => whatsapp.faults.clear();
        },
        endAccess() {
          throw new Error('nobody is asked for this');
        },
      };
    },
    follow: async () => {},
    stop: () => whatsapp.stop(),
  };
}
