import { describe, expect, test } from 'vitest';
import { closeConversation, reopenConversation, updateConversation } from '../../hub/api/customers/conversations.ts';
import { createView } from '../../hub/api/customers/saved-views.ts';
import { violationsOf } from './axe.ts';
import { namesOf, rowOf, rowsOf } from './inbox-rows.ts';
import { useAdmin } from './use-admin.ts';

const admin = useAdmin();

/** A customer who never wrote before says something. */
async function write(name: string, text: string): Promise<void> {
  const { hub, world } = admin();
  const [firstName = name, lastName] = name.split(' ');
  const customer = world.customers.get(name) ?? hub.telegram.createUser({ firstName, ...(lastName && { lastName }) });
  customer.sendText(world.shopBot, text);
}

async function openList(path: string, options: { width?: number; height?: number; language?: 'en' | 'ru'; as?: 'ada' | 'boris' } = {}) {
  const { world, openAs } = admin();
  const page = await openAs(world[options.as ?? 'ada'], path, options);
  await page.locator('hub-conversation-rows .row, hub-empty').first().waitFor();
  return page;
}

describe('the list', () => {
  test('shows who wrote what, what is unread and what each tab holds, and switches without asking again', async () => {
    const page = await openList('/inbox/all');
    const anna = rowOf(page, 'Anna Petrova');
    await anna.getByText('Here are the receipts').waitFor();
    expect(await anna.getByText('billing').count()).toBe(1);
    expect(await anna.locator('.count').textContent()).toContain('3');
    await page.getByRole('link', { name: /Mine\s*2/ }).click();
    await expect.poll(() => namesOf(page)).toEqual(['Anna Petrova', 'Иван Орлов']);

    const asked: string[] = [];
    page.on('request', (request) => {
      if (/conversations\?/.test(request.url())) asked.push(request.url());
    });
    await page.getByRole('link', { name: /^All/ }).click();
    await rowOf(page, 'Lena Fischer').waitFor();
    expect(asked).toEqual([]);
  });

  test('is walked with J and K, opened with Enter and the arrows, and the browser goes back', async () => {
    const page = await openList('/inbox/all');
    const { world } = admin();
    const [first = '', second = ''] = await namesOf(page);
    const urlOf = async (name: string) => new RegExp(`/inbox/all/${(await world.conversationOf(name)).id}$`);

    await page.keyboard.press('KeyJ');
    await page.waitForURL(await urlOf(first));
    await page.keyboard.press('KeyJ');
    await page.waitForURL(await urlOf(second));
    await page.keyboard.press('KeyK');
    await page.waitForURL(await urlOf(first));
    expect(await page.locator('hub-conversation-rows .row.open .name').textContent()).toContain(first);

    await page.locator('hub-conversation-rows .row.open').focus();
    await page.keyboard.press('ArrowDown');
    await page.waitForURL(await urlOf(second));
    await expect.poll(() => page.evaluate("document.activeElement?.querySelector('.name')?.textContent?.trim()")).toBe(second);

    await page.goBack();
    await page.waitForURL(/\/inbox\/all$/);
  });

  test('finds conversations by the beginnings of Russian words, closed ones too, and tells when there is nothing', async () => {
    const page = await openList('/inbox/mine');
    await page.keyboard.press('Slash');
    await page.keyboard.type('помощ');
    await expect.poll(() => namesOf(page)).toEqual(['Мария Кузнецова']);
    expect(new URL(page.url()).searchParams.get('q')).toBe('помощ');

    await page.getByRole('searchbox').fill('qqq');
    await page.getByRole('heading', { name: 'Nothing found' }).waitFor();
    await page.keyboard.press('Escape');
    await rowOf(page, 'Anna Petrova').waitFor();
  });

  test('is narrowed by keyboard; what narrows it stands in the address and can be taken away', async () => {
    const page = await openList('/inbox/all');
    await page.keyboard.press('KeyF');
    await page.locator('hub-filter-menu input:focus').waitFor();
    // Stays under its button when the window gets another size.
    const leftOf = async (selector: string) => (await page.locator(selector).boundingBox())?.x ?? 0;
    const gap = async () => Math.round((await leftOf('hub-filter-menu > .filter-panel')) - (await leftOf('hub-filter-menu > button')));
    const before = await gap();
    await page.setViewportSize({ width: 2000, height: 900 });
    await expect.poll(gap).toBe(before);
    await page.keyboard.type('tag');
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: 'billing' }).waitFor();
    await page.keyboard.type('bil');
    await page.getByRole('option', { name: 'vip' }).waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/inbox\/all\?tag=billing$/);
    await expect.poll(async () => (await namesOf(page)).toSorted()).toEqual(['Ahmed Hassan', 'Anna Petrova', 'Tom Becker']);

    await page.reload();
    await rowOf(page, 'Tom Becker').waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.waitForURL(/\/inbox\/all$/);
    await rowOf(page, 'Lena Fischer').waitFor();
  });
});

