import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { testContext } from '../../../bots/contract/context.fixture.ts';
import { channelContract } from '../../../bots/contract/suite.ts';
import { addChannel, listProviders } from '../../api/customers/channels.ts';
import { listConversations } from '../../api/customers/conversations.ts';
import { listMessages, sendMessage } from '../../api/customers/messages.ts';
import { useHub } from '../start-hub.ts';
import { toy } from './channel.ts';
import { startToyProvider, toyKey, type ToyProvider } from './provider.fixture.ts';

const hub = useHub({}, { moreProviders: [toy] });
const patience = { timeout: 40_000, interval: 50 };
let provider: ToyProvider;
beforeAll(async () => {
  provider = await startToyProvider();
});
afterAll(() => provider.stop());

const said = (id: string, given: object = {}) => ({
  to: 'shop',
  by: 'ann',
  id,
  at: 1_790_000_000_000,
  kind: 'words',
  words: `words ${id}`,
  ...given,
});
const settingsOf = (key = toyKey) => ({ account: 'shop', key, address: provider.url });

test("the toy has the files that the README's first step asks of every channel", () => {
  const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
  const step = /## How to add a channel\n\n1\. (.*)/.exec(readme)?.[1] ?? '';
  const asked = [...step.matchAll(/`((?:[a-z-]+\.ts)|inbound|outbound)`/g)].map(([, name = '']) => name);

  expect(asked).toEqual(['channel.ts', 'settings.ts', 'limits.ts', 'inbound', 'outbound']);
  expect(asked.filter((name) => !existsSync(new URL(name, import.meta.url)))).toEqual([]);
});

channelContract('toy', async () => {
  const server = await startToyProvider();
  const connect = (key: string) => toy.connect(testContext({ settings: { account: 'shop', key, address: server.url }, apiRoot: '' }));
  const lost = toy.connect(testContext({ settings: { account: 'shop', key: toyKey, address: 'http://127.0.0.1:9' }, apiRoot: '' }));
  const message = { chatId: 'ann', messageId: '1', text: 'hello', format: 'plain' as const, attachments: [] };
  return {
    channel: toy,
    connection: connect(toyKey),
    secrets: [toyKey, 'wrong-key'],
    payloads: {
      text: { said: [said('1')] },
      own: [],
      unknownKind: { said: [said('1', { kind: 'dance' })] },
      unknownKindName: 'dance',
      poisoned: { said: [said('1'), { to: 'shop', by: 7 }, said('2')] },
    },
    failures: {
      'a wrong key': () => connect('wrong-key').setUp(),
      'no answer': () => lost.send(message),
      'a file': () => lost.fetchFile('none', AbortSignal.timeout(1000)),
    },
    fileRef: 'none',
    stop: () => server.stop(),
  };
});

test('a toy goes through the whole hub: in by its webhook with what belongs to other accounts left out, out in parts, and its abilities are listed', async () => {
  await expect(hub().client.call(addChannel, { body: { provider: 'toy', settings: settingsOf('wrong-key') } })).rejects.toMatchObject({
    code: 'channel.refused',
    details: { detail: 'the toy does not know this key' },
  });
  const channel = await hub().client.call(addChannel, { body: { provider: 'toy', settings: settingsOf() } });
  expect(channel).toMatchObject({ name: 'Toy shop', health: { state: 'ok' } });
  const webhook = `${hub().url}/webhooks/${channel.id}`;

  const batch = { said: [said('1'), said('2', { to: 'another account' }), { nonsense: true }, said('3')] };
  expect(await provider.push(webhook, batch, { key: 'wrong-key' })).toBe(401);
  expect(await provider.push(webhook, batch)).toBe(200);
  expect(await provider.push(webhook, batch)).toBe(200);

  const { items: conversations } = await hub().client.call(listConversations, { query: { channel: channel.id } });
  expect(conversations).toMatchObject([{ contact: { name: 'ann' }, unread: 2 }]);
  const place = { params: { conversationId: conversations[0]?.id ?? '' } };
  const { items } = await hub().client.call(listMessages, { ...place, query: {} });
  expect(items.map(({ text }) => text)).toEqual(['words 1', 'words 3']);

  await hub().client.call(sendMessage, {
    ...place,
    body: { kind: 'text', text: 'First of all, thank you for **all** of it', format: 'markdown' },
  });
  await vi.waitFor(
    () =>
      expect(provider.heard).toEqual([
        { to: 'ann', words: 'First of all, thank' },
        { to: 'ann', words: 'you for all of it' },
      ]),
    patience,
  );
  const listed = (await hub().client.call(listProviders)).items.find((each) => each.provider === 'toy');
  expect(listed).toMatchObject({ isUnofficial: false, abilities: { textLength: 20, deleteHours: null }, secretSettings: ['key'] });
});
