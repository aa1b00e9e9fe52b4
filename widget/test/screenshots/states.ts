import type { BrowserContext, Frame, Page } from 'playwright-core';
import type { Client } from '../../../hub/api/client.ts';
import { closeConversation } from '../../../hub/api/customers/conversations.ts';
import { listConversations } from '../../../hub/api/customers/conversations.ts';
import { sendMessage } from '../../../hub/api/customers/messages.ts';
import type { WidgetSettings } from '../../../hub/api/widget/settings.ts';

/** What a picture is taken of, and by whom. */
export interface Stage {
  page: Page;
  context: BrowserContext;
  /** The chat's frame, or the page itself where the chat is one. */
  chat: Frame | Page;
  /** Calls as the team. */
  client: Client;
  /** Of a team that is there never, for the settings. */
  closedScheduleId: string;
}

/** One look of the widget. */
export interface WidgetState {
  name: string;
  settings?: (stage: Pick<Stage, 'closedScheduleId'>) => Partial<WidgetSettings>;
  /** By itself on a page of its own, as HelpBox or as that installed. */
  page?: 'helpbox' | 'installed';
  /** From the closed widget to what is to be seen. */
  enter: (stage: Stage) => Promise<unknown>;
}

const field = 'hubw-composer textarea';

async function open({ page, chat }: Stage): Promise<void> {
  await page.locator('iframe + button').click();
  await chat.locator('.greeting').waitFor();
}

async function write(stage: Stage, text: string): Promise<string> {
  const { chat, client } = stage;
  await chat.locator(field).fill(text);
  await chat.locator(field).press('Enter');
  await chat.locator('.message.in:not(.pending)', { hasText: text }).waitFor();
  const { items } = await client.call(listConversations, { query: {} });
  return items.find(({ provider, preview }) => provider === 'widget' && preview === text)?.id ?? '';
}

const answer = async ({ client, chat }: Stage, conversationId: string, text: string, more: object = {}) => {
  await client.call(sendMessage, { params: { conversationId }, body: { kind: 'text', text, ...more } });
  await chat.locator('.message.out .words', { hasText: text }).first().waitFor();
};

async function talk(stage: Stage): Promise<string> {
  const id = await write(stage, 'Do you engrave bowls? مرحبا 1042');
  await answer(stage, id, 'We do, up to twelve letters. Which one is it about?', {
    buttons: [{ title: 'The large one', payload: 'large' }],
  });
  await write(stage, 'The large one, please');
  await answer(stage, id, '**Good choice.** See https://shop.example/bowls', { format: 'markdown' });
  return id;
}

const more = 'header [popovertarget]';
const file = (name: string, size: number) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.alloc(size, 7) });

/** Everything a visitor may come to see. */
export const widgetStates: readonly WidgetState[] = [
  { name: 'launcher', enter: ({ page }) => page.locator('iframe + button').waitFor() },
  { name: 'opened', enter: open },
  {
    name: 'conversation',
    async enter(stage) {
      await open(stage);
      await talk(stage);
    },
  },
  {
    name: 'actions',
    async enter(stage) {
      await open(stage);
      await talk(stage);
      await stage.chat.locator('.message.in .do').last().click();
      await stage.chat.locator('.actions').waitFor();
    },
  },
  {
    name: 'reply',
    async enter(stage) {
      await open(stage);
      await talk(stage);
      await stage.chat.locator('.message.out .do').last().click();
      await stage.chat.locator('.actions .choice').first().click();
      await stage.chat.locator('.bar').waitFor();
    },
  },
  {
    name: 'list',
    settings: () => ({ manyConversations: true }),
    async enter(stage) {
      await open(stage);
      await write(stage, 'About the bowl');
      await stage.chat.locator(more).click();
      await stage.chat.locator('#hubw-menu button').nth(1).click();
      await write(stage, 'About the vase, which came broken in two places');
      await stage.chat.locator('header .round').first().click();
      await stage.chat.locator('.row').nth(1).waitFor();
    },
  },
  {
    name: 'menu',
    settings: () => ({ manyConversations: true }),
    async enter(stage) {
      await open(stage);
      await write(stage, 'Hello');
      await stage.chat.locator(more).click();
    },
  },
  {
    name: 'lead',
    settings: () => ({
      leadForm: {
        when: 'before',
        title: null,
        fields: [
          { key: 'name', label: null, isRequired: false },
          { key: 'email', label: null, isRequired: true },
        ],
      },
    }),
    async enter({ page, chat }) {
      await page.locator('iframe + button').click();
      await chat.locator('hubw-lead-form .main').click();
    },
  },
  { name: 'hours', settings: ({ closedScheduleId }) => ({ scheduleId: closedScheduleId }), enter: open },
  {
    name: 'rating',
    settings: () => ({ rating: { isOn: true, question: null, withComment: true } }),
    async enter(stage) {
      await open(stage);
      const conversationId = await talk(stage);
      await stage.client.call(closeConversation, { params: { conversationId } });
      await stage.chat.locator('.scores button').nth(4).click();
      await stage.chat.locator('#rating-comment').waitFor();
    },
  },
  {
    name: 'offline',
    async enter(stage) {
      await open(stage);
      await talk(stage);
      await stage.context.setOffline(true);
      await stage.chat.locator('.banner').waitFor();
      await stage.chat.locator(field).fill('Is somebody there?');
      await stage.chat.locator(field).press('Enter');
      await stage.chat.locator('.message.pending').waitFor();
    },
  },
  {
    name: 'error',
    settings: () => ({ files: { isAllowed: true, maxMegabytes: 1 } }),
    async enter(stage) {
      await open(stage);
      await stage.chat.locator('input[type=file]').setInputFiles(file('the whole catalogue.pdf', 1_200_000));
      await stage.chat.locator('.notice').waitFor();
    },
  },
  {
    name: 'files',
    async enter(stage) {
      await open(stage);
      await stage.chat.locator('input[type=file]').setInputFiles('.github/playground.png');
      await stage.chat.locator('.uploads progress').waitFor({ state: 'detached' });
      await write(stage, 'This one');
      await stage.chat.locator('.picture img').waitFor();
      await stage.chat.locator('input[type=file]').setInputFiles([file('plan of the kitchen.bin', 5_000), file('b.zip', 100)]);
      await stage.chat.locator('.uploads li').nth(1).waitFor();
      await stage.chat.locator('.uploads progress').first().waitFor({ state: 'detached' });
    },
  },
  {
    name: 'voice',
    async enter(stage) {
      await open(stage);
      await talk(stage);
      await stage.chat.locator('hubw-composer .tools .round').nth(2).click();
      await stage.chat.locator('hubw-recorder [role=timer]', { hasText: '0:01' }).waitFor();
    },
  },
  {
    name: 'emoji',
    async enter(stage) {
      await open(stage);
      await stage.chat.locator('hubw-composer .tools .round').nth(1).click();
      await stage.chat.locator('hubw-emoji [role=group]').first().waitFor();
    },
  },
  { name: 'helpbox', page: 'helpbox', enter: (stage) => talk(stage) },
  { name: 'installed', page: 'installed', enter: (stage) => talk(stage) },
];
