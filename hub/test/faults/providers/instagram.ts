import { orderlyDelivery } from '../../../../bots/emulators/instagram/delivery/knobs.ts';
import { startInstagramEmulator, type EmulatedAccount } from '../../../../bots/emulators/instagram/emulator.ts';
import { connect, enter, pdf, type Driver, type SendFault } from './driver.ts';

const kinds = { 'too-many': '429', broken: '500', 'cut-before': 'cut-before', 'cut-after': 'cut-after' } as const satisfies Record<
  SendFault,
  string
>;

/** Instagram's Graph API: pushes, and gives back as echoes what it took, so that only what it never took stays in doubt. */
export async function startInstagramDriver(): Promise<Driver> {
  const instagram = await startInstagramEmulator();
  const accounts: { account: EmulatedAccount; channelId: string }[] = [];
  return {
    provider: 'instagram',
    environment: { INSTAGRAM_API_ROOT: instagram.url },
    afterCut: { 'cut-before': 'unknown', 'cut-after': 'sent' },
    keepsOrder: false,
    file: pdf,
    async open(hub, name) {
      const account = instagram.createAccount({ username: `shop_${accounts.length}` });
      const { id: accountId, token: accessToken, appSecret, verifyToken } = account;
      const settings = { login: 'instagram', accountId, accessToken, appSecret, verifyToken };
      const channelId = await connect(hub, 'instagram', settings);
      accounts.push({ account, channelId });
      await account.setWebhook(`${hub.url()}/webhooks/${channelId}`);
      const customer = instagram.createPerson({ name });
      return {
        channelId,
        write: (text) => void customer.sendText(account, text),
        sendFile: () => void customer.sendMedia(account, 'file', { bytes: pdf.bytes, mime: pdf.type }),
        seen: () => instagram.transcript(account, customer).flatMap(({ from, text }) => (from === 'account' && text !== '' ? [text] : [])),
        pending: () => instagram.pending(account),
        strike(fault, times) {
          const slow = fault === 'too-many' ? { retryAfter: 1 } : {};
          const added = instagram.faults.add({ kind: kinds[fault], method: 'messages', recipient: customer.id, times, ...slow });
          return () => added.hits;
        },
        disturb() {
          Object.assign(instagram.delivery, { duplicates: 4, shuffle: true, batch: 3, delayMs: 5 });
          return () => void Object.assign(instagram.delivery, orderlyDelivery);
        },
        takeMediaDown() {
          for (const method of ['cdn', 'message_attachments'] as const) instagram.faults.add({ kind: '500', method });
          return () => instagram.faults.clear();
        },
        endAccess() {
          account.revokeToken(accessToken);
          return () => enter(hub, channelId, { accessToken: account.issueToken() });
        },
      };
    },
    async follow(hub) {
      for (const { account, channelId } of accounts) await account.setWebhook(`${hub.url()}/webhooks/${channelId}`);
    },
    stop: () => instagram.stop(),
  };
}