describe('the list follows what happens', () => {
  test('a new conversation comes in at the top, and one that is closed elsewhere goes', async () => {
    const page = await openList('/inbox/unassigned');
    await page.mouse.move(900, 400);
    await write('Nina Neu', 'Hello, is anybody there?');
    await expect.poll(async () => (await namesOf(page))[0]).toBe('Nina Neu');

    const { id } = await admin().world.conversationOf('Nina Neu');
    await admin().world.asBoris.call(closeConversation, { params: { conversationId: id } });
    await rowOf(page, 'Nina Neu').waitFor({ state: 'detached' });
  });

  test('while the pointer is on it nothing moves: a button says what waits and lets it in', async () => {
    const page = await openList('/inbox/unassigned');
    const before = await namesOf(page);
    await rowsOf(page).nth(1).hover();
    await write('Otto Neu', 'Hello from Otto');
    await page.getByRole('button', { name: '1 new' }).waitFor();
    expect(await namesOf(page)).toEqual(before);

    const { id } = await admin().world.conversationOf('Lena Fischer');
    await admin().world.asBoris.call(closeConversation, { params: { conversationId: id } });
    await page.locator('hub-conversation-rows .row.leaving', { hasText: 'Lena Fischer' }).waitFor();

    await page.getByRole('button', { name: '1 new' }).click();
    await expect.poll(async () => (await namesOf(page))[0]).toBe('Otto Neu');
    await rowOf(page, 'Lena Fischer').waitFor({ state: 'detached' });
    await admin().world.asBoris.call(reopenConversation, { params: { conversationId: id } });
  });

  test('counters follow', async () => {
    const page = await openList('/inbox/all');
    const counted = async () => Number(/\d+/.exec((await page.getByRole('link', { name: /^Unassigned/ }).textContent()) ?? '')?.[0]);
    await expect.poll(counted).toBeGreaterThan(0);
    const before = await counted();
    await write(`Zoe ${Date.now()}`, 'One more');
    await expect.poll(counted).toBe(before + 1);
  });
});

describe('saved views', () => {
  test('are made from what is on screen, and the team gets those that are shared', async () => {
    const page = await openList('/inbox/all?tag=billing');
    const boris = await openList('/inbox/all', { as: 'boris' });
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: /Save as view/ }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Money');
    await page.getByText('Share with the team').click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.waitForURL(/\/inbox\/[0-9a-f]{24}\?status=open&tag=billing$/);
    await rowOf(page, 'Tom Becker').waitFor();

    await boris.getByRole('button', { name: 'More' }).click();
    await boris.getByRole('menuitem', { name: 'Money (team)' }).click();
    await boris.waitForURL(/status=open&tag=billing$/);
    await rowOf(boris, 'Tom Becker').waitFor();
    expect(await boris.getByRole('button', { name: /^View/ }).count()).toBe(0);
  });

  test('are renamed, moved and deleted by whoever has them', async () => {
    const { world } = admin();
    for (const [name, position] of [
      ['First', 100],
      ['Second', 101],
    ] as const)
      await world.asBoris.call(createView, {
        body: { list: 'conversations', name, position, filters: { priority: 'urgent', status: 'open' } },
      });
    const page = await openList('/inbox/all', { as: 'boris' });
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Second' }).click();
    await rowOf(page, 'Marcus Lee').waitFor();
    await page.getByRole('button', { name: 'View Second' }).click();
    await page.getByRole('menuitem', { name: 'Move up' }).click();
    await page.getByRole('button', { name: 'Second', exact: true }).click();
    await expect
      .poll(() =>
        page
          .getByRole('menuitem', { name: /First|Second/ })
          .allTextContents()
          .then((all) => all.map((each) => each.replace(/\W*\d*\s*$/, '').trim())),
      )
      .toEqual(['Second', 'First']);
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'View Second' }).click();
    await page.getByRole('menuitem', { name: 'Delete view' }).click();
    await page.locator('hub-confirm-dialog').getByRole('button', { name: 'Delete view' }).click();
    await page.waitForURL(/\/inbox\/mine$/);
  });
});

