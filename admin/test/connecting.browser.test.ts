import { afterAll, describe, expect, test, vi } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { startInstagramEmulator } from '../../bots/emulators/instagram/emulator.ts';
import { startInstagramPrivateEmulator } from '../../bots/emulators/instagram-private/emulator.ts';
import { startVkEmulator } from '../../bots/emulators/vk/emulator.ts';
import { startWhatsAppEmulator } from '../../bots/emulators/whatsapp/emulator.ts';
import { startWhatsAppWebEmulator } from '../../bots/emulators/whatsapp-web/emulator.ts';
import { getChannel } from '../../hub/api/customers/channels.ts';
import { findBrowser } from '../../hub/test/browser.ts';
import type { BuiltAgent } from '../../hub/test/factories.ts';
import { violationsOf } from './axe.ts';
import { useAdmin } from './use-admin.ts';

// The process of WhatsApp Web alone takes half a minute to start on a busy machine.
vi.setConfig({ testTimeout: 180_000 });
const patience = { timeout: 120_000, interval: 100 };

const publicUrl = 'https://hub.example.com';
const [whatsapp, instagram, vk, whatsappWeb, instagramPrivate] = await Promise.all([
  startWhatsAppEmulator(),
  startInstagramEmulator(),
  startVkEmulator(),
  startWhatsAppWebEmulator(),
  startInstagramPrivateEmulator(),
]);
const admin = useAdmin({
  isEmpty: true,
  environment: {
    PUBLIC_URL: publicUrl,
    WHATSAPP_API_ROOT: whatsapp.url,
    INSTAGRAM_API_ROOT: instagram.url,
    VK_API_ROOT: vk.url,
    WHATSAPP_WEB_ROOT: whatsappWeb.url,
    INSTAGRAM_APP_ROOT: instagramPrivate.url,
    CHROME_PATH: await findBrowser(),
  },
});
afterAll(() => Promise.all([whatsapp, instagram, vk, whatsappWeb, instagramPrivate].map((emulator) => emulator.stop())));

let owner: BuiltAgent | undefined;

/** The form of a provider, as an owner comes to it; all tests share one browser's profile. */
async function openForm(title: string): Promise<Page> {
  owner ??= await admin().hub.addAgent({ role: 'owner', name: 'Ada Owner' });
  const page = await admin().openBlankAs(owner);
  await page.goto(`${admin().url}/admin/settings/channels/new`);
  await page.getByRole('link', { name: `Connect ${title}`, exact: true }).click();
  await page.getByRole('heading', { name: `Connect ${title}`, exact: true }).waitFor();
  return page;
}

const connectIn = (place: Page | Locator) => place.getByRole('button', { name: 'Connect', exact: true });
const fieldOf = (place: Page | Locator, name: string) => place.locator(`#setting-${name}`);

/** Which channel the wizard is about, once it knows. */
async function channelIdOf(page: Page): Promise<string> {
  await page.waitForURL(/channel=[0-9a-f]{24}/);
  return new URL(page.url()).searchParams.get('channel') ?? '';
}

/** From the wizard's last step on: the card, the self-test, a pause, and away again. */
async function useAndDisconnect(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: 'All channels' }).click();
  const card = page.locator('.channel-card', { hasText: name });
  await card.locator('.chip.good').getByText('Works').waitFor();
  await card.getByRole('link', { name }).first().click();
  const chip = page.locator('.channel-head .chip');
  await page.getByRole('button', { name: 'Self-test' }).click();
  await page.getByText('Works: the provider knows the account.').waitFor();
  await page.getByRole('button', { name: 'Pause' }).click();
  await chip.getByText('Paused').waitFor();
  await page.getByRole('button', { name: 'Resume' }).click();
  await chip.getByText('Works').waitFor();
  await page.getByRole('button', { name: 'Disconnect' }).click();
  const dialog = page.locator('wa-dialog[open]');
  await dialog.getByRole('textbox').fill(name);
  await dialog.getByRole('button', { name: 'Disconnect' }).click();
  await page.waitForURL(/\/settings\/channels$/);
  await expect.poll(() => card.count()).toBe(0);
}

/** What is entered for an account whose provider answers at once, and what is wrong first. */
interface Entered {
  /** Right settings by field. */
  settings: Record<string, string>;
  /** One after another: a field with a wrong value, and what is said at it. */
  wrong: { field: string; value: string; words: RegExp }[];
  /** What the admin does at the provider once it is connected. */
  atProvider?: (webhookUrl: string) => Promise<unknown>;
}

const unknown = /did not take this/;

