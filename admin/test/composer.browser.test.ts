import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { listMessages, sendMessage } from '../../hub/api/customers/messages.ts';
import { violationsOf } from './axe.ts';
import { useAdmin } from './use-admin.ts';

const admin = useAdmin();
const offlineNoise = { expectedErrors: /WebSocket|socket\.io|ERR_|Failed to fetch/ };

async function openConversation(name: string, options: Parameters<ReturnType<typeof admin>['openAs']>[2] = {}) {
  const { world, openAs } = admin();
  const { id } = await world.conversationOf(name);
  const page = await openAs(world.ada, `/inbox/all/${id}`, options);
  await page.locator('hub-thread').getByText(/./).first().waitFor();
  await fieldOf(page).waitFor();
  return { page, conversationId: id };
}

function fieldOf(page: Page) {
  return page.locator('hub-composer textarea');
}

/** What axe finds wrong in the composer; the rest of the screen has tests of its own. */
async function violationsInComposer(page: Page): Promise<string[]> {
  const found = await violationsOf(page);
  const isOurs = async (target: string) => (await page.locator(`hub-composer :is(${target})`).count()) > 0;
  const ours = await Promise.all(found.map((line) => isOurs(/ at (.+?) \(/.exec(line)?.[1] ?? 'body')));
  return found.filter((_, index) => ours[index]);
}

/** The signed-in agent's drafts, as the hub has them. */
function draftsOf(page: Page, conversationId: string): Promise<unknown> {
  return page.evaluate(`fetch('/api/v1/conversations/${conversationId}/draft').then((answer) => answer.json())`);
}

/** What the customer has on the phone from us. */
function textsAt(name: string): string[] {
  const { hub, world } = admin();
  const customer = world.customers.get(name);
  if (!customer) throw new Error(`no customer ${name}`);
  return hub.telegram.transcript(customer.chatWith(world.shopBot)).flatMap(({ text }) => (text ? [text] : []));
}

async function messagesOf(conversationId: string) {
  return (await admin().world.client.call(listMessages, { params: { conversationId }, query: { limit: 200 } })).items;
}

/** Cut off as a train in a tunnel is: nothing of the page reaches the hub, and no answer arrives. */
async function writeOffline(page: Page, text: string): Promise<void> {
  await page.context().setOffline(true);
  await fieldOf(page).fill(text);
  await page.keyboard.press('Enter');
  await page.locator('hub-thread').getByText(text).waitFor();
}

describe('writing', () => {
  test('a reply travels to the customer on Telegram, a note does not', async () => {
    const { page, conversationId } = await openConversation('Yuki Tanaka');
    await page.keyboard.press('KeyR');
    await page.keyboard.type('There is, see the docs');
    await page.keyboard.press('Enter');
    await expect.poll(() => textsAt('Yuki Tanaka')).toContain('There is, see the docs');
    expect(await fieldOf(page).inputValue()).toBe('');
    expect(await page.locator('hub-composer textarea:focus').count()).toBe(1);

    await page.keyboard.press('Alt+KeyP');
    await page.getByText('Only your team sees this').waitFor();
    await page.keyboard.type('She is a developer, @bo');
    await page.getByRole('option', { name: /Boris Agent/ }).waitFor();
    await page.keyboard.press('Enter');
    expect(await fieldOf(page).inputValue()).toBe('She is a developer, @Boris Agent ');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await messagesOf(conversationId)).at(-1)?.kind).toBe('note');
    const note = (await messagesOf(conversationId)).at(-1);
    expect(note?.mentions).toEqual([admin().world.boris.agent._id.toHexString()]);
    expect(textsAt('Yuki Tanaka').join('\n')).not.toContain('developer');
  });

  test('keeps a draft for each mode, over a reload and on the hub', async () => {
    const { page, conversationId } = await openConversation('Tom Becker');
    await page.keyboard.press('KeyR');
    await page.keyboard.type('half a repl');
    await page.keyboard.press('Alt+KeyP');
    await page.keyboard.type('half a note');
    await page.reload();
    await fieldOf(page).waitFor();
    await expect.poll(() => fieldOf(page).inputValue()).toBe('half a repl');
    await page.getByRole('tab', { name: 'Note' }).click();
    expect(await fieldOf(page).inputValue()).toBe('half a note');

    await expect
      .poll(() => draftsOf(page, conversationId))
      .toMatchObject({ reply: { text: 'half a repl' }, note: { text: 'half a note' } });
    const { openAs, world } = admin();
    const elsewhere = await openAs(world.ada, `/inbox/all/${conversationId}`);
    await expect.poll(() => fieldOf(elsewhere).inputValue()).toBe('half a repl');
    await elsewhere.getByRole('button', { name: 'Send', exact: true }).click();
    await expect.poll(() => textsAt('Tom Becker')).toContain('half a repl');
    await expect.poll(() => draftsOf(elsewhere, conversationId)).toMatchObject({ reply: null, note: { text: 'half a note' } });
  });

  test('finishes quick replies as they would be sent here', async () => {
    const { page } = await openConversation('Marcus Lee');
    await page.keyboard.press('KeyR');
    await page.keyboard.type('/hel');
    await page.getByText('Hello Marcus, this is Ada Owner of Sunny Shop. How can I help?').waitFor();
    expect(await violationsInComposer(page)).toEqual([]);
    await page.keyboard.press('Tab');
    expect(await fieldOf(page).inputValue()).toBe('Hello Marcus, this is Ada Owner of Sunny Shop. How can I help?');
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect.poll(() => textsAt('Marcus Lee')).toContain('Hello Marcus, this is Ada Owner of Sunny Shop. How can I help?');
  });

  test('changes the last message by the arrow up, and leaves it by Escape', async () => {
    const { page } = await openConversation('Ahmed Hassan');
    await page.keyboard.press('KeyR');
    await page.keyboard.type('We look into it');
    await page.keyboard.press('Enter');
    await expect.poll(() => textsAt('Ahmed Hassan')).toContain('We look into it');
    await page.locator('hub-thread').getByText('We look into it').waitFor();
    await expect
      .poll(async () => {
        await page.keyboard.press('ArrowUp');
        return page.getByText('Editing a message').count();
      })
      .toBe(1);
    await page.keyboard.press('Escape');
    expect(await page.getByText('Editing a message').count()).toBe(0);
    expect(await fieldOf(page).inputValue()).toBe('');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.type(' now');
    await page.keyboard.press('Enter');
    await expect.poll(() => textsAt('Ahmed Hassan')).toContain('We look into it now');
  });
});

