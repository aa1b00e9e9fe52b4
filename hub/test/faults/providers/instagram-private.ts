import { expect, vi } from 'vitest';
import { jpeg } from '../../../../bots/instagram-private/account.fixture.ts';
import { startInstagramPrivateEmulator } from '../../../../bots/emulators/instagram-private/emulator.ts';
import { getChannel, testChannel } from '../../../api/customers/channels.ts';
import { connect, patience, type Driver, type SendFault } from './driver.ts';

const kinds = { 'too-many': '429', broken: '500', 'cut-before': 'cut-before', 'cut-after': 'cut-after' } as const satisfies Record<
  SendFault,
  string
>;
const path = { inbox: '/api/v1/direct_v2/inbox', send: '/api/v1/direct_v2/threads/broadcast' };

/** Instagram as its app has it: looks into the inbox, where what it took is found again, so that only what it never took stays in doubt. */
export async function startInstagramPrivateDriver(): Promise<Driver> {
  const instagram = await startInstagramPrivateEmulator();
  let accounts = 0;
  return {
    provider: 'instagram-private',
    environment: { INSTAGRAM_APP_ROOT: instagram.url },
    afterCut: { 'cut-before': 'unknown', 'cut-after': 'sent' },
    keepsOrder: true,
    file: { bytes: jpeg, name: 'ours.jpg', type: 'image/jpeg' },
    async open(hub, name) {
      accounts += 1;
      const password = 'of the shop';
      const shop = instagram.createAccount({ username: `shop.${accounts}`, password });
      const channelId = await connect(hub, 'instagram-private', { username: shop.username, password });
      // What was in the inbox before the first look is history.
      await vi.waitFor(async () => {
        const { health } = await hub.client().call(getChannel, { params: { channelId } });
        expect(health.state).toBe('ok');
      }, patience);
      const customer = instagram.createPerson(shop, { username: `customer.${accounts}`, fullName: name });
      return {
        channelId,
        write: (text) => void customer.text(text),
        sendFile: () => void customer.photo({ bytes: Buffer.from([0xff, 0xd8, 0xff, 0xe0]), mimeType: 'image/jpeg' }),
        seen: () =>
          instagram
            .transcript(customer)
            .flatMap(({ userId, body }) => (userId === shop.id && typeof body['text'] === 'string' ? [body['text']] : [])),
        pending: () => 0,
        strike(fault, times) {
          const added = instagram.faults.add({ path: path.send, kind: kinds[fault], times });
          return () => added.hits;
        },
        disturb() {
          for (const kind of ['cut-after', '500', 'html', 'cut-before'] as const)
            instagram.faults.add({ path: path.inbox, kind, times: 1 });
          return () => {};
        },
        takeMediaDown() {
          for (const media of ['/cdn/', '/rupload_igphoto']) instagram.faults.add({ path: media, kind: '500' });
          return () => instagram.faults.clear();
        },
        endAccess() {
          shop.sessions.clear();
          return () => hub.client().call(testChannel, { params: { channelId } });
        },
      };
    },
    follow: async () => {},
    stop: () => instagram.stop(),
  };
}
