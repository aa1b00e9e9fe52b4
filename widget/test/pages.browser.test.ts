import { expect, test } from 'vitest';
import { useWidget } from './use-widget.ts';

const under = useWidget();

test('works where the policy of the page allows only the script and the frame of the hub', async () => {
  const { hub, put, tag, visit } = under();
  const policy = `default-src 'none'; script-src ${hub.url}; frame-src ${hub.url}; style-src 'none'`;
  put('/strict', { head: tag(), headers: { 'content-security-policy': policy } });
  const visitor = await visit('/strict');

  await visitor.open();
  await visitor.write('through the policy');

  await visitor.chat.getByText(/· Sent/).waitFor();
  const box = await visitor.page.locator('iframe').boundingBox();
  expect(box?.width).toBeGreaterThan(300);
});

test('neither styles nor keys of a hostile page get in', async () => {
  const { put, tag, visit } = under();
  put('/hostile', {
    head: `<style>*{all:unset!important} div{display:none!important;transform:scale(0)!important}</style>
      <script>for (const type of ['keydown','keyup','keypress','click']) window.addEventListener(type, (event) => { if (type !== 'click') { event.preventDefault(); event.stopImmediatePropagation(); } }, true);</script>${tag()}`,
  });
  const visitor = await visit('/hostile');

  await visitor.open();
  await visitor.chat.getByRole('textbox').pressSequentially('typed');
  await visitor.chat.getByRole('textbox').press('Enter');

  await visitor.chat.getByText(/· Sent/).waitFor();
  const button = await visitor.launcher.boundingBox();
  // Under the pointer it is a little larger.
  expect(Math.round((button?.width ?? 0) / 10)).toBe(6);
  expect(Math.round((button?.height ?? 0) / 10)).toBe(6);
});

test('before consent nothing is shown, stored or asked for; after it everything; taken back, nothing is left', async () => {
  const { hub, put, tag, visit } = under();
  put('/consent', { head: tag('data-consent="required"'), body: '<button data-hub-open>Ask us</button>' });
  const { page, chat, launcher } = await visit('/consent');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.getByRole('button', { name: 'Ask us' }).click();
  await page.evaluate("hub('open'); hub('send', 'too early'); 0");
  expect(asked).toEqual([]);
  expect(await page.locator('iframe').count()).toBe(0);

  await page.evaluate("hub('consent', true); 0");
  await launcher.waitFor();
  await page.getByRole('button', { name: 'Ask us' }).click();
  await chat.getByRole('textbox').waitFor();
  const frame = page.frames().find((each) => each.url().startsWith(hub.url));
  await expect.poll(() => frame?.evaluate('Object.keys(localStorage).length')).toBe(1);
  await page.evaluate("hub('consent', false); 0");

  await expect.poll(() => page.locator('iframe').count()).toBe(0);
  expect(await page.context().cookies()).toEqual([]);
});

test('a second script on the page is ignored with a warning, calls made before the first has come are carried out', async () => {
  const { put, tag, visit } = under();
  put('/twice', {
    head: `<script>window.hub = window.hub || function () { (hub.q = hub.q || []).push(arguments); }; hub('onUnread', (count) => { window.unread = count; }); hub('open');</script>`,
    body: tag() + tag(),
  });
  const warnings: string[] = [];
  const visitor = await visit('/', {});
  visitor.page.on('console', (message) => warnings.push(message.text()));
  await visitor.page.goto(`${under().site}/twice`);

  await visitor.chat.getByRole('textbox').waitFor();
  expect(await visitor.page.evaluate('window.unread')).toBe(0);
  expect(await visitor.page.locator('iframe').count()).toBe(1);
  await expect.poll(() => warnings.filter((text) => text.startsWith('hub:')).length).toBe(1);
});

test('the page itself does not move, and its history is its own', async () => {
  const { visit } = under();
  const { page, launcher } = await visit('/');
  await launcher.waitFor();

  const seen = await page.evaluate(`(() => {
    const before = history.length;
    history.pushState({ mine: 1 }, '', '/routed');
    return { state: history.state, grown: history.length - before, isNative: history.pushState.toString().includes('[native code]'),
      shifts: performance.getEntriesByType('layout-shift').length };
  })()`);
  expect(seen).toEqual({ state: { mine: 1 }, grown: 1, isNative: true, shifts: 0 });
});