describe('several conversations', () => {
  test('are picked by X, Shift and the box, and all that is loaded by Ctrl+A', async () => {
    const page = await openList('/inbox/all');
    const picked = () => page.locator('hub-conversation-rows .row[aria-selected="true"]').count();
    await rowsOf(page).nth(0).focus();
    await page.keyboard.press('KeyX');
    await expect.poll(picked).toBe(1);
    await rowsOf(page)
      .nth(3)
      .click({ modifiers: ['Shift'] });
    await expect.poll(picked).toBe(4);
    await rowsOf(page).nth(0).locator('.pick').click();
    await expect.poll(picked).toBe(3);
    await page.keyboard.press('Control+a');
    await expect.poll(picked).toBe(await rowsOf(page).count());
    await page.keyboard.press('Escape');
    await expect.poll(picked).toBe(0);
    expect(page.url()).toMatch(/\/inbox\/all$/);
  });
});

test('a list that could not be loaded says so, is not asked for again and again, and is there after Try again', async () => {
  const { world, url, openAs } = admin();
  const page = await openAs(world.ada, '/settings/profile');
  const lists = /api\/v1\/conversations\?/;
  let asked = 0;
  await page.route(lists, (route) => {
    asked += 1;
    const error = { code: 'hub.failed', message: 'It failed.', details: {}, requestId: 'a-request' };
    return route.fulfill({ status: 500, json: { error } });
  });
  await page.goto(`${url}/admin/inbox/all`);
  await page.getByRole('heading', { name: 'The list could not be loaded' }).waitFor();
  await page.evaluate(
    'new Promise((done) => { let left = 60; (function next() { (left -= 1) ? requestAnimationFrame(next) : done(null); })(); })',
  );
  // At first, and once more when the socket is there.
  expect(asked).toBeLessThanOrEqual(2);

  await page.unroute(lists);
  await page.getByRole('button', { name: 'Try again' }).click();
  await rowsOf(page).first().waitFor();
});

test('a part of the page that crashes says so and can be tried again; the others stand', async () => {
  const { world, openAs } = admin();
  const { id } = await world.conversationOf('Anna Petrova');
  const page = await openAs(world.ada, `/inbox/all/${id}`, { expectedErrors: /broken on purpose/ });
  await page.getByText('Is it possible from the next month?').last().waitFor();
  await page.evaluate(
    "const thread = document.querySelector('hub-thread'); thread.render = () => { throw new Error('broken on purpose'); }; thread.requestUpdate();",
  );
  await page.getByText('This part could not be shown').waitFor();
  expect(await rowsOf(page).count()).toBeGreaterThan(5);
  expect(await page.locator('hub-composer').count()).toBe(1);
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('Is it possible from the next month?').last().waitFor();
});

test.each(['light', 'dark'] as const)(
  'axe finds nothing wrong with the list, its filters, its menu and a selection (%s)',
  async (colorScheme) => {
    const { world, openAs } = admin();
    const { id } = await world.conversationOf('Tom Becker');
    await world.client.call(updateConversation, { params: { conversationId: id }, body: { tags: ['billing', 'vip', 'late', 'api'] } });
    const page = await openAs(world.ada, '/inbox/all?tag=billing', { colorScheme });
    await rowsOf(page).first().waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await rowsOf(page).first().focus();
    await page.keyboard.press('KeyX');
    await page.keyboard.press('KeyF');
    await page.getByRole('option', { name: 'Unread' }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
  },
);
