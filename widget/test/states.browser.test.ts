import { expect, test } from 'vitest';
import { violationsOf } from '../../admin/test/axe.ts';
import { assignConversation, closeConversation, listConversations } from '../../hub/api/customers/conversations.ts';
import { sendMessage } from '../../hub/api/customers/messages.ts';
import { useWidget, type Visit } from './use-widget.ts';

const under = useWidget();

/** Of the site's page with the launcher, and of the frame; while the chat is closed that has no main part, and nobody can see it. */
async function faultsOf({ page, chat }: Visit): Promise<string[]> {
  const isOpen = await chat.locator('#chat').isVisible();
  const frames = await Promise.all(page.frames().map((frame) => violationsOf(frame)));
  return frames.flat().filter((fault) => isOpen || !/^(landmark-one-main|page-has-heading-one)/.test(fault));
}

/** With LOOK set the states are kept as pictures. */
async function look({ page }: Visit, name: string): Promise<void> {
  if (process.env['LOOK']) await page.screenshot({ path: `.build/look/widget-${name}.png` });
}

const looks = [
  { name: 'light', colorScheme: 'light', language: 'en', width: 1100 },
  { name: 'dark', colorScheme: 'dark', language: 'en', width: 1100 },
  { name: 'narrow-ru', colorScheme: 'light', language: 'ru', width: 360 },
] as const;

test.each(looks)('every state is free of what axe finds: $name', async ({ name, ...options }) => {
  const { hub, set, put, tag, visit } = under();
  const agent = await hub.addAgent({ name: 'Anna Schmidt' });
  put('/ru', { head: `${tag()}<script>document.documentElement.lang = '${options.language}'</script>` });
  await set({
    leadForm: {
      when: 'before',
      title: null,
      fields: [
        { key: 'name', label: null, isRequired: true },
        { key: 'email', label: null, isRequired: true },
      ],
    },
    rating: { isOn: true, question: null, withComment: true },
    replyTime: 'minutes',
  });
  let isCut = false;
  const visitor = await visit('/ru', {
    ...options,
    height: 720,
    // Chromium leaves sockets alone when it plays offline.
    prepare: (opened) => opened.routeWebSocket(/socket\.io/, (socket) => (isCut ? socket.close() : socket.connectToServer())),
  });
  const { page, chat } = visitor;
  const launcher = page.locator('iframe + button');
  const check = async (state: string) => {
    await look(visitor, `${name}-${state}`);
    expect.soft(await faultsOf(visitor), state).toEqual([]);
  };
  await launcher.waitFor();
  await check('closed');

  await launcher.click();
  await chat.locator('hubw-lead-form button').first().click();
  await chat.getByRole('textbox').first().waitFor();
  await check('form');
  await chat.locator('input[name=name]').fill('Grace');
  await chat.locator('input[name=email]').fill('grace@example.com');
  await chat.locator('hubw-lead-form .main').click();
  await chat.locator('hubw-composer textarea').waitFor();
  await check('empty');

  await chat.locator('textarea').fill('My parcel has not come yet. Order 1042, https://shop.example/orders/1042');
  await chat.locator('textarea').press('Enter');
  await chat.locator('.message.in:not(.pending)').waitFor();
  const { items } = await hub.client.call(listConversations, { query: {} });
  const conversationId = items[0]?.id ?? '';
  const params = { conversationId };
  await hub.client.call(assignConversation, { params, body: { agentId: agent.agent._id.toHexString() } });
  const say = (text: string) => hub.client.call(sendMessage, { params, body: { kind: 'text', text, format: 'markdown' } });
  await say('Hello Grace! I look where it is.');
  await say('It is with the carrier: **out for delivery** today.\n- between 2 and 4 pm\n- no signature needed');
  await chat.locator('.message.out b').filter({ hasText: 'out for' }).waitFor();
  await chat.locator('.message.out .do').last().click();
  await check('conversation');

  await page.keyboard.press('Escape');
  isCut = true;
  await page.context().setOffline(true);
  await chat.locator('.banner').waitFor();
  await check('offline');
  isCut = false;
  await page.context().setOffline(false);
  await chat.locator('.banner').waitFor({ state: 'detached' });

  await hub.client.call(closeConversation, { params });
  await chat.locator('.scores button').last().click();
  await check('rating');

  await chat.locator('header > button').last().click();
  await say('One more thing: your voucher.');
  await page.locator('b').filter({ hasText: '1' }).waitFor();
  await check('unread');
});
