import type { Page } from 'playwright-core';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { SignInStep } from '../../bots/contract/sign-in.ts';
import { getChannel, listChannels } from '../../hub/api/customers/channels.ts';
import { getConsole } from '../../hub/api/team/consoles.ts';
import { ObjectId } from '../../hub/core/ids.ts';
import { Channel } from '../../hub/domain/channel/model.ts';
import { Receipt } from '../../hub/inbound/receipts.ts';
import { violationsOf } from './axe.ts';
import { useAdmin } from './use-admin.ts';

const admin = useAdmin();

const channelOf = (channelId: string) => admin().world.client.call(getChannel, { params: { channelId } });
const consoleOf = () => admin().world.client.call(getConsole);
const dialogOf = (page: Page) => page.locator('wa-dialog[open]');

async function openChannel(options: Parameters<ReturnType<typeof admin>['openAs']>[2] = {}) {
  const { world, openAs } = admin();
  const page = await openAs(world.ada, `/settings/channels/${world.channelId}`, options);
  await page.locator('hub-channel-page .channel-head').waitFor();
  return page;
}

async function openConsole() {
  const { world, openAs } = admin();
  const page = await openAs(world.ada, '/settings/console');
  await page.locator('hub-console-people .person').first().waitFor();
  return page;
}

/** Opens the bot by a one-time code as somebody with a phone does, and agrees. */
async function confirmLink(code: string, person: { firstName: string; username: string }) {
  const { hub, world } = admin();
  const user = hub.telegram.createUser(person);
  user.openDeepLink(world.consoleBot, code);
  const question = await hub.telegram.waitFor(
    () => hub.telegram.transcript(user.chatWith(world.consoleBot)).find(({ buttons }) => buttons.flat().length > 1),
    { what: 'the question whether to link' },
  );
  await user.press(question, question.buttons.flat()[0]?.text ?? '');
  return user;
}

