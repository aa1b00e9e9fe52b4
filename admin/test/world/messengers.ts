import { startInstagramEmulator } from '../../../bots/emulators/instagram/emulator.ts';
import { startVkEmulator } from '../../../bots/emulators/vk/emulator.ts';
import { startWhatsAppEmulator } from '../../../bots/emulators/whatsapp/emulator.ts';
import type { Client } from '../../../hub/api/client.ts';
import { addChannel } from '../../../hub/api/customers/channels.ts';
import { listConversations } from '../../../hub/api/customers/conversations.ts';
import { listMessages, sendMessage } from '../../../hub/api/customers/messages.ts';
import { drawPicture } from './picture.ts';
import { until } from './world.ts';

/** WhatsApp, Instagram and VK beside the world's Telegram, with a customer in each who sent what only that messenger has. */
export interface Messengers {
  /** What makes a hub find them. */
  environment: Record<string, string>;
  /** Connects the shop's accounts to the hub and lets the customers write: Kofi Mensah, Chiara Rossi, Дарья Волкова. */
  fill(hub: { client: Client; url: string }): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the emulated providers; they know no hub yet. */
export async function startMessengers(): Promise<Messengers> {
  const [whatsapp, instagram, vk] = await Promise.all([startWhatsAppEmulator(), startInstagramEmulator(), startVkEmulator()]);
  const number = whatsapp.createNumber({
    name: 'Sunny Shop',
    templates: [
      {
        name: 'order_on_its_way',
        language: 'en',
        status: 'APPROVED',
        category: 'UTILITY',
        components: [
          { type: 'HEADER', format: 'TEXT', text: 'Your order {{1}}', example: { header_text: ['#1042'] } },
          {
            type: 'BODY',
            text: 'Hello {{1}}, your order left our warehouse today and should be with you on {{2}}.',
            example: { body_text: [['Ann', 'Thursday']] },
          },
          { type: 'FOOTER', text: 'Sunny Shop' },
          { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Track it' }] },
        ],
      },
      {
        name: 'vozvrat_oformlen',
        language: 'ru',
        status: 'APPROVED',
        category: 'UTILITY',
        components: [{ type: 'BODY', text: 'Здравствуйте! Ваш возврат оформлен, деньги придут в течение трёх рабочих дней.' }],
      },
      { name: 'spring_sale', language: 'en', status: 'REJECTED', category: 'MARKETING', components: [{ type: 'BODY', text: 'Sale!' }] },
    ],
  });
  const account = instagram.createAccount({ username: 'sunny.shop', name: 'Sunny Shop' });
  const community = vk.createGroup({ name: 'Sunny Shop', screenName: 'sunny_shop' });

  return {
    environment: { WHATSAPP_API_ROOT: whatsapp.url, INSTAGRAM_API_ROOT: instagram.url, VK_API_ROOT: vk.url },
    async fill({ client, url }) {
      const { phoneNumberId, businessAccountId, accessToken, appSecret } = number;
      const add = async (provider: string, name: string, settings: Record<string, unknown>) =>
        (await client.call(addChannel, { body: { provider, name, settings } })).id;
      const verifyToken = 'sunny-verify-token';
      const ids = {
        whatsapp: await add('whatsapp', 'Sunny Shop on WhatsApp', {
          phoneNumberId,
          businessAccountId,
          accessToken,
          appSecret,
          verifyToken,
        }),
        instagram: await add('instagram', 'Sunny Shop on Instagram', {
          accountId: account.id,
          accessToken: account.token,
          appSecret: account.appSecret,
          verifyToken: account.verifyToken,
        }),
        vk: await add('vk', 'Sunny Shop in VK', { accessToken: community.token }),
      };
      await whatsapp.setAppWebhook(number, `${url}/webhooks/${ids.whatsapp}`, verifyToken);
      await account.setWebhook(`${url}/webhooks/${ids.instagram}`);
      const conversationIn = (channel: string, messages: number) =>
        until(async () => {
          const [found] = (await client.call(listConversations, { query: { channel } })).items;
          return found && found.seq >= messages && found.id;
        }, `${messages} messages of ${channel}`);

      const kofi = whatsapp.createUser({ name: 'Kofi Mensah' });
      kofi.send(
        number,
        'text',
        { body: 'Is this one still there in blue?' },
        {
          referral: { source_type: 'ad', source_id: '120', headline: 'Beach umbrellas, 20% off', source_url: 'https://fb.me/umbrellas' },
        },
      );
      kofi.send(number, 'order', {
        catalog_id: '7',
        text: 'For the weekend, please',
        product_items: [
          { product_retailer_id: 'UMBRELLA-BLUE-200', quantity: 2, item_price: 39.9, currency: 'EUR' },
          { product_retailer_id: 'TOWEL-L', quantity: 1, item_price: 14, currency: 'EUR' },
        ],
      });
      kofi.sendLocation(number, { latitude: 5.55602, longitude: -0.1969, name: 'Labadi Beach', address: 'La Road, Accra' });
      const whatsappParams = { conversationId: await conversationIn(ids.whatsapp, 3) };
      await client.call(sendMessage, {
        params: whatsappParams,
        body: {
          kind: 'text',
          force: true,
          template: { name: 'order_on_its_way', language: 'en', values: { 'header.1': '#2210', 1: 'Kofi', 2: 'Friday' } },
        },
      });

      const picture = drawPicture(240, 320, [246, 215, 167], [106, 159, 224]);
      const chiara = instagram.createPerson({ name: 'Chiara Rossi' });
      chiara.replyToStory(account, 'Is the striped one from this story back?', {
        id: '77',
        url: 'https://www.instagram.com/stories/sunny.shop/77',
      });
      chiara.mentionInStory(account, { bytes: picture, mime: 'image/png' });
      chiara.sendAttachments(account, [
        { type: 'ig_post', url: 'https://www.instagram.com/p/Cx77', title: 'Our new umbrellas are here, in four colours' },
      ]);
      chiara.sendUnsupported(account);
      await conversationIn(ids.instagram, 4);

      const darya = vk.createUser({ firstName: 'Дарья', lastName: 'Волкова' });
      darya.sendAttachments(
        community,
        [{ type: 'market', market: { owner_id: -1, id: 41, title: 'Зонт пляжный «Прибой», синий, 2 м', price: { text: '3 990 ₽' } } }],
        'А этот ещё есть?',
      );
      darya.sendLocation(community, 59.93428, 30.3351);
      const vkParams = { conversationId: await conversationIn(ids.vk, 2) };
      vk.faults.add({ method: 'messages.send', kind: 'error', code: 901, times: 1 });
      await client.call(sendMessage, { params: vkParams, body: { kind: 'text', text: 'Да, есть! Отложить для вас?', force: true } });
      await until(
        async () => (await client.call(listMessages, { params: vkParams, query: {} })).items.at(-1)?.delivery?.state === 'failed',
        'a refusal',
      );
    },
    async stop() {
      await Promise.all([whatsapp.stop(), instagram.stop(), vk.stop()]);
    },
  };
}