describe('when the hub is away', () => {
  test('what is written waits over a reload, and arrives once though an answer was lost', async () => {
    const { page, conversationId } = await openConversation('Diego Alvarez', offlineNoise);
    let hub: 'away' | 'deaf' | 'there' = 'away';
    await page.route('**/api/v1/conversations/*/messages', async (route) => {
      if (route.request().method() !== 'POST' || hub === 'there') return route.continue();
      // Deaf: it took the message, and its answer was lost on the way.
      if (hub === 'deaf') await route.fetch();
      hub = hub === 'deaf' ? 'there' : hub;
      return route.abort();
    });
    await page.keyboard.press('KeyR');
    await page.keyboard.type('first while away');
    await page.keyboard.press('Enter');
    await page.keyboard.type('second while away');
    await page.keyboard.press('Enter');
    await page.locator('hub-thread').getByText('second while away').waitFor();
    await page.reload();
    await page.locator('hub-thread').getByText('first while away').waitFor();
    expect(textsAt('Diego Alvarez').filter((text) => text.includes('while away'))).toEqual([]);

    hub = 'deaf';
    await page.evaluate(`dispatchEvent(new Event('online'))`);
    await expect
      .poll(() => textsAt('Diego Alvarez').filter((text) => text.includes('while away')))
      .toEqual(['first while away', 'second while away']);
    expect((await messagesOf(conversationId)).filter(({ text }) => text.includes('while away'))).toHaveLength(2);
    await expect.poll(() => page.evaluate(`Object.keys(localStorage).filter((key) => key.startsWith('hub.outbox.'))`)).toEqual([]);
  });

  test('a colleague’s answer meanwhile leaves three choices', async () => {
    const { page, conversationId } = await openConversation('Иван Орлов', offlineNoise);
    const { asBoris } = admin().world;
    const panel = page.getByRole('region', { name: 'A colleague answered meanwhile' });
    const answerAs = (text: string) => asBoris.call(sendMessage, { params: { conversationId }, body: { kind: 'text', text, force: true } });
    const backOnline = () => page.context().setOffline(false);

    await writeOffline(page, 'Ada sends anyway');
    await answerAs('Boris was first');
    await backOnline();
    await panel.getByText('Boris was first').waitFor();
    expect(textsAt('Иван Орлов')).not.toContain('Ada sends anyway');
    expect(await violationsInComposer(page)).toEqual([]);
    await panel.getByRole('button', { name: 'Send anyway' }).click();
    await expect.poll(() => textsAt('Иван Орлов')).toContain('Ada sends anyway');
    await panel.waitFor({ state: 'detached' });

    await writeOffline(page, 'Ada edits');
    await answerAs('Boris again');
    await backOnline();
    await panel.getByRole('button', { name: 'Edit' }).click();
    expect(await fieldOf(page).inputValue()).toBe('Ada edits');
    await fieldOf(page).fill('');

    await page.locator('hub-thread').getByText('Boris again', { exact: true }).waitFor();
    await writeOffline(page, 'Ada discards');
    await answerAs('Boris once more');
    await backOnline();
    await panel.getByRole('button', { name: 'Discard' }).click();
    await panel.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    expect(await fieldOf(page).inputValue()).toBe('Ada discards');
    expect(textsAt('Иван Орлов').filter((text) => text.startsWith('Ada'))).toEqual(['Ada sends anyway']);
  });
});

