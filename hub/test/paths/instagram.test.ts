import { expect, test, vi } from 'vitest';
import { listConversations } from '../../api/customers/conversations.ts';
import { patience, useInstagram } from '../instagram-account.ts';

const { hub, emulator, connectAccount } = useInstagram();

test('a customer writes to the account, an answer reaches them, and what the provider tells of it is no second message', async () => {
  const { account, channel, messages, timeline, reply } = await connectAccount();
  const ann = emulator().createPerson({ name: 'Ann Lee', username: 'ann' });
  ann.sendText(account, 'Where is my order?');
  await messages(1);
  await vi.waitFor(async () => {
    const { items } = await hub().client.call(listConversations, { query: { channel: channel.id } });
    expect(items).toMatchObject([{ preview: 'Where is my order?', contact: { name: 'Ann Lee' } }]);
  }, patience);

  await reply({ text: 'On its way' });

  await vi.waitFor(
    () => expect(emulator().transcript(account, ann).at(-1)).toMatchObject({ from: 'account', text: 'On its way' }),
    patience,
  );
  await vi.waitFor(async () => expect((await timeline())[1]?.delivery?.state).toBe('sent'), patience);
  await vi.waitFor(() => expect(emulator().pending(account)).toBe(0), patience);
  expect(await timeline()).toHaveLength(2);
});
