import { afterAll, expect, test, vi } from 'vitest';
import { startInstagramPrivateEmulator } from '../../../bots/emulators/instagram-private/emulator.ts';
import { startInstagramEmulator } from '../../../bots/emulators/instagram/emulator.ts';
import { startVkEmulator } from '../../../bots/emulators/vk/emulator.ts';
import { startWhatsAppWebEmulator } from '../../../bots/emulators/whatsapp-web/emulator.ts';
import { startWhatsAppEmulator } from '../../../bots/emulators/whatsapp/emulator.ts';
import { addChannel, getChannel } from '../../api/customers/channels.ts';
import { mergeContacts } from '../../api/customers/contact-merges.ts';
import { listConversations } from '../../api/customers/conversations.ts';
import { listMessages, sendMessage } from '../../api/customers/messages.ts';
import { listVisitorConversations, listVisitorMessages, sendVisitorMessage } from '../../api/widget/calls.ts';
import { getWidget } from '../../api/widget/settings.ts';
import { visit } from '../../realtime/widget/visitor.fixture.ts';
import { browserWaitMs, findBrowser } from '../browser.ts';
import { useHub } from '../start-hub.ts';

const publicUrl = 'https://hub.example.com';
const [whatsapp, page, vk, instagram, app] = [
  await startWhatsAppEmulator(),
  await startWhatsAppWebEmulator(),
  await startVkEmulator(),
  await startInstagramEmulator(),
  await startInstagramPrivateEmulator(),
];
const hub = useHub({
  PUBLIC_URL: publicUrl,
  WHATSAPP_API_ROOT: whatsapp.url,
  WHATSAPP_WEB_ROOT: page.url,
  CHROME_PATH: await findBrowser(),
  VK_API_ROOT: vk.url,
  INSTAGRAM_API_ROOT: instagram.url,
  INSTAGRAM_APP_ROOT: app.url,
});
afterAll(() => Promise.all([whatsapp.stop(), page.stop(), vk.stop(), instagram.stop(), app.stop()]));
const patience = { timeout: 60_000, interval: 100 };

const connect = async (provider: string, settings: Record<string, unknown>) =>
  (await hub().client.call(addChannel, { body: { provider, settings } })).id;

/** A channel with Ann writing there, and what reached her. */
interface Place {
  channelId: string;
  write(text: string): void | Promise<void>;
  heard(): unknown[] | Promise<unknown[]>;
  /** What one message there holds at most, where more than one of them can be sent without a person's pauses: UTF-16 units and bytes. */
  holds?: { units: number; bytes?: number };
  /** Whether all that Ann wrote is shown to her as read, where the messenger can. */
  isRead?(): boolean;
}

/** The number's second way, by the page its phone links to: the phone scans the code that the channel's card shows. */
async function connectPage(): Promise<Place> {
  const shop = page.createPhone({ name: 'The Shop' });
  const ann = page.createPerson({ name: 'Ann' });
  const channelId = await connect('whatsapp-web', {});
  const code = await vi.waitFor(
    async () => {
      const { signIn } = (await hub().client.call(getChannel, { params: { channelId } })).health;
      expect(signIn?.kind).toBe('qr');
      return signIn?.kind === 'qr' ? signIn.value : '';
    },
    { ...patience, timeout: browserWaitMs },
  );
  shop.scan(code);
  return {
    channelId,
    write: (text) => void ann.sendText(shop, text),
    heard: () => shop.seenBy(ann).map(({ text }) => text),
    isRead: () => shop.unreadOf(ann) === 0,
  };
}

/** The site's chat, which is there without being connected. */
async function openWidget(): Promise<Place> {
  const visitor = await visit(hub(), { profile: { name: 'Ann' } });
  return {
    channelId: (await hub().client.call(getWidget)).channelId,
    write: async (text) => void (await visitor.call(sendVisitorMessage, { body: { clientId: text, text } })),
    async heard() {
      const [conversation] = (await visitor.call(listVisitorConversations, { query: {} })).items;
      const params = { conversationId: conversation?.id ?? '' };
      return (await visitor.call(listVisitorMessages, { params, query: {} })).items.map(({ text }) => text);
    },
  };
}

