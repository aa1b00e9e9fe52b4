import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestDesk, type TestDesk } from '../test/desk.fixture.ts';

let desk: TestDesk;
beforeEach(async () => {
  desk = await startTestDesk();
});
afterEach(() => desk.end());

function comes(count: number): void {
  desk.hub.visitors = Array.from({ length: count }, (_, index) => ({
    id: String(index + 1).padStart(24, '0'),
    name: index === 0 ? 'Zoe' : null,
    label: `ab${index}`,
    page: { url: `https://shop.example/${index}`, title: index === 0 ? 'Prices' : '' },
    cameAt: desk.hub.now().toISOString(),
    where: index === 0 ? 'Berlin, Germany' : '',
    isInChat: index === 0,
  }));
}

test('/visitors shows who is there, page by page, and anew', async () => {
  comes(7);
  desk.ann.sendText(desk.bot, '/visitors');
  const shown = await desk.shown(desk.ann, '7 visitors on the site');
  expect(shown.text).toContain('1. Zoe · 0 s · Berlin, Germany · in the chat\n    Prices');
  expect(shown.text).toContain('2. Visitor ab1');

  await desk.ann.press(shown, '›');
  expect((await desk.shown(desk.ann, '7. Visitor ab6')).text).not.toContain('Zoe');

  desk.hub.visitors = [];
  await desk.ann.press(await desk.shown(desk.ann, '7. Visitor ab6'), '🔄 Refresh');
  await desk.shown(desk.ann, 'Nobody is on the site right now');
});

test('the first words are asked for and sent once; one who has left is told', async () => {
  comes(1);
  await desk.hub.customerWrites('Zoe', 'Hi');
  await desk.quiet();
  desk.ann.sendText(desk.bot, '/visitors');
  const shown = await desk.shown(desk.ann, '1 visitor on the site');

  await desk.ann.press(shown, '💬 Write to 1');
  await desk.shown(desk.ann, 'What do you want to say to Zoe?');
  desk.ann.sendText(desk.bot, 'Can I help?');
  await desk.shown(desk.ann, 'Sent. #1 Zoe is yours.');
  expect(desk.hub.writtenToVisitors).toMatchObject([
    { agentId: desk.annAgent.id, visitId: '000000000000000000000001', text: 'Can I help?' },
  ]);

  await desk.ann.press(shown, '💬 Write to 1');
  await desk.quiet();
  desk.hub.visitors = [];
  desk.ann.sendText(desk.bot, 'Still there?');
  await desk.shown(desk.ann, 'not on the site any more');
  expect(desk.hub.writtenToVisitors).toHaveLength(1);
});
