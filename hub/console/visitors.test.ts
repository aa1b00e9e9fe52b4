import { expect, test } from 'vitest';
import { listChannels } from '../api/customers/channels.ts';
import { listConversations } from '../api/customers/conversations.ts';
import { toObjectId } from '../core/ids.ts';
import { arrive, page } from '../domain/visitor/arrive.fixture.ts';
import { useHub } from '../test/start-hub.ts';
import { openConsole } from './console.fixture.ts';

const hub = useHub();

test('an agent sees in Telegram who is on the site and begins a conversation there, which is theirs', async () => {
  const world = await openConsole(hub());
  const ann = await world.link('Ann');
  const carl = hub().telegram.createUser({ firstName: 'Carl' });
  carl.sendText(world.customers, 'hello');
  await expect.poll(async () => (await world.client.call(listConversations)).items[0]?.preview, { timeout: 20_000 }).toBe('hello');
  const [channel] = (await world.client.call(listChannels)).items;
  const { workspaceId } = world;
  arrive({ hub: hub().hub, workspaceId }, 'v_carl00000', {
    channelId: toObjectId(channel?.id ?? ''),
    identity: String(carl.id),
    page: page('/prices', 'Our prices'),
  });

  await expect.poll(() => hub().hub.visitors.find(workspaceId, 'v_carl00000')?.contact?.name, { timeout: 20_000 }).toBe('Carl');
  ann.phone.sendText(world.team, '/visitors');
  const shown = await ann.waitForButton('Write to 1');
  expect(shown.text).toContain('1. Carl');
  expect(shown.text).toContain('Our prices');
  await ann.press(shown, 'Write to 1');
  await ann.waitForText('What do you want to say to Carl?');
  ann.phone.sendText(world.team, 'Can I help?');

  await ann.waitForText('is yours');
  await hub().telegram.waitFor(
    () =>
      hub()
        .telegram.transcript(carl.chatWith(world.customers))
        .some(({ text }) => text === 'Can I help?'),
    {
      what: 'the first words at Carl’s',
      timeout: 20_000,
    },
  );
  const { items } = await world.client.call(listConversations);
  expect(items).toMatchObject([{ assigneeId: ann.agent._id.toHexString(), preview: 'Can I help?' }]);
  hub().hub.visitors.stop();
});
