import { expect, test } from 'vitest';
import type { DeskConversation } from '../desk-views.ts';
import { createMemoryHub } from '../test/memory-hub.fixture.ts';
import { loadTexts } from '../test/start-console.fixture.ts';
import { renderCard } from './render-card.ts';

const now = new Date('2026-11-20T14:30:00Z');

async function exampleOf(change: Partial<DeskConversation> = {}) {
  const hub = createMemoryHub(() => now);
  const message = await hub.customerWrites('Zoe', 'Where is my order?');
  const [conversation] = hub.conversations.values();
  if (!conversation) throw new Error('no conversation');
  const id = 'c'.repeat(24);
  return {
    conversation: { ...conversation, id, contactUsername: 'zoe', contactLanguage: 'de', tags: ['vip'], ...change },
    messages: [message],
  };
}

test.each(['en', 'ru'] as const)('a card in %s for each state', async (language) => {
  const texts = await loadTexts();
  const states: Partial<DeskConversation>[] = [
    {},
    { assigneeId: 'a'.repeat(24), assigneeName: 'Ann', waitingSince: null },
    { status: 'snoozed', snoozedUntil: '2026-11-21T08:00:00.000Z' },
    { status: 'closed', unreachable: true, isContactBlocked: true, priority: 'urgent', departmentName: 'Sales' },
  ];
  for (const state of states) {
    const example = await exampleOf(state);
    const { text, entities, keyboard } = renderCard(texts[language], {
      ...example,
      isNobodyOnDuty: true,
      timeZone: 'Europe/Berlin',
      language,
    });

    expect({ text, entities, buttons: keyboard.inline_keyboard }).toMatchSnapshot();
  }
});

test('the web address is a button only where Telegram takes it, else a link in the text', async () => {
  const { en } = await loadTexts();
  const draw = async (adminUrl: string) =>
    renderCard(en, { ...(await exampleOf({ adminUrl })), isNobodyOnDuty: false, timeZone: 'UTC', language: 'en' });

  const local = await draw('http://localhost:3000/admin');
  const remote = await draw('https://hub.example.org/admin');

  expect(local.entities.some(({ type }) => type === 'text_link')).toBe(true);
  expect(JSON.stringify(local.keyboard)).not.toContain('url');
  expect(JSON.stringify(remote.keyboard)).toContain('https://hub.example.org/admin');
});

test('the hash changes with what is seen and with nothing else', async () => {
  const { en } = await loadTexts();
  const draw = async (change: Partial<DeskConversation>) =>
    renderCard(en, { ...(await exampleOf(change)), isNobodyOnDuty: false, timeZone: 'UTC', language: 'en' }).hash;

  expect(await draw({ rev: 5 })).toBe(await draw({ rev: 6 }));
  expect(await draw({ assigneeName: 'Ann', assigneeId: 'a'.repeat(24) })).not.toBe(await draw({}));
});