describe('what is said before sending', () => {
  test('a colleague who answers too, and what the customer wrote meanwhile', async () => {
    const { page, conversationId } = await openConversation('Marcus Lee');
    const { world, openAs } = admin();
    const other = await openAs(world.boris, `/inbox/all/${conversationId}`);
    await fieldOf(other).pressSequentially('I am at it');
    await page.getByText('Boris Agent is replying').waitFor();

    await fieldOf(page).fill('Let me see');
    world.customers.get('Marcus Lee')?.sendText(world.shopBot, 'It works now, thanks!');
    await page.getByText('Marcus Lee wrote 1 message since you started').waitFor();
    expect(await violationsInComposer(page)).toEqual([]);
  });

  test('a customer who blocked us, and a closed conversation that is reopened with the reply', async () => {
    const { world } = admin();
    const blocked = world.customers.get('Sara Cohen');
    blocked?.block(world.shopBot);
    const { page } = await openConversation('Sara Cohen');
    await page.getByText('Sara Cohen has blocked you on Telegram', { exact: false }).waitFor();
    blocked?.unblock(world.shopBot);

    const closed = await openConversation('Priya Nair');
    await closed.page.getByText('This conversation is closed.', { exact: false }).waitFor();
    await fieldOf(closed.page).fill('One more thing');
    await closed.page.getByRole('button', { name: 'Reopen and send' }).click();
    await expect.poll(() => textsAt('Priya Nair')).toContain('One more thing');
    expect((await world.conversationOf('Priya Nair')).status).toBe('open');
  });

  test('fits 360 px, in Russian and in the dark, and violates nothing', async () => {
    const { page } = await openConversation('Ольга Смирнова', { width: 360, height: 740, language: 'ru', colorScheme: 'dark' });
    await page.getByRole('tab', { name: 'Заметка' }).click();
    await page.getByText('Видит только ваша команда').waitFor();
    expect(await violationsInComposer(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
  });
});
