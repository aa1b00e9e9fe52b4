import { readFile } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import { getConversation, listConversations } from '../../hub/api/customers/conversations.ts';
import { listMessages, sendMessage } from '../../hub/api/customers/messages.ts';
import { patience } from './use-shop.ts';
import { useWidget, type Visit } from './use-widget.ts';

const under = useWidget();

/** With LOOK set the states are kept as pictures. */
async function look({ page }: Visit, name: string): Promise<void> {
  if (process.env['LOOK']) await page.screenshot({ path: `.build/look/parts-${name}.png` });
}

const newest = async () => (await under().hub.client.call(listConversations, { query: {} })).items[0]?.id ?? '';
const answer = (conversationId: string, text: string, more: object = {}) =>
  under().hub.client.call(sendMessage, { params: { conversationId }, body: { kind: 'text', text, ...more } });
const messagesOf = async (conversationId: string) =>
  (await under().hub.client.call(listMessages, { params: { conversationId }, query: { limit: 50 } })).items.filter(
    ({ kind }) => kind === 'text',
  );
/** Writes, and gives the conversation once the hub has it. */
async function begin(visitor: Visit, text: string): Promise<string> {
  await visitor.write(text);
  await visitor.chat.locator('.message.in:not(.pending)', { hasText: text }).waitFor();
  return newest();
}
const messageIn = ({ chat }: Visit, text: string) => chat.locator('.words', { hasText: text }).locator('xpath=ancestor::article');
/** In words of the page: tests know no DOM. */
const inChat = ({ page }: Visit, words: string): Promise<unknown> | undefined => page.frames()[1]?.evaluate(words);
async function act(visitor: Visit, text: string, name: string): Promise<void> {
  await messageIn(visitor, text).getByRole('button', { name: 'What to do with this message' }).click();
  await messageIn(visitor, text).getByRole('button', { name, exact: true }).click();
}

test('files are dropped, pasted and picked, pictures enlarge, a voice message is recorded; each can be taken back', async () => {
  const visitor = await under().visit('/');
  const { page, chat } = visitor;
  await visitor.open();
  const picture = (await readFile('.github/playground.png')).toString('base64');
  const give = (event: string, name: string) =>
    inChat(
      visitor,
      `{
      const carried = new DataTransfer();
      carried.items.add(new File([Uint8Array.from(atob('${picture}'), (char) => char.charCodeAt(0))], '${name}', { type: 'image/png' }));
      const given = { bubbles: true, cancelable: true, clipboardData: carried, dataTransfer: carried };
      document.querySelector('hubw-composer textarea').dispatchEvent(${event});
    }`,
    );
  await give(`new DragEvent('dragover', given)`, 'front.png');
  await chat.getByText('Drop files here').waitFor();
  await give(`new DragEvent('drop', given)`, 'front.png');
  await give(`new ClipboardEvent('paste', given)`, 'back.png');
  const chooser = page.waitForEvent('filechooser');
  await chat.getByRole('button', { name: 'Attach a file' }).click();
  await (await chooser).setFiles({ name: 'unwanted.txt', mimeType: 'text/plain', buffer: Buffer.from('no') });
  await chat.getByRole('button', { name: 'Remove unwanted.txt' }).click();
  await expect.poll(() => chat.locator('.uploads li').count(), patience).toBe(2);
  await expect.poll(() => chat.getByRole('progressbar').count(), patience).toBe(0);
  await look(visitor, 'uploads');
  const conversationId = await begin(visitor, 'Both sides');
  expect((await messagesOf(conversationId))[0]?.attachments.map(({ name, kind }) => [name, kind])).toEqual([
    ['front.png', 'image'],
    ['back.png', 'image'],
  ]);

  await chat.getByRole('button', { name: 'Show the picture front.png' }).click();
  const box = chat.getByRole('dialog');
  await box.getByRole('img', { name: 'front.png' }).waitFor();
  await look(visitor, 'lightbox');
  await page.keyboard.press('ArrowRight');
  await box.getByRole('img', { name: 'back.png' }).waitFor();
  await page.keyboard.press('Escape');
  await box.waitFor({ state: 'detached' });
  await chat.locator('button.picture:focus').waitFor();

  await chat.locator('textarea').fill('Listen:');
  const record = chat.getByRole('button', { name: 'Record a voice message' });
  await record.click();
  await chat.getByRole('button', { name: 'Throw the recording away' }).click();
  await expect.poll(() => chat.locator('textarea').inputValue(), patience).toBe('Listen:');
  await record.click();
  await chat.locator('hubw-recorder .send:focus').waitFor();
  await chat.getByRole('timer').getByText('0:01').waitFor();
  await look(visitor, 'recording');
  await chat.getByRole('button', { name: 'Stop and attach' }).click();
  await chat.getByRole('button', { name: /^Remove voice/ }).waitFor();
  await expect.poll(() => chat.getByRole('button', { name: 'Send', exact: true }).isEnabled(), patience).toBe(true);
  await chat.getByRole('button', { name: 'Send', exact: true }).click();
  await chat.locator('audio').waitFor();
  const voice = (await messagesOf(conversationId)).at(-1);
  expect(voice).toMatchObject({ text: 'Listen:', attachments: [{ mimeType: 'audio/webm' }] });
});

