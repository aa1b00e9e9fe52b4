import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { listMessages, sendMessage, type MessageView } from '../../hub/api/customers/messages.ts';
import { markRead } from '../../hub/api/customers/drafts.ts';
import { until } from './world/world.ts';
import { useAdmin } from './use-admin.ts';

const admin = useAdmin();

/** What these tests ask of elements: the browser's own types are not there for code that runs in Node. */
interface Box {
  scrollTop: number;
  scrollHeight: number;
  clientHeight: number;
  dataset: Record<string, string | undefined>;
  getBoundingClientRect: () => { top: number; bottom: number };
  querySelectorAll: (selector: string) => Iterable<Box>;
}

/** What is asked of something that plays. */
interface Media {
  currentTime: number;
  error: unknown;
  play: () => Promise<void>;
}

/** Has a browser record a film of a second: real bytes, and no binary file among the sources. */
const recordFilm = `(async () => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 64 });
  const brush = canvas.getContext('2d');
  const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: 'video/webm;codecs=vp8' });
  const parts = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const stopped = new Promise((resolve) => (recorder.onstop = resolve));
  recorder.start();
  for (let frame = 0; frame < 25; frame += 1) {
    brush.fillStyle = 'hsl(' + frame * 14 + ' 80% 50%)';
    brush.fillRect(0, 0, 64, 64);
    await new Promise((next) => setTimeout(next, 40));
  }
  recorder.stop();
  await stopped;
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  return btoa(String.fromCharCode(...bytes));
})()`;

/** A tone of so many seconds as a WAV file. */
function tone(seconds: number): Buffer {
  const rate = 8000;
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + rate * seconds, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36);
  head.writeUInt32LE(rate * seconds, 40);
  return Buffer.concat([head, Buffer.from(Array.from({ length: rate * seconds }, (_, at) => 128 + Math.round(40 * Math.sin(at / 3))))]);
}

async function openThread(name: string, query = ''): Promise<{ page: Page; conversationId: string }> {
  const { world, openAs } = admin();
  const { id } = await world.conversationOf(name);
  const page = await openAs(world.ada, `/inbox/all/${id}${query}`);
  await page.locator('hub-timeline .item').first().waitFor();
  return { page, conversationId: id };
}

const messagesOf = async (conversationId: string): Promise<MessageView[]> =>
  (await admin().world.client.call(listMessages, { params: { conversationId }, query: { limit: 200 } })).items;
const bubble = (page: Page, text: string) => page.locator('hub-timeline .message', { hasText: text });
const distanceToEnd = (page: Page) =>
  page.locator('hub-timeline .scroller').evaluate((scroller: Box) => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight);

/** Gives a conversation a long past, by notes, which cost no provider. */
async function talkAtLength(conversationId: string, count: number): Promise<void> {
  const { world } = admin();
  for (let n = 0; n < count; n += 10)
    await Promise.all(
      Array.from({ length: 10 }, (_, each) =>
        world.client.call(sendMessage, { params: { conversationId }, body: { kind: 'note', text: `Line ${n + each} of a long story` } }),
      ),
    );
}

test('what the customer writes appears at once, is read aloud and marked as seen', async () => {
  const { world } = admin();
  const { page, conversationId } = await openThread('Yuki Tanaka');
  world.customers.get('Yuki Tanaka')?.sendText(world.shopBot, 'Written while the thread is open');
  await bubble(page, 'Written while the thread is open').waitFor();
  expect(await page.locator('hub-thread [role=log]').textContent()).toContain('Written while the thread is open');
  const state = await until(async () => {
    const found = await world.conversationOf('Yuki Tanaka');
    return found.unread === 0 ? found : null;
  }, 'the hub to hear that it was seen');
  expect(state.id).toBe(conversationId);
});

test('opens at the first unread message with a New line', async () => {
  const { world } = admin();
  const { id } = await world.conversationOf('Lena Fischer');
  await talkAtLength(id, 40);
  const seen = (await messagesOf(id)).at(-1)?.seq ?? 0;
  const asAda = await admin().openAs(world.ada, '/inbox/mine');
  await asAda.evaluate(
    async ([path, seq]) => {
      await fetch(String(path), { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ seq }) });
    },
    [`/api/v1${markRead.path.replace(':conversationId', id)}`, seen] as const,
  );
  await talkAtLength(id, 40);
  const { page } = await openThread('Lena Fischer');
  const line = page.locator('.new-line');
  await line.waitFor();
  await expect.poll(() => line.evaluate((element: Box) => element.getBoundingClientRect().top)).toBeLessThan(400);
  expect(await distanceToEnd(page)).toBeGreaterThan(200);
  await page.locator('.to-end').click();
  await expect.poll(() => distanceToEnd(page)).toBeLessThan(5);
});