describe('channels', () => {
  test('an account that has to sign in is followed: a code to scan, then one to type, and what is wrong with that is said', async () => {
    const { world } = admin();
    const channel = { _id: new ObjectId(world.channelId) };
    const before = await Channel.findOne(channel).orFail().lean();
    const waitFor = (signIn: SignInStep) =>
      Channel.updateOne(channel, { $set: { health: { state: 'connecting', signIn, at: new Date() } } });
    onTestFinished(async () => void (await Channel.updateOne(channel, { $set: { health: before.health } })));
    await waitFor({ kind: 'qr', value: '2@first' });
    const page = await openChannel();
    const code = page.getByRole('img', { name: 'QR code that signs this channel in' });
    const first = await code.innerHTML();

    await waitFor({ kind: 'qr', value: '2@second' });
    await expect.poll(() => code.innerHTML()).not.toBe(first);
    await waitFor({ kind: 'code', from: 'sms', hint: 'to ···42' });
    await page.getByText('Sent by text message. to ···42').waitFor();
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('Type the code first.').waitFor();
    await page.getByRole('textbox', { name: 'Code' }).fill('123456');
    await page.getByRole('button', { name: 'Go on' }).click();
    // As the process that listens to such an account would answer.
    const passed = await vi.waitFor(
      () =>
        Channel.findOne({ ...channel, passedCode: { $exists: true } })
          .orFail()
          .lean(),
      { timeout: 20_000 },
    );
    await Channel.updateOne(channel, {
      $set: { codeOutcome: { id: passed.passedCode?.id, problem: 'That was an older code' } },
      $unset: { passedCode: 1 },
    });
    await page.locator('#sign-in-code-error').getByText('That was an older code').waitFor();
  });

  test('a wrong token is refused by the words of Telegram, a right one connects, and the first message is seen as it comes', async () => {
    const { hub, world, openAs } = admin();
    const bot = hub.telegram.createBot({ username: 'second_shop_bot', name: 'Second Shop' });
    const page = await openAs(world.ada, '/settings/channels');
    await page.getByRole('link', { name: 'Connect a channel' }).click();
    await page.getByRole('link', { name: 'Connect Telegram' }).click();
    const token = page.getByRole('textbox', { name: 'Bot token' });
    const connect = page.getByRole('button', { name: 'Connect', exact: true });

    await connect.click();
    await page.getByText('Required', { exact: true }).waitFor();
    await token.fill('what is a token?');
    await connect.click();
    await page.getByText('This is no token of a bot').waitFor();
    await expect.poll(() => page.locator('#setting-botToken:focus').count()).toBe(1);

    await token.fill('123456:wrong');
    await connect.click();
    await page.locator('#setting-botToken-error').getByText('Unauthorized').waitFor();
    expect(await token.inputValue()).toBe('123456:wrong');
    expect(await violationsOf(page)).toEqual([]);

    await token.fill(bot.token);
    await connect.click();
    await page.getByText('Connected: Second Shop').waitFor();
    await page.getByText('Waiting for the first message').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    expect(page.url()).not.toContain(bot.token);

    const nora = hub.telegram.createUser({ firstName: 'Nora' });
    nora.sendText(bot, 'Is anybody there?');
    await page.getByText('Seen: Nora wrote').waitFor();
    await page.getByText('Is anybody there?').waitFor();
    await page.getByRole('link', { name: 'Open the conversation' }).click();
    await page.waitForURL(/\/inbox\/all\/[0-9a-f]{24}$/);
    const { items } = await world.client.call(listChannels);
    expect(items.map(({ name }) => name)).toEqual(['Sunny Shop', 'Second Shop']);
  });

  test('is paused and goes on', async () => {
    const page = await openChannel();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('Nothing is taken in or sent; what is queued waits').waitFor();
    expect((await channelOf(admin().world.channelId)).health.state).toBe('paused');
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.locator('.channel-head .chip.good').waitFor();
    expect((await channelOf(admin().world.channelId)).health.state).toBe('ok');
    await page.getByRole('button', { name: 'Self-test' }).click();
    await page.getByText('Works: the provider knows the account.').waitFor();
  });

  test('keeps its name and what it says by itself in two languages, and switches a text off that was emptied', async () => {
    const { world } = admin();
    const page = await openChannel({ width: 360, height: 740 });
    await page.getByRole('textbox', { name: 'Name' }).fill('Sunny Shop, Berlin');
    const greeting = page.getByRole('group', { name: /^Greeting/ });
    await greeting.getByRole('textbox', { name: 'In English' }).fill('Hello!');
    await greeting.getByRole('textbox', { name: 'In Russian' }).fill('Здравствуйте!');
    await page.getByRole('switch', { name: 'Answer commands of customers' }).click();
    await page.getByText('3 unsaved changes').waitFor();
    await page.locator('hub-save-bar').getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    expect(await channelOf(world.channelId)).toMatchObject({
      name: 'Sunny Shop, Berlin',
      greeting: { en: 'Hello!', ru: 'Здравствуйте!' },
      closedNotice: null,
      commands: true,
    });

    await greeting.getByRole('textbox', { name: 'In English' }).fill('');
    await greeting.getByRole('textbox', { name: 'In Russian' }).fill(' ');
    await page.getByRole('textbox', { name: 'Name' }).fill('Sunny Shop');
    await page.keyboard.press('ControlOrMeta+KeyS');
    await expect.poll(() => channelOf(world.channelId)).toMatchObject({ name: 'Sunny Shop', greeting: null });
  });

  test('takes other credentials only when the provider knows them, and never shows those it has', async () => {
    const { world } = admin();
    const page = await openChannel();
    await page.getByRole('button', { name: 'Replace credentials' }).click();
    const dialog = dialogOf(page);
    const token = dialog.getByRole('textbox', { name: 'Bot token' });
    expect(await token.inputValue()).toBe('');
    await dialog.getByRole('button', { name: 'Check and replace' }).click();
    await dialog.getByText('Fill in what should change.').waitFor();
    await token.fill('123456:wrong');
    await dialog.getByRole('button', { name: 'Check and replace' }).click();
    await dialog.getByText('Unauthorized').waitFor();
    await token.fill(world.shopBot.token);
    await dialog.getByRole('button', { name: 'Check and replace' }).click();
    await page.getByText('Checked and replaced.').waitFor();
    await expect.poll(() => dialog.count()).toBe(0);
    expect(await page.content()).not.toContain(world.shopBot.token.split(':')[1] ?? '');
  });

  test('shows what it could not read, as it came, and reads it again', async () => {
    const { world } = admin();
    await Receipt.create({
      _id: new ObjectId(),
      workspaceId: world.ada.workspaceId,
      channelId: new ObjectId(world.channelId),
      raw: '<html>no update</html>',
      reason: 'no JSON',
      state: 'unreadable',
      createdAt: new Date(),
    });
    const page = await openChannel();
    const receipts = page.locator('hub-channel-receipts');
    await receipts.getByText('no JSON').waitFor();
    await receipts.getByRole('button', { name: 'Show' }).click();
    await dialogOf(page).getByText('<html>no update</html>').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await dialogOf(page).getByRole('button', { name: 'Close' }).last().click();
    await receipts.getByRole('button', { name: 'Read again' }).click();
    await page.getByText('Still not readable: no JSON').waitFor();
  });

  test('who may only look is offered nothing that changes', async () => {
    const { world, openAs } = admin();
    const page = await openAs(world.boris, `/settings/channels/${world.channelId}`);
    await page.locator('hub-channel-page .channel-head').waitFor();
    await page.getByText('What this channel can do').waitFor();
    for (const name of ['Pause', 'Self-test', 'Replace credentials', 'Disconnect'])
      expect(await page.getByRole('button', { name }).count()).toBe(0);
    expect(await page.getByRole('textbox', { name: 'Name' }).isDisabled()).toBe(true);
    await page.goto(`${admin().url}/admin/settings/channels`);
    await page.locator('.channel-card').first().waitFor();
    expect(await page.getByRole('link', { name: /Connect/ }).count()).toBe(0);
  });
});

