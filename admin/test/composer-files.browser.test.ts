import type { Route } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { listMessages } from '../../hub/api/customers/messages.ts';
import { violationsOf } from './axe.ts';
import { useAdmin } from './use-admin.ts';
import { startMessengers } from './world/messengers.ts';

const messengers = await startMessengers();
const admin = useAdmin({ environment: messengers.environment });
afterAll(() => messengers.stop());
/** A picture of one dot. */
const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

async function openComposer(name: string) {
  const { world, openAs } = admin();
  const { id } = await world.conversationOf(name);
  const page = await openAs(world.ada, `/inbox/all/${id}`);
  await page.locator('hub-timeline .item').first().waitFor();
  await page.locator('hub-composer textarea').waitFor();
  return { page, conversationId: id };
}

async function messagesOf(conversationId: string) {
  return (await admin().world.client.call(listMessages, { params: { conversationId }, query: { limit: 200 } })).items;
}

test('uploads files, waits for them and sends them with the words', async () => {
  const { page, conversationId } = await openComposer('Lena Fischer');
  const held: (() => void)[] = [];
  await page.route('**/api/v1/files', async (route) => {
    await new Promise<void>((resolve) => held.push(resolve));
    await route.continue();
  });
  await page
    .locator('hub-composer input[type=file]')
    .setInputFiles([{ name: 'prices.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 prices') }]);
  await page.getByRole('progressbar', { name: 'Uploading prices.pdf' }).waitFor();
  await page.locator('hub-composer textarea').fill('Here are our prices');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Waiting for files…' }).waitFor();
  held.forEach((go) => go());
  await expect
    .poll(async () => (await messagesOf(conversationId)).at(-1))
    .toMatchObject({ text: 'Here are our prices', attachments: [{ name: 'prices.pdf' }] });
});

test('takes files by drop, paste and picker, shows how far they are, calls one off and tries a failed one again', async () => {
  const { page, conversationId } = await openComposer('Marcus Lee');
  const held: Route[] = [];
  await page.route('**/api/v1/files', (route) => void held.push(route));
  const uploadOf = (name: string) => held.find((each) => each.request().postDataBuffer()?.includes(name));
  const files = page.getByRole('list', { name: 'Attached files' });
  const partOf = (name: string) => files.getByRole('listitem').filter({ hasText: name });
  /** Lets the page's own events carry files: `drop` over the conversation, `paste` into the field. */
  const give = (kind: 'drop' | 'paste', name: string, type: string) =>
    page.evaluate(`(() => {
      const carried = new DataTransfer();
      carried.items.add(new File([Uint8Array.from(atob('${dot}'), (each) => each.charCodeAt(0))], '${name}', { type: '${type}' }));
      const field = document.querySelector('hub-composer textarea');
      if ('${kind}' === 'paste') return field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: carried, bubbles: true, cancelable: true }));
      const over = document.querySelector('hub-timeline');
      for (const type of ['dragenter', 'dragover', 'drop']) over.dispatchEvent(new DragEvent(type, { dataTransfer: carried, bubbles: true, cancelable: true }));
    })()`);

  await give('drop', 'dropped.png', 'image/png');
  await give('paste', 'pasted.png', 'image/png');
  await page.locator('hub-composer input[type=file]').setInputFiles([
    { name: 'picked.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 picked') },
    { name: 'mistake.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 mistake') },
  ]);
  for (const name of ['dropped.png', 'pasted.png', 'picked.pdf', 'mistake.pdf'])
    await page.getByRole('progressbar', { name: `Uploading ${name}` }).waitFor();
  await expect.poll(() => held.length).toBe(4);
  // A picture is seen before it is anywhere.
  await partOf('pasted.png').locator('img').waitFor();
  expect((await violationsOf(page)).filter((line) => line.includes('file'))).toEqual([]);

  await page.getByRole('button', { name: 'Cancel the upload of mistake.pdf' }).click();
  await partOf('mistake.pdf').waitFor({ state: 'detached' });
  await uploadOf('pasted.png')?.abort('connectionreset');
  await partOf('pasted.png').getByRole('alert').waitFor();
  await uploadOf('dropped.png')?.continue();
  await uploadOf('picked.pdf')?.continue();
  await page.unroute('**/api/v1/files');
  await page.getByRole('button', { name: 'Upload pasted.png again' }).click();
  await expect.poll(() => files.getByRole('progressbar').count()).toBe(0);
  expect(await files.getByRole('alert').count()).toBe(0);

  await page.locator('hub-composer textarea').fill('All three');
  await page.keyboard.press('Enter');
  await expect
    .poll(async () => (await messagesOf(conversationId)).at(-1))
    .toMatchObject({ text: 'All three', attachments: [{ name: 'dropped.png' }, { name: 'pasted.png' }, { name: 'picked.pdf' }] });
  expect(await files.count()).toBe(0);
});

test('says which file Instagram would refuse and what it takes instead, by its name and by what the hub found in it', async () => {
  const { hub, world } = admin();
  await messengers.fill({ client: world.client, url: hub.url });
  const { page, conversationId } = await openComposer('Chiara Rossi');
  const before = (await messagesOf(conversationId)).length;
  const picker = page.locator('hub-composer input[type=file]');
  const files = page.getByRole('list', { name: 'Attached files' });

  await picker.setInputFiles([
    { name: 'shoes.webp', mimeType: 'image/webp', buffer: Buffer.from('RIFF') },
    { name: 'size.png', mimeType: 'image/png', buffer: Buffer.from(dot, 'base64') },
  ]);
  await page.getByText('shoes.webp can’t be sent: Instagram takes PNG, JPEG, GIF.').waitFor();
  await files.getByText('size.png').waitFor();
  await expect.poll(() => files.getByRole('progressbar').count()).toBe(0);
  expect(await files.getByRole('listitem').count()).toBe(1);
  expect(await files.getByRole('alert').count()).toBe(0);

  // A name that the browser takes for a document, and bytes that are an archive.
  await picker.setInputFiles([{ name: 'prices.pdf', mimeType: 'application/pdf', buffer: Buffer.from('PK\x03\x04'.padEnd(64, '\0')) }]);
  const archive = files.getByRole('listitem').filter({ hasText: 'prices.pdf' });
  await archive.getByRole('alert').getByText('prices.pdf can’t be sent: Instagram takes PDF, GIF.').waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await page.locator('hub-composer textarea').fill('All we have');
  await page.keyboard.press('Enter');
  const refused = page.locator('.trouble.failed');
  await refused.getByText('prices.pdf can’t be sent: the channel takes PDF, GIF.').waitFor();
  expect(await messagesOf(conversationId)).toHaveLength(before);
  await refused.getByRole('button', { name: 'Delete' }).click();
  await refused.waitFor({ state: 'detached' });
});