test('a reader who scrolled up is not moved, and older messages come above without moving the place', async () => {
  const { world } = admin();
  const { id } = await world.conversationOf('Marcus Lee');
  await talkAtLength(id, 160);
  await world.asBoris.call(markRead, { params: { conversationId: id }, body: { seq: 1 } });
  const { page } = await openThread('Marcus Lee', '?message=120');
  await page.locator('.item.flash').waitFor();
  const place = () =>
    page.locator('hub-timeline .scroller').evaluate((scroller: Box) => {
      const top = scroller.getBoundingClientRect().top;
      const first = [...scroller.querySelectorAll('.item')].find((each) => each.getBoundingClientRect().bottom > top + 4);
      return { key: first?.dataset['key'], y: Math.round(first?.getBoundingClientRect().top ?? 0) };
    });
  await expect.poll(async () => JSON.stringify(await place()) === JSON.stringify(await place())).toBe(true);
  const before = await place();
  world.customers.get('Marcus Lee')?.sendText(world.shopBot, 'A word from below');
  await page.locator('.to-end .count').waitFor();
  expect(await place()).toEqual(before);

  // To the very beginning: each turn of the wheel goes back by no more than was turned, also where older messages come meanwhile.
  const first = bubble(page, 'Cannot log in after the password reset');
  await page.locator('hub-timeline .scroller').hover();
  const turn = async (): Promise<number> => {
    await page.mouse.wheel(0, -600);
    await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))');
    return first.count();
  };
  await expect.poll(turn, { timeout: 60_000 }).toBe(1);
  await first.waitFor();
  await page.getByText('The conversation begins here').waitFor();
}, 120_000);

test('a reaction, an edit and a deletion by keyboard reach the hub', async () => {
  const { world } = admin();
  const { id } = await world.conversationOf('Ahmed Hassan');
  const { page } = await openThread('Ahmed Hassan');
  const note = await world.client.call(sendMessage, { params: { conversationId: id }, body: { kind: 'note', text: 'To be removed' } });
  const item = page.locator(`hub-timeline .item:has-text("To be removed")`);
  await item.waitFor();
  await item.focus();
  await page.keyboard.press('Enter');
  await page.locator('.thread-floating [role=menu]').waitFor();
  await page.getByRole('menuitem', { name: 'React' }).press('Enter');
  await page.locator('.emoji-row button').first().press('Enter');
  await item.locator('.reaction').waitFor();
  await item.focus();
  await page.keyboard.press('Enter');
  await page.locator('.thread-floating [role=menuitem]:focus').waitFor();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Delete message' }).press('Enter');
  await item.locator('.tombstone').or(page.locator('.tombstone')).first().waitFor();
  const found = (await messagesOf(id)).find((message) => message.id === note.id);
  expect(found?.deletedAt).toBeDefined();
  expect(found?.reactions).toHaveLength(1);
});

test('pictures of an album are turned over in a viewer by the arrows, and Escape goes back to the picture', async () => {
  const { page } = await openThread('Anna Petrova');
  const tile = page.locator('button.tile').first();
  await tile.click();
  const viewer = page.locator('dialog.viewer');
  await viewer.getByText('1 of 3').waitFor();
  await page.keyboard.press('ArrowLeft');
  await viewer.getByText('3 of 3').waitFor();
  await page.keyboard.press('Escape');
  await viewer.waitFor({ state: 'detached' });
  await page.locator('button.tile:focus').waitFor();
  expect(await tile.getAttribute('aria-label')).toContain('1 of 3');
});

test('voice messages and films play in the thread, one at a time, and documents are there to download', async () => {
  const { world, browser } = admin();
  const recorder = await browser.newPage();
  const film = Buffer.from(await recorder.evaluate<string>(recordFilm), 'base64');
  await recorder.close();
  const customer = world.customers.get('Tom Becker');
  customer?.sendVoice(world.shopBot, { bytes: tone(2), name: 'voice.wav', mime: 'audio/wav', details: { duration: 2 } });
  customer?.sendVideo(world.shopBot, {
    bytes: film,
    name: 'film.webm',
    mime: 'video/webm',
    details: { duration: 1, width: 64, height: 64 },
  });
  customer?.sendVideoNote(world.shopBot, { bytes: film, name: 'round.webm', mime: 'video/webm', details: { duration: 1, length: 64 } });
  customer?.sendDocument(world.shopBot, { bytes: Buffer.from('%PDF-1.4 contract'), name: 'contract.pdf', mime: 'application/pdf' });
  const { page } = await openThread('Tom Becker');
  const hasPlayed = (selector: string) => page.locator(selector).evaluate((media: Media) => media.currentTime > 0 && media.error === null);

  const voice = page.getByRole('group', { name: 'Voice message' });
  await voice.getByRole('button', { name: 'Play' }).click();
  await voice.getByRole('button', { name: 'Pause' }).waitFor();
  await expect.poll(() => hasPlayed('hub-audio-player audio')).toBe(true);
  expect(await voice.getByText('/ 0:02').count()).toBe(1);

  // What plays next stops what played before.
  await page.locator('hub-round-note button').click();
  await expect.poll(() => hasPlayed('hub-round-note video')).toBe(true);
  await voice.getByRole('button', { name: 'Play' }).waitFor();

  const shown = page.locator('video.film[controls]');
  await shown.waitFor();
  await shown.evaluate((media: Media) => media.play());
  await expect.poll(() => hasPlayed('video.film')).toBe(true);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page
      .locator('hub-timeline')
      .getByRole('link', { name: /contract\.pdf/ })
      .click(),
  ]);
  expect(download.suggestedFilename()).toBe('contract.pdf');
});

test('a search marks the hits and goes to older ones', async () => {
  const { page } = await openThread('Anna Petrova');
  await page.keyboard.press('Control+KeyF');
  await page.getByLabel('Search messages and notes').fill('refund');
  await page.getByText('1 of 1').waitFor();
  await page.locator('mark', { hasText: 'refund' }).waitFor();
  await page.keyboard.press('Escape');
  await page.locator('hub-thread-search').waitFor({ state: 'detached' });
  expect(await page.locator('mark').count()).toBe(0);
});