describe('the console', () => {
  test('a colleague is linked by the code of a link, goes off duty, and is unlinked', async () => {
    const page = await openConsole();
    await page.getByRole('button', { name: 'Link Boris Agent' }).click();
    const dialog = dialogOf(page);
    await dialog.getByText('Waiting for the confirmation in Telegram').waitFor();
    const code = await dialog.locator('hub-copy-field[label="Code"] code').innerText();
    expect(await dialog.locator('hub-copy-field[label="One-time link"] code').innerText()).toContain(code);
    await confirmLink(code, { firstName: 'Boris', username: 'boris_phone' });
    await dialog.getByText('Linked: @boris_phone').waitFor();
    await dialog.getByRole('button', { name: 'Done' }).click();

    const duty = page.getByRole('switch', { name: 'On duty: Boris Agent' });
    await page.getByText('@boris_phone').waitFor();
    await duty.click();
    await expect.poll(async () => (await consoleOf()).agents).toMatchObject([{ name: 'Boris Agent', isOnDuty: false }]);
    await expect.poll(() => duty.isChecked()).toBe(false);
    await page.getByRole('button', { name: 'Unlink Boris Agent' }).click();
    await dialogOf(page).getByRole('button', { name: 'Unlink' }).click();
    await page.getByRole('button', { name: 'Link Boris Agent' }).waitFor();
    expect((await consoleOf()).agents).toEqual([]);
  });

  test('a group is bound by its code, and what it misses is said in words', async () => {
    const { world } = admin();
    const page = await openConsole();
    await page.getByRole('button', { name: 'Link my Telegram account' }).click();
    const ownCode = await dialogOf(page).locator('hub-copy-field[label="Code"] code').innerText();
    const ada = await confirmLink(ownCode, { firstName: 'Ada', username: 'ada_phone' });
    await dialogOf(page).getByRole('button', { name: 'Done' }).click();

    await page.getByRole('button', { name: 'Bind a group' }).click();
    const code = await dialogOf(page).locator('hub-copy-field[label="Code"] code').innerText();
    const group = ada.createForum('Sunny team');
    ada.addBot(group, world.consoleBot, 'all', { startPayload: code });
    await dialogOf(page).getByText('Bound: Sunny team').waitFor();
    await dialogOf(page).getByRole('button', { name: 'Done' }).click();
    await page.getByText('Has every right it needs').waitFor();

    ada.addBot(group, world.consoleBot, { can_manage_topics: true, can_delete_messages: true });
    await page.getByText('The bot may not pin messages').first().waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('switch', { name: 'Only replies go to customers' }).click();
    await expect.poll(async () => (await consoleOf()).groups[0]?.isReplyOnly).toBe(true);
    await page.getByRole('button', { name: 'Remove the group Sunny team' }).click();
    await dialogOf(page).getByRole('button', { name: 'Remove the group' }).click();
    await page.getByText(/No group is bound|Topics need a group/).waitFor();
    expect((await consoleOf()).groups).toEqual([]);
  });

  test('is shown where conversations should be, and for how long topics stay', async () => {
    const page = await openConsole();
    await page.getByRole('radio', { name: /In topics of a group/ }).check();
    await page.getByRole('spinbutton', { name: 'Delete topics after, days' }).fill('30');
    await page.locator('hub-save-bar').getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    expect(await consoleOf()).toMatchObject({ mode: 'topics', deleteTopicsAfterDays: 30 });
    await page.getByText('Topics need a group').waitFor();
  });

  test('the bot is removed, a wrong token refused by the words of Telegram, and a right one connects', async () => {
    const { world } = admin();
    const page = await openConsole();
    await page.getByRole('button', { name: 'Remove the bot' }).click();
    await dialogOf(page).getByRole('textbox').fill(world.consoleBot.username);
    await dialogOf(page).getByRole('button', { name: 'Remove the bot' }).click();
    await page.getByRole('heading', { name: 'Connect the team’s bot' }).waitFor();
    expect(await violationsOf(page)).toEqual([]);

    const token = page.getByRole('textbox', { name: 'Bot token' });
    await token.fill('123456:wrong');
    await page.getByRole('button', { name: 'Connect the bot' }).click();
    await page.getByRole('alert').getByText('Unauthorized').waitFor();
    await token.fill(world.consoleBot.token);
    await page.getByRole('button', { name: 'Connect the bot' }).click();
    await page.getByRole('link', { name: `@${world.consoleBot.username}` }).waitFor();
    await page.locator('.console-bot .chip.good').waitFor();
  });
});
