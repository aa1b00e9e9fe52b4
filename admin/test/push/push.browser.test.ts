import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { createClient } from '../../../hub/api/client.ts';
import { sendMessage } from '../../../hub/api/customers/messages.ts';
import { updateOwnAgent } from '../../../hub/api/team/agents.ts';
import { signIn, type BuiltAgent } from '../../../hub/test/factories.ts';
import { startPushService } from '../../../hub/test/push/service.ts';
import { useAdmin } from '../use-admin.ts';
import { clickNotification, shownBy, standInForPushService, startDelivering, timesAsked, windowsOf, workersOf } from './pushed-page.ts';

const admin = useAdmin({ browser: 'whole', environment: { PUSH_ALLOW_PRIVATE: 'true' } });

const switchNames = { en: 'Push notifications in this browser', ru: 'Пуш-уведомления в этом браузере' };

/** A browser whose owner turned pushes on in the profile; `arrive` waits for what the hub sends it and hands it to the browser. */
async function openWithPushes(agent: BuiltAgent, language: 'en' | 'ru' = 'en') {
  const { openAs, url } = admin();
  const browser = (await startPushService()).register();
  const page = await openAs(agent, '/settings/profile', {
    language,
    prepare: async (context) => {
      await standInForPushService(context, browser);
      await context.grantPermissions(['notifications'], { origin: url });
    },
  });
  const toggle = page.getByRole('switch', { name: switchNames[language] });
  await toggle.waitFor();
  const before = { asked: await timesAsked(page), workers: await workersOf(page) };
  await toggle.click();
  await page.getByRole('button', { name: language === 'en' ? 'Send a test' : 'Проверить' }).waitFor();
  const deliver = await startDelivering(page);
  let taken = 0;
  const arrive = async () => {
    await expect.poll(() => browser.shown().length, { timeout: 60_000 }).toBeGreaterThan(taken);
    const payload = browser.shown()[taken]!;
    taken += 1;
    await deliver(payload);
    return payload;
  };
  return { page, before, deliver, arrive };
}

function writesAs(name: string, text: string): void {
  const { world } = admin();
  world.customers.get(name)?.sendText(world.shopBot, text);
}

/** Goes on within the page, as its links do. */
async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate(`history.pushState(null, '', '/admin${path}'); dispatchEvent(new PopStateEvent('popstate'))`);
}

describe('pushes to a browser', () => {
  test('are asked for in the profile only, and shown once each, unless one looks at the conversation', async () => {
    const { world } = admin();
    const { id } = await world.conversationOf('Anna Petrova');
    const { page, before, deliver, arrive } = await openWithPushes(world.ada);
    expect(before).toEqual({ asked: 0, workers: 0 });
    expect(await timesAsked(page)).toBe(1);

    writesAs('Anna Petrova', 'Did the bank answer?');
    const first = await arrive();
    const shown = { title: 'Anna Petrova', body: 'Did the bank answer?', tag: id, silent: false };
    await expect.poll(() => shownBy(page)).toEqual([shown]);

    await deliver(first);
    const again = { ...shown, silent: true };
    await expect.poll(() => shownBy(page)).toEqual([again]);
    writesAs('Anna Petrova', 'They should have by now');
    await arrive();
    const later = { ...shown, body: 'They should have by now' };
    await expect.poll(() => shownBy(page)).toEqual([later]);
    await deliver(first);
    await expect.poll(() => shownBy(page)).toEqual([{ ...later, silent: true }]);

    writesAs('Anna Petrova', 'And my plan?');
    await goTo(page, `/inbox/all/${id}`);
    await page.locator('hub-thread').getByText('And my plan?').waitFor();
    await deliver({ ...first, body: 'And my plan?', at: new Date().toISOString() });
    await deliver({ ...first, conversationId: null, tag: 'test', title: 'Another' });
    await expect.poll(() => shownBy(page)).toContainEqual(expect.objectContaining({ title: 'Another' }));
    expect(await shownBy(page)).toContainEqual({ ...later, silent: true });
    await goTo(page, '/inbox/all');
    await deliver({ ...first, body: 'And my plan?', at: new Date().toISOString() });
    await expect.poll(() => shownBy(page)).toContainEqual({ ...shown, body: 'And my plan?' });
  });

  test('speak Russian to who does, and a click leads to the conversation in the window that is open, else in a new one', async () => {
    const { hub, world, url } = admin();
    const { id } = await world.conversationOf('Marcus Lee');
    await world.asBoris.call(updateOwnAgent, { body: { language: 'ru' } });
    const { page, before, deliver, arrive } = await openWithPushes(world.boris, 'ru');
    expect(before).toEqual({ asked: 0, workers: 0 });

    const asAda = createClient({
      baseUrl: hub.url,
      workspaceId: world.ada.agent.workspaceId.toHexString(),
      headers: { ...(await signIn(hub.hub, world.ada.user._id)), origin: hub.url },
    });
    const mentions = [world.boris.agent._id.toHexString()];
    await asAda.call(sendMessage, {
      params: { conversationId: id },
      body: { kind: 'note', text: 'Посмотришь, что со ссылкой?', mentions },
    });
    const mention = await arrive();
    const title = 'Ada Owner упоминает вас: Marcus Lee';
    await expect.poll(() => shownBy(page)).toEqual([{ title, body: 'Посмотришь, что со ссылкой?', tag: id, silent: false }]);

    expect(await clickNotification(page.context())).toEqual({ asked: ['focus'], left: 0 });
    await page.waitForURL(`${url}/admin/inbox/all/${id}`);
    await page.locator('hub-thread').getByText('Посмотришь, что со ссылкой?').waitFor();

    await goTo(page, '/inbox/all');
    await deliver(mention);
    await expect.poll(() => shownBy(page)).toHaveLength(1);
    await page.goto('about:blank');
    await expect.poll(() => windowsOf(page.context())).toBe(0);
    expect(await clickNotification(page.context())).toEqual({ asked: [`open ${mention.url}`], left: 0 });
  });

  test('stay off, and the profile says why, where the person or the push service refuses', async () => {
    const { openAs, world, url } = admin();
    const page = await openAs(world.chen, '/settings/profile', { prepare: (context) => standInForPushService(context) });
    const toggle = page.getByRole('switch', { name: switchNames.en });
    await toggle.click();
    await page.getByText('This browser was told to refuse notifications').waitFor();
    expect(await toggle.isChecked()).toBe(false);

    await page.context().grantPermissions(['notifications'], { origin: url });
    await page.reload();
    await toggle.click();
    await page.getByText('This browser got no address for pushes').waitFor();
    await expect.poll(() => toggle.isChecked()).toBe(false);
  });
});