const providers: { title: string; name: string; enter: () => Entered }[] = [
  {
    title: 'WhatsApp',
    name: 'Corner Shop',
    enter() {
      const { phoneNumberId, accessToken, appSecret } = whatsapp.createNumber({ name: 'Corner Shop' });
      whatsapp.resolve(publicUrl, admin().hub.url);
      return {
        settings: { phoneNumberId, accessToken, appSecret, verifyToken: 'a-word-of-ours' },
        wrong: [
          { field: 'accessToken', value: 'EAAnobody', words: unknown },
          { field: 'phoneNumberId', value: '4915550001234', words: /WhatsApp did not accept this\. .*4915550001234/ },
          { field: 'accessToken', value: 'two words', words: /no blanks/ },
        ],
      };
    },
  },
  {
    title: 'Instagram',
    name: 'Corner Shop',
    enter() {
      const account = instagram.createAccount({ username: 'corner.shop', name: 'Corner Shop' });
      const { id: accountId, token: accessToken, appSecret, verifyToken } = account;
      return {
        settings: { accountId, accessToken, appSecret, verifyToken },
        wrong: [
          { field: 'accessToken', value: 'IGAAnobody', words: unknown },
          { field: 'accountId', value: '17841400000000000', words: new RegExp(`whose account ID is ${accountId}`) },
        ],
        atProvider: (webhookUrl) => account.setWebhook(webhookUrl.replace(publicUrl, admin().hub.url)),
      };
    },
  },
  {
    title: 'VK',
    name: 'Corner Shop',
    enter() {
      const group = vk.createGroup({ name: 'Corner Shop' });
      return {
        settings: { accessToken: group.addToken() },
        wrong: [
          { field: 'accessToken', value: 'what is a key?', words: /no key of a community/ },
          { field: 'accessToken', value: 'vk1.a.nobody-has-this-key', words: unknown },
          { field: 'accessToken', value: group.addToken(['manage']), words: /no right to messages/ },
        ],
      };
    },
  },
];

describe('accounts whose provider answers at once', () => {
  test.each(providers)(
    '$title: what is wrong is said at its field and nothing typed is lost; then it works, is paused and goes',
    async ({ title, name, enter }) => {
      const { settings, wrong, atProvider } = enter();
      const page = await openForm(title);
      await connectIn(page).click();
      for (const field of Object.keys(settings)) await page.locator(`#setting-${field}-error`).getByText('Required').waitFor();
      for (const [field, value] of Object.entries(settings)) await fieldOf(page, field).fill(value);
      for (const { field, value, words } of wrong) {
        await fieldOf(page, field).fill(value);
        await connectIn(page).click();
        await page.locator(`#setting-${field}-error`).getByText(words).waitFor();
        await expect.poll(() => page.locator(`#setting-${field}:focus`).count()).toBe(1);
        for (const each of Object.keys(settings))
          expect(await fieldOf(page, each).inputValue()).toBe(each === field ? value : settings[each]);
        expect(await page.locator('.field .error').count()).toBe(1);
        await fieldOf(page, field).fill(settings[field] ?? '');
        expect(await page.locator('.field .error').count()).toBe(0);
      }
      expect(await violationsOf(page)).toEqual([]);

      await connectIn(page).click();
      await page.getByRole('heading', { name: `Connected: ${name}` }).waitFor();
      const { webhookUrl } = await admin().hub.client.call(getChannel, { params: { channelId: await channelIdOf(page) } });
      await atProvider?.(webhookUrl);
      expect(await page.locator('.callout.warn').count()).toBe(0);
      await useAndDisconnect(page, name);
    },
  );
});

describe('accounts that sign in', () => {
  test('Instagram’s app: a wrong password is said where it can be put right, a wrong code at its field, and the account works', async () => {
    const password = 'a password of the shop';
    instagramPrivate.createAccount({ username: 'shop', fullName: 'The Shop', password, twoFactor: { by: 'totp', code: '123456' } });
    const page = await openForm('Instagram (app)');
    await fieldOf(page, 'username').fill('not a name');
    await fieldOf(page, 'password').fill('wrong');
    await connectIn(page).click();
    await page.locator('#setting-username-error').getByText('Up to 30 Latin letters').waitFor();
    expect(await fieldOf(page, 'password').inputValue()).toBe('wrong');
    await fieldOf(page, 'username').fill('@shop');
    await connectIn(page).click();
    await page.getByRole('alert').getByText('Instagram does not take this password').waitFor();
    expect(await page.getByText('Connected:').count()).toBe(0);
    expect(await violationsOf(page)).toEqual([]);

    await page.getByRole('button', { name: 'Replace credentials' }).click();
    const dialog = page.locator('wa-dialog[open]');
    await fieldOf(dialog, 'password').fill(password);
    await dialog.getByRole('button', { name: 'Check and replace' }).click();
    const code = page.getByRole('textbox', { name: 'Code' });
    await code.fill('000000');
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.locator('#sign-in-code-error').waitFor();
    expect(await code.inputValue()).toBe('000000');
    await code.fill('123456');
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('heading', { name: 'Connected: The Shop' }).waitFor();
    await page.getByText('Waiting for the first message').waitFor();
    await useAndDisconnect(page, 'The Shop');
  });

  test('WhatsApp Web: a wrong number is said at its field, the code is shown to be scanned, and the account works', async () => {
    const phone = whatsappWeb.createPhone({ name: 'Corner Shop' });
    const page = await openForm('WhatsApp Web');
    await fieldOf(page, 'phoneNumber').fill('Annie');
    await connectIn(page).click();
    await page.locator('#setting-phoneNumber-error').getByText('A number with its country code').waitFor();
    await fieldOf(page, 'phoneNumber').fill('');
    await connectIn(page).click();
    const channelId = await channelIdOf(page);
    await page.getByRole('img', { name: 'QR code that signs this channel in' }).waitFor({ timeout: patience.timeout });
    await vi.waitFor(async () => {
      const { signIn } = (await admin().hub.client.call(getChannel, { params: { channelId } })).health;
      // A code that has just been replaced can't be scanned: the next one can.
      phone.scan(signIn?.kind === 'qr' ? signIn.value : '');
    }, patience);
    await page.getByRole('heading', { name: 'Connected: Corner Shop' }).waitFor({ timeout: patience.timeout });
    await useAndDisconnect(page, 'Corner Shop');
  });
});