/** Each messenger connected. */
async function connectAll(): Promise<Place[]> {
  // Begun first, since a browser takes its time to start.
  const connecting = connectPage();
  const bot = hub().telegram.createBot({ username: 'one_customer_bot' });
  const onTelegram = hub().telegram.createUser({ firstName: 'Ann' });
  whatsapp.resolve(publicUrl, hub().url);
  const number = whatsapp.createNumber();
  const { phoneNumberId, accessToken, appSecret } = number;
  const onWhatsApp = whatsapp.createUser({ name: 'Ann' });
  const group = vk.createGroup({ name: 'Shop' });
  const onVk = vk.createUser({ firstName: 'Ann', lastName: 'Lee' });
  const account = app.createAccount({ username: 'shop', fullName: 'The Shop', password: 'a password of the shop' });
  const onInstagram = app.createPerson(account, { username: 'ann.lee', fullName: 'Ann Lee' });
  const official = instagram.createAccount({ username: 'the_shop', name: 'The Shop' });
  const onOfficial = instagram.createPerson({ name: 'Ann', username: 'ann' });
  const { id: accountId, token, verifyToken } = official;
  const officialSettings = { login: 'instagram', accountId, accessToken: token, appSecret: official.appSecret, verifyToken };
  const officialId = await connect('instagram', officialSettings);
  await official.setWebhook(`${hub().url}/webhooks/${officialId}`);
  return [
    await openWidget(),
    {
      channelId: officialId,
      write: (text) => void onOfficial.sendText(official, text),
      holds: { units: 1000, bytes: 1000 },
      heard: () => instagram.transcript(official, onOfficial).map(({ text }) => text),
      isRead: () => instagram.transcript(official, onOfficial).every(({ from, isSeen }) => from === 'account' || isSeen),
    },
    {
      channelId: await connect('telegram', { botToken: bot.token }),
      write: (text) => void onTelegram.sendText(bot, text),
      holds: { units: 4096 },
      heard: () =>
        hub()
          .telegram.transcript(onTelegram.chatWith(bot))
          .map(({ text }) => text),
    },
    {
      channelId: await connect('whatsapp', { phoneNumberId, accessToken, appSecret, verifyToken: 'a-word-of-ours' }),
      write: (text) => void onWhatsApp.sendText(number, text),
      holds: { units: 4096 },
      heard: () => whatsapp.transcript(number, onWhatsApp).map(({ text }) => text),
      isRead: () => whatsapp.transcript(number, onWhatsApp).every(({ from, state }) => from === 'business' || state === 'read'),
    },
    {
      channelId: await connect('vk', { accessToken: group.token }),
      write: (text) => void onVk.sendText(group, text),
      holds: { units: 4096 },
      heard: () => vk.transcript(group, onVk).map(({ text }) => text),
      isRead: () => vk.transcript(group, onVk).every(({ isOurs, cmid }) => isOurs || cmid <= group.look(onVk).readUpTo),
    },
    {
      channelId: await connect('instagram-private', { username: 'shop', password: 'a password of the shop' }),
      write: (text) => void onInstagram.text(text),
      holds: { units: 1000 },
      heard: () => app.transcript(onInstagram).map(({ body }) => body['text']),
      isRead: () =>
        onInstagram.thread().seen.get(account.id)?.itemId ===
        app.transcript(onInstagram).findLast(({ userId }) => userId !== account.id)?.id,
    },
    await connecting,
  ];
}

test(
  'a customer who writes on every messenger and on the site is one contact once an agent merged them, and is answered on each',
  { timeout: 300_000 },
  async () => {
    const places = await connectAll();
    await vi.waitFor(async () => {
      const states = await Promise.all(places.map(({ channelId }) => hub().client.call(getChannel, { params: { channelId } })));
      expect(states.map(({ provider, health }) => [provider, health.state])).toEqual(states.map(({ provider }) => [provider, 'ok']));
    }, patience);
    for (const [index, { write }] of places.entries()) await write(`hello ${index}`);
    const conversationOn = (channelId: string) =>
      vi.waitFor(async () => {
        const [found] = (await hub().client.call(listConversations, { query: { channel: channelId } })).items;
        expect(found?.preview).toBeTruthy();
        return found!;
      }, patience);
    const begun = await Promise.all(places.map(({ channelId }) => conversationOn(channelId)));
    expect(new Set(begun.map(({ contact }) => contact.id)).size).toBe(places.length);

    const [kept, ...others] = begun.map(({ contact }) => contact.id);
    for (const from of others) await hub().client.call(mergeContacts, { params: { contactId: kept ?? '' }, body: { from } });

    for (const [index, { write }] of places.entries()) await write(`again ${index}`);
    for (const [index, { channelId, heard, isRead }] of places.entries()) {
      const conversationId = begun[index]?.id ?? '';
      await vi.waitFor(async () => {
        const { items } = await hub().client.call(listMessages, { params: { conversationId }, query: {} });
        expect(items.map(({ text }) => text)).toContain(`again ${index}`);
      }, patience);
      const { id, contact } = await conversationOn(channelId);
      expect({ id, contact: contact.id }).toEqual({ id: conversationId, contact: kept });
      await hub().client.call(sendMessage, { params: { conversationId }, body: { kind: 'text', text: `answer ${index}` } });
      await vi.waitFor(async () => expect(await heard()).toContain(`answer ${index}`), patience);
      if (isRead) await vi.waitFor(() => expect(isRead(), `read at ${index}`).toBe(true), patience);
    }

    // More than one message holds anywhere, of letters of two bytes and pictures of many: it arrives in parts, whole and in order.
    const long = Array.from({ length: 300 }, (_, nth) => `Слово${nth}👨‍👩‍👧`).join(' ');
    const holding = places.flatMap((place, index) => (place.holds ? [{ ...place, holds: place.holds, id: begun[index]?.id ?? '' }] : []));
    for (const { id: conversationId } of holding)
      await hub().client.call(sendMessage, { params: { conversationId }, body: { kind: 'text', text: long } });
    for (const { heard, holds } of holding) {
      await vi.waitFor(async () => {
        const parts = (await heard())
          .slice(-Math.ceil(long.length / 200))
          .filter((text) => String(text).startsWith('Слово'))
          .map(String);
        expect(parts.join(' ')).toBe(long);
        expect(parts.length).toBeGreaterThan(1);
        expect(parts.filter((part) => part.length > holds.units || Buffer.byteLength(part) > (holds.bytes ?? Infinity))).toEqual([]);
      }, patience);
    }
  },
);
