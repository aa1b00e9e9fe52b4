import { beforeAll, describe, expect, test } from 'vitest';
import { closeConversation, reopenConversation } from '../../hub/api/customers/conversations.ts';
import { ObjectId } from '../../hub/core/ids.ts';
import { Conversation } from '../../hub/domain/conversation/model.ts';
import { namesOf, rowOf, rowsOf, scrollRows, scrollTopOf } from './inbox-rows.ts';
import { useAdmin, type PageOptions } from './use-admin.ts';

const admin = useAdmin();

async function open(path: string, options?: PageOptions) {
  const { world, openAs } = admin();
  const page = await openAs(world.ada, path, options);
  await rowsOf(page).first().waitFor();
  return page;
}

describe('a long list', () => {
  const many = 1000;

  beforeAll(async () => {
    const { world } = admin();
    const { id } = await world.conversationOf('Yuki Tanaka');
    const template = await Conversation.findById(id).orFail().lean();
    const start = Date.now() - 86_400_000;
    await Conversation.insertMany(
      Array.from({ length: many }, (_, n) => ({
        ...template,
        _id: new ObjectId(),
        slotId: new ObjectId(),
        number: 10_000 + n,
        status: 'closed' as const,
        contact: { ...template.contact, name: `Old ${String(n).padStart(4, '0')}` },
        lastMessageAt: new Date(start - n * 60_000),
        waitingSince: null,
        unread: 0,
      })),
    );
  });

  test('has only the rows in sight on the page and reads only what is scrolled to', async () => {
    const asked: string[] = [];
    const page = await open('/inbox/all');
    page.on('request', (request) => {
      if (/conversations\?/.test(request.url())) asked.push(request.url());
    });
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Closed' }).click();
    await rowOf(page, 'Old 0000').waitFor();
    expect(asked).toHaveLength(1);

    await expect
      .poll(async () => {
        await scrollRows(page, 'scrollBy(0, 600)');
        return rowOf(page, 'Old 0060').count();
      })
      .toBe(1);
    expect(asked.length).toBeGreaterThan(1);
    expect(asked.length).toBeLessThan(5);
    expect(await rowsOf(page).count()).toBeLessThan(40);
    expect(await namesOf(page)).toEqual((await namesOf(page)).toSorted());
  });

  test('keeps its place when a conversation was looked at, and below 900 px it is the page before', async () => {
    const page = await open('/inbox/closed', { width: 360, height: 740 });
    const box = page.locator('hub-conversation-rows .rows');
    await scrollRows(page, 'scrollTo(0, 1500)');
    await rowOf(page, 'Old 0020').waitFor();
    await rowOf(page, 'Old 0020').hover();
    const before = await scrollTopOf(page);
    await rowOf(page, 'Old 0020').click();
    await page.waitForURL(/\/inbox\/closed\/[0-9a-f]{24}$/);
    await page.locator('hub-conversation').waitFor();
    expect(await box.count()).toBe(0);

    await page.getByRole('link', { name: 'Back to the list' }).click();
    await rowOf(page, 'Old 0020').waitFor();
    const top = await scrollTopOf(page);
    expect(before).toBeGreaterThan(1000);
    expect(top).toBe(before);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);

    await page.goBack();
    await page.locator('hub-conversation').waitFor();
  });

  test('does not move under somebody who reads further down', async () => {
    const page = await open('/inbox/closed');
    await page.mouse.move(900, 400);
    await scrollRows(page, 'scrollTo(0, 1500)');
    await rowOf(page, 'Old 0025').waitFor();
    const before = (await rowOf(page, 'Old 0025').boundingBox())?.y;
    const { world } = admin();
    const { id } = await world.conversationOf('Lena Fischer');
    await world.asBoris.call(closeConversation, { params: { conversationId: id } });
    await page.getByRole('button', { name: '1 new' }).waitFor();
    expect((await rowOf(page, 'Old 0025').boundingBox())?.y).toBe(before);

    const gone = await Conversation.findOne({ 'contact.name': 'Old 0003' }).orFail();
    await world.client.call(reopenConversation, { params: { conversationId: gone._id.toHexString() } });
    await expect.poll(async () => (await rowOf(page, 'Old 0025').boundingBox())?.y).toBe(before);
  });
});
