import type { BrowserContext, Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { addChannel } from '../../hub/api/customers/channels.ts';
import { updateContact } from '../../hub/api/customers/contacts.ts';
import { listConversations, type ConversationView } from '../../hub/api/customers/conversations.ts';
import { createCustomField } from '../../hub/api/customers/custom-fields.ts';
import { listMessages, sendMessage } from '../../hub/api/customers/messages.ts';
import { signIn } from '../../hub/test/factories.ts';
import { hostileNames, hostileTexts } from '../../hub/test/hostile/texts.fixture.ts';
import { uploadAs } from '../../hub/test/widget/people.fixture.ts';
import { sendVisitorMessage } from '../../hub/api/widget/calls.ts';
import { visit as visitAs } from '../../hub/realtime/widget/visitor.fixture.ts';
import { useWidget } from './use-widget.ts';

const under = useWidget();
const [name = '', title = '', field = ''] = hostileNames;
const last = 'the last of them';

test('hostile texts, names, titles, fields and files stay words in the chat and all over the admin, whichever way they came', async () => {
  const { hub, visit, site, set } = under();
  const tripped: string[] = [];
  const spoken = { en: name, ru: name };
  await set({ texts: { title: spoken, greeting: { en: title, ru: title }, away: spoken, launcher: { en: 'Chat', ru: 'Chat' } } });

  // The visitor: the page's title, a name, what is typed, a file's name.
  const visitor = await visit('/', { prepare: (page) => watch(page.context(), tripped, [hub.url, site]) });
  await visitor.page.evaluate(
    `document.title = ${JSON.stringify(title)}; history.replaceState(null, '', '/?q=' + encodeURIComponent('<img src=x>'));`,
  );
  await visitor.page.evaluate(`hub('setMetadata', ${JSON.stringify({ name, fields: { plan: field } })})`);
  await visitor.open();
  for (const text of hostileTexts.slice(0, 12)) await visitor.write(text);
  await visitor.write(last);
  await expect.poll(async () => (await find('widget'))?.preview).toBe(last);
  const ofWidget = await find('widget');
  const another = await visitAs(hub, { profile: { name } });
  const fileId = await uploadAs(hub, another, `${name.slice(0, 60)}.svg`);
  const { conversation: ofAnother } = await another.call(sendVisitorMessage, { body: { clientId: 'file', attachments: [fileId] } });
  const params = { conversationId: ofWidget?.id ?? '' };

  // The team and machines: every text, as words and as marks; buttons that lead astray.
  const field1 = await hub.client.call(createCustomField, { body: { key: 'plan', name: title, type: 'text', isShownInInbox: true } });
  const contactId = ofWidget?.contact.id ?? '';
  await hub.client.call(updateContact, {
    params: { contactId },
    body: { name, fields: { [field1.key]: field } },
  });
  for (const text of hostileTexts) {
    await hub.client.call(sendMessage, { params, body: { kind: 'text', text, force: true } });
    await hub.client.call(sendMessage, { params, body: { kind: 'text', text, format: 'markdown', force: true } });
  }
  const buttons = [
    { title: title.slice(0, 60), payload: name },
    { title: 'astray', url: 'javascript:window.__tripped=1' },
  ];
  await hub.client.call(sendMessage, { params, body: { kind: 'text', text: 'buttons', buttons, force: true } });
  await hub.client.call(sendMessage, { params, body: { kind: 'note', text: hostileTexts.slice(0, 8).join('\n') } });
  await hub.client.call(sendMessage, { params, body: { kind: 'text', text: 'the end', force: true } });

  await visitor.chat.locator('.message.out').getByText('the end', { exact: true }).waitFor();
  await visitor.chat
    .getByText(hostileTexts[2] ?? '', { exact: true })
    .first()
    .waitFor();
  await expectHarmless(visitor.page);

  // A customer in Telegram, by name and words.
  const bot = hub.telegram.createBot({ username: 'shop_bot' });
  await hub.client.call(addChannel, { body: { provider: 'telegram', name: title.slice(0, 50), settings: { botToken: bot.token } } });
  const customer = hub.telegram.createUser({ firstName: name.slice(0, 60), lastName: title.slice(0, 60) });
  for (const text of hostileTexts) customer.sendText(bot, text);
  customer.sendText(bot, last);
  await expect.poll(async () => (await find('telegram'))?.preview, { timeout: 40_000 }).toBe(last);
  const ofTelegram = await find('telegram');
  const stored = await hub.client.call(listMessages, { params: { conversationId: ofTelegram?.id ?? '' }, query: { limit: 200 } });
  // What Telegram itself makes of a text it trims.
  const texts = new Set(stored.items.map(({ text }) => text.trim()));
  expect(hostileTexts.filter((text) => !texts.has(text.trim()))).toEqual([]);

  // The admin, on every screen that shows them.
  const anna = await hub.addAgent({ name: name.slice(0, 60) });
  const { cookie } = await signIn(hub.hub, anna.user._id);
  const [cookieName = '', value = ''] = cookie.split('=');
  const admin = await visitor.page
    .context()
    .browser()
    ?.newContext({ locale: 'en', viewport: { width: 1440, height: 900 } });
  if (!admin) throw new Error('the browser is gone');
  onTestFinished(() => admin.close());
  await admin.addCookies([{ name: cookieName, value, url: hub.url }]);
  await watch(admin, tripped, [hub.url]);
  const page = await admin.newPage();
  const thread = page.locator('hub-thread');
  await page.goto(`${hub.url}/admin/inbox/all/${params.conversationId}`);
  await thread.getByText('the end', { exact: true }).waitFor({ timeout: 60_000 });
  await page.locator('hub-contact-panel').getByText(name).first().waitFor();
  await expectHarmless(page);
  await page.goto(`${hub.url}/admin/inbox/all/${ofAnother.id}`);
  await thread.getByText('.svg').first().waitFor();
  await expectHarmless(page);
  // What comes while another screen is open is told by toasts and in the list.
  await visitor.write(hostileTexts[2] ?? '');
  await page.goto(`${hub.url}/admin/inbox/all/${ofTelegram?.id}`);
  await thread.getByText('onerror').first().waitFor();
  await visitor.write(hostileTexts[4] ?? '');
  await page
    .getByText(hostileTexts[4] ?? '', { exact: true })
    .first()
    .waitFor();
  await expectHarmless(page);
  for (const path of ['/visitors', '/contacts', `/contacts/${contactId}`, '/settings/widget', '/settings/channels', '/settings/agents']) {
    await page.goto(`${hub.url}/admin${path}`);
    await page
      .getByText(path === '/visitors' ? title : name.slice(0, 40))
      .first()
      .or(page.locator('main h1, main h2').first())
      .first()
      .waitFor();
    await expectHarmless(page);
  }

  expect(tripped).toEqual([]);

  async function find(provider: string): Promise<ConversationView | undefined> {
    return (await hub.client.call(listConversations, { query: {} })).items.find((each) => each.provider === provider);
  }
}, 240_000);

/** Notes every dialog, and every request to an origin that is not ours. */
async function watch(context: BrowserContext, tripped: string[], origins: readonly string[]): Promise<void> {
  const ours = new Set(origins.map((url) => new URL(url).origin));
  await context.addInitScript('window.__tripped = 0;');
  context.on('request', (request) => {
    const url = request.url();
    if (/^(https?|wss?):/.test(url) && !ours.has(new URL(url).origin.replace(/^ws/, 'http'))) tripped.push(`asked for ${url}`);
  });
  context.on('dialog', (dialog) => {
    tripped.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
}

/** No frame's wire is tripped, and no link leads where a script would run. */
async function expectHarmless(page: Page): Promise<void> {
  for (const frame of page.frames()) expect(await frame.evaluate(looksOf), frame.url()).toEqual({ tripped: 0, links: [], handlers: [] });
}

const looksOf = `(() => {
  const all = [];
  const walk = (root) => root.querySelectorAll('*').forEach((each) => { all.push(each); if (each.shadowRoot) walk(each.shadowRoot); });
  walk(document);
  const links = all.flatMap((each) => [each.getAttribute('href'), each.getAttribute('src'), each.getAttribute('action')])
    .filter((url) => url && !/^(https?:|mailto:|tel:|blob:|data:image\\/|data:text\\/plain|\\/|\\.|#|\\?|[\\w-]+\\/)/i.test(url));
  const handlers = all.flatMap((each) => [...each.attributes].filter(({ name }) => name.startsWith('on')).map(({ name }) => each.tagName + ' ' + name));
  return { tripped: window.__tripped ?? 0, links, handlers };
})()`;