test('words are picked, kept over a reload, answered, changed and taken back after a question; older ones come in above', async () => {
  const visitor = await under().visit('/');
  const { page, chat } = visitor;
  await visitor.open();
  const field = chat.locator('textarea');
  await field.fill('Not sent yet');
  await page.reload();
  await expect.poll(() => field.inputValue(), patience).toBe('Not sent yet');
  await field.press('End');
  await chat.getByRole('button', { name: 'Emoji' }).click();
  await chat.getByRole('group', { name: 'Gestures' }).getByRole('button', { name: '👍' }).click();
  await page.keyboard.press('Escape');
  await chat.locator('hubw-emoji').waitFor({ state: 'detached' });
  expect(await field.inputValue()).toBe('Not sent yet👍');
  const conversationId = await begin(visitor, 'Which size?');
  expect(await field.inputValue()).toBe('');

  await answer(conversationId, 'Small or large?', { buttons: [{ title: 'Large', payload: 'size-large' }] });
  await messageIn(visitor, 'Small or large?').waitFor();
  await act(visitor, 'Small or large?', 'React: ❤️');
  await messageIn(visitor, 'Small or large?').getByRole('button', { name: 'You: ❤️' }).waitFor();
  await expect.poll(async () => (await messagesOf(conversationId)).at(-1)?.reactions.map(({ emoji }) => emoji), patience).toEqual(['❤️']);
  await chat.getByRole('button', { name: 'Large', exact: true }).click();
  await chat.locator('.message.in:not(.pending)', { hasText: 'Large' }).waitFor();
  expect((await messagesOf(conversationId)).at(-1)).toMatchObject({ direction: 'in', text: 'Large' });

  await field.fill('half a thought');
  await act(visitor, 'Which size?', 'Edit');
  await expect.poll(() => field.inputValue(), patience).toBe('Which size?');
  await field.fill('Which size is it?');
  await field.press('Enter');
  await messageIn(visitor, 'Which size is it?').getByText('edited').waitFor();
  await expect.poll(() => field.inputValue(), patience).toBe('half a thought');
  await act(visitor, 'Small or large?', 'Reply');
  await field.fill('The large one');
  await field.press('Enter');
  await chat
    .locator('.message.in:not(.pending)', { hasText: 'The large one' })
    .locator('.quoted', { hasText: 'Small or large?' })
    .waitFor();

  await act(visitor, 'The large one', 'Delete');
  await chat.locator('.sure button:focus', { hasText: 'Cancel' }).waitFor();
  await look(visitor, 'sure');
  await page.keyboard.press('Enter');
  await chat.locator('.sure').waitFor({ state: 'detached' });
  expect(await messageIn(visitor, 'The large one').count()).toBe(1);
  await act(visitor, 'The large one', 'Delete');
  await chat.locator('.sure').getByRole('button', { name: 'Delete' }).click();
  await chat.getByText('This message was deleted').waitFor();

  for (let index = 1; index <= 45; index += 1) await answer(conversationId, `Line ${index}.`);
  await messageIn(visitor, 'Line 45.').waitFor();
  await page.reload();
  await messageIn(visitor, 'Line 45.').waitFor();
  const anchor = messageIn(visitor, 'Line 20.');
  await anchor.waitFor();
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(/messages\?.*before=/, async (route) => {
    await held;
    await route.continue();
  });
  const asked = page.waitForRequest(/before=/);
  await inChat(visitor, `document.querySelector('hubw-thread').scrollTop = 60`);
  await asked;
  const before = (await anchor.boundingBox())?.y ?? 0;
  letGo();
  await messageIn(visitor, 'Line 1.').waitFor();
  expect(Math.abs(((await anchor.boundingBox())?.y ?? 0) - before)).toBeLessThanOrEqual(1);
  await chat.getByRole('button', { name: 'To the latest message' }).click();
  const below = `{ const { scrollHeight, scrollTop, clientHeight } = document.querySelector('hubw-thread'); scrollHeight - scrollTop - clientHeight; }`;
  await expect.poll(() => inChat(visitor, below), patience).toBeLessThanOrEqual(1);
});

