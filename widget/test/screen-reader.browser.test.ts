import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { getWorkspace } from '../../hub/api/team/workspaces.ts';
import { hear, useShop, write } from './use-shop.ts';

const shop = useShop();

const tree = z.object({
  nodes: z.array(
    z.object({ ignored: z.boolean(), role: z.object({ value: z.string() }).optional(), name: z.object({ value: z.string() }).optional() }),
  ),
});

/** What of the launcher a screen reader finds: it lies in a closed root, where only the browser's own tree reaches. */
async function launcherTree(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = tree.parse(await session.send('Accessibility.getFullAXTree'));
  const said = nodes.filter(({ ignored }) => !ignored).map(({ role, name }) => `${role?.value ?? ''} "${name?.value ?? ''}"`);
  await session.detach();
  return said.filter((each) => /^(region|Iframe|button "(Open|Close) the chat)/.test(each));
}

test('a screen reader finds the launcher by its name, the open chat with its parts, and who said what', async () => {
  const { hub, device, answer, conversationSaying, openChat } = shop();
  const { name: team } = await hub.client.call(getWorkspace);
  const { page, chat } = await openChat(await device());
  await chat.getByRole('button', { name: 'Close the chat' }).click();
  await expect.poll(() => launcherTree(page)).toEqual(['region "Chat"', 'button "Open the chat"']);
  await page.locator('[data-hub-open]').first().click();
  await chat.getByRole('textbox', { name: 'Write a message' }).waitFor();
  await expect.poll(() => launcherTree(page)).toEqual(['region "Chat"', 'Iframe "Chat"', 'button "Close the chat"']);
  expect(await snapshotOf()).toEqual([
    '- main:',
    '- heading "Chat with us" [level=1]',
    '- button "More"',
    '- button "Close the chat"',
    '- paragraph: Hello! How can we help?',
    '- textbox "Write a message":',
    '- /placeholder: Write a message…',
    '- button "Attach a file"',
    '- button "Emoji"',
    '- button "Record a voice message"',
    '- button "Send" [disabled]',
  ]);

  await write(chat, 'Is it heavy?');
  const { id } = await conversationSaying('Is it heavy?');
  await answer(id, 'As a pear.');
  await hear(chat, 'As a pear.');
  await chat.locator('.fate', { hasText: 'Seen' }).waitFor();
  expect(await snapshotOf()).toEqual([
    '- main:',
    '- heading "Chat with us" [level=1]',
    '- button "More"',
    '- button "Close the chat"',
    '- paragraph: Hello! How can we help?',
    '- paragraph: Today',
    '- article "You":',
    '- text: Is it heavy?',
    '- button "What to do with this message"',
    '- text: time · Seen',
    `- article "${team}":`,
    `- text: ${team} As a pear.`,
    '- button "What to do with this message"',
    '- text: time',
    '- textbox "Write a message":',
    '- /placeholder: Write a message…',
    '- button "Attach a file"',
    '- button "Emoji"',
    '- button "Record a voice message"',
    '- button "Send" [disabled]',
  ]);

  /** Without the time of day, what is empty, and what was only said once. */
  async function snapshotOf(): Promise<string[]> {
    const lines = (await chat.locator('main').ariaSnapshot()).replaceAll(/\d{1,2}:\d\d( [AP]M)?/g, 'time').split('\n');
    return lines.map((line) => line.trim()).filter((line) => !/^- (status|alert|paragraph$)/.test(line));
  }
});
