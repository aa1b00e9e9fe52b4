import { expect, test, vi } from 'vitest';
import { addChannel } from '../api/customers/channels.ts';
import { getWidget, updateWidget } from '../api/widget/settings.ts';
import { useHub } from '../test/start-hub.ts';

const hub = useHub({ PUBLIC_URL: 'https://hub.example.com' });
const patience = { timeout: 15_000, interval: 50 };

test('the customers’ bot carries the page in its menu and profile while it is on, and no longer', async () => {
  const { client, telegram } = hub();
  const [first, second] = ['first_help_bot', 'second_help_bot'].map((username) => telegram.createBot({ username }));
  const addBot = async (botToken: string) => (await client.call(addChannel, { body: { provider: 'telegram', settings: { botToken } } })).id;
  const [one, two] = [await addBot(first!.token), await addBot(second!.token)];
  const title = { en: 'Garden Shop' };
  const ask = async (token: string, method: string, language_code?: string) => {
    const answer = await fetch(`${telegram.url}/bot${token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...(language_code && { language_code }) }),
    });
    return ((await answer.json()) as { result: Record<string, unknown> }).result;
  };
  const menuOf = (token: string) => ask(token, 'getChatMenuButton');

  await client.call(updateWidget, { body: { helpBox: { isOn: true, title }, carryOnChannelId: one } });
  const { helpBoxUrl } = await client.call(getWidget);
  expect(helpBoxUrl).toMatch(/^https:\/\/hub\.example\.com\/helpbox\//);
  await vi.waitFor(
    async () => expect(await menuOf(first!.token)).toEqual({ type: 'web_app', text: 'Garden Shop', web_app: { url: helpBoxUrl } }),
    patience,
  );
  await vi.waitFor(
    async () =>
      expect(await ask(first!.token, 'getMyShortDescription', 'ru')).toEqual({
        short_description: expect.stringMatching(/Здравствуйте/) as string,
      }),
    patience,
  );

  await client.call(updateWidget, { body: { carryOnChannelId: two } });
  await vi.waitFor(async () => expect(await menuOf(second!.token)).toMatchObject({ type: 'web_app' }), patience);
  expect(await menuOf(first!.token)).toEqual({ type: 'default' });
  await client.call(updateWidget, { body: { helpBox: { isOn: false, title } } });
  await vi.waitFor(async () => expect(await menuOf(second!.token)).toEqual({ type: 'default' }), patience);
  expect(await ask(second!.token, 'getMyShortDescription', 'ru')).toEqual({ short_description: '' });
});