test('several conversations stay apart, each with its draft, where no WebSocket gets through and the token ran out; a logout leaves none', async () => {
  const { hub, set, visit } = under();
  await set({ manyConversations: true });
  onTestFinished(() => set({ manyConversations: false }).then(() => undefined));
  const visitor = await visit('/', {
    expectedErrors: /WebSocket/,
    prepare: (page) => page.routeWebSocket(/socket\.io/, (socket) => socket.close()),
  });
  const { page, chat } = visitor;
  await visitor.open();
  const field = chat.locator('textarea');
  const menu = async (name: string) => {
    await chat.getByRole('button', { name: 'More', exact: true }).click();
    await chat.getByRole('button', { name, exact: true }).click();
  };
  const pick = async (preview: string) => {
    await chat.getByRole('button', { name: 'Your conversations' }).click();
    await chat.locator('.row', { hasText: preview }).click();
  };
  const first = await begin(visitor, 'About the bowl');
  await menu('New conversation');
  await field.fill('About the');
  const second = await begin(visitor, 'About the vase');
  expect(second).not.toBe(first);
  await field.fill('for the vase');
  await chat.locator('input[type=file]').setInputFiles({ name: 'vase.txt', mimeType: 'text/plain', buffer: Buffer.from('a vase') });
  const vase = chat.getByRole('button', { name: 'Remove vase.txt' });
  await vase.waitFor();

  await answer(first, 'The bowl is here.');
  await chat.getByRole('button', { name: 'Your conversations' }).click();
  await chat.getByLabel('1 new message').waitFor();
  await chat.locator('.row:focus').first().waitFor();
  await look(visitor, 'list');
  // It is the latest now, and yet what was on screen stays there.
  await chat.locator('.row').first().press('Escape');
  await messageIn(visitor, 'About the vase').waitFor();
  await expect.poll(() => field.inputValue(), patience).toBe('for the vase');
  await chat.locator('textarea:focus').waitFor();
  await vase.waitFor();
  await chat.getByRole('button', { name: 'Your conversations' }).click();
  await chat.locator('.row', { hasText: 'The bowl is here.' }).click();
  await messageIn(visitor, 'The bowl is here.').waitFor();
  await expect.poll(() => field.inputValue(), patience).toBe('');
  await chat.locator('textarea:focus').waitFor();
  expect(await vase.count()).toBe(0);
  await pick('About the vase');
  await expect.poll(() => field.inputValue(), patience).toBe('for the vase');
  await vase.waitFor();

  // As if the hub took the token no longer: the next call begins the session anew, and goes out.
  let isRefused = false;
  await page.route('**/api/widget/v1/messages', async (route) => {
    if (isRefused) return route.continue();
    isRefused = true;
    return route.fulfill({ status: 401, json: { error: { code: 'token.expired' } } });
  });
  const renewed = page.waitForResponse(/\/session$/);
  await begin(visitor, 'after the hour');
  expect((await renewed).ok()).toBe(true);
  const last = (await messagesOf(second)).at(-1);
  expect([last?.text, last?.attachments.map(({ name }) => name)]).toEqual(['after the hour', ['vase.txt']]);

  await field.fill('nobody else may read this');
  await chat.locator('input[type=file]').setInputFiles({ name: 'secret.txt', mimeType: 'text/plain', buffer: Buffer.from('mine') });
  await chat.getByRole('button', { name: 'Remove secret.txt' }).waitFor();
  await page.evaluate('hub("logout")');
  await expect.poll(() => field.inputValue(), patience).toBe('');
  await visitor.open();
  await chat.locator('.greeting').waitFor();
  expect(await chat.locator('.uploads').count()).toBe(0);
  expect(await messageIn(visitor, 'after the hour').count()).toBe(0);
  const kept = await inChat(visitor, 'JSON.stringify({ ...localStorage })');
  expect(kept).not.toContain('nobody else');
  const third = await begin(visitor, 'A stranger now');
  expect([first, second]).not.toContain(third);
  expect((await hub.client.call(getConversation, { params: { conversationId: third } })).preview).toBe('A stranger now');
});
