import { expect, test, vi } from 'vitest';
import { getContact } from '../../api/customers/contacts.ts';
import { listConversations } from '../../api/customers/conversations.ts';
import { reactToMessage, retryMessage } from '../../api/customers/messages.ts';
import { patience, samples, useInstagram } from '../instagram-account.ts';

const { hub, emulator, connectAccount } = useInstagram();
const hour = 3_600_000;

test('a customer writes to the account, an answer reaches them, is read, and what the provider tells of it is no second message', async () => {
  const { account, channel, messages, timeline, reply } = await connectAccount();
  expect(channel).toMatchObject({
    account: { externalId: account.id, url: `https://ig.me/m/${account.username}` },
    health: { state: 'ok' },
  });
  const ann = emulator().createPerson({ name: 'Ann Lee', username: 'ann', picture: samples.png });
  ann.sendText(account, 'Where is my order?');
  await messages(1);
  const conversation = await vi.waitFor(async () => {
    const { items } = await hub().client.call(listConversations, { query: { channel: channel.id } });
    expect(items).toMatchObject([{ preview: 'Where is my order?', contact: { name: 'Ann Lee', avatarUrl: expect.any(String) } }]);
    return items[0]!;
  }, patience);
  expect(await hub().client.call(getContact, { params: { contactId: conversation.contact.id } })).toMatchObject({ username: 'ann' });

  await reply({ text: 'On its **way**', format: 'markdown' });

  await vi.waitFor(
    () => expect(emulator().transcript(account, ann).at(-1)).toMatchObject({ from: 'account', text: 'On its way' }),
    patience,
  );
  await vi.waitFor(async () => expect((await timeline())[1]?.delivery?.state).toBe('sent'), patience);
  ann.see(account);
  await vi.waitFor(async () => expect((await timeline())[1]?.delivery?.state).toBe('read'), patience);
  account.owner.sendText(ann, 'from my phone');
  expect((await messages(3))[2]).toMatchObject({ direction: 'out', author: { type: 'system' }, text: 'from my phone' });
});

test('pictures, voice, documents, shares, stories and hearts come in; pictures, sound, documents and places go out', async () => {
  const { account, messages, timeline, reply, upload } = await connectAccount();
  const ann = emulator().createPerson({ name: 'Ann' });
  ann.sendMedia(account, 'image', [samples.png, samples.png]);
  ann.sendMedia(account, 'audio', samples.m4a);
  ann.sendMedia(account, 'file', samples.pdf);
  ann.sendAttachments(account, [{ type: 'ig_reel', url: 'https://www.instagram.com/reel/1', title: 'Shoes' }], 'these');
  ann.replyToStory(account, 'Nice!', { id: '1', url: 'https://cdn.test/story' });
  ann.sendAttachments(account, [{ type: 'like_heart' }]);
  ann.sendUnsupported(account);

  const seen = await messages(7);
  expect(seen.map(({ text, attachments, unsupported }) => [text, attachments.map(({ kind }) => kind), unsupported ?? false])).toEqual([
    ['', ['image', 'image'], false],
    ['', ['voice'], false],
    ['', ['document'], false],
    ['these', [], false],
    ['Nice!', [], false],
    ['❤', [], false],
    ['', [], true],
  ]);
  expect(seen.map(({ shared }) => shared?.what)).toEqual([undefined, undefined, undefined, 'reel', 'story-reply', undefined, undefined]);
  await vi.waitFor(async () => {
    const files = (await timeline()).flatMap(({ attachments }) => attachments.map(({ state, mimeType }) => [state, mimeType]));
    expect(files).toEqual([
      ['ready', 'image/png'],
      ['ready', 'image/png'],
      ['ready', expect.stringMatching(/^audio\//)],
      ['ready', 'application/pdf'],
    ]);
  }, patience);
  expect(
    emulator()
      .requests.of('cdn')
      .some(({ hasToken }) => hasToken),
  ).toBe(false);

  const ids = [await upload(samples.png, 'a.png'), await upload(samples.m4a, 'b.m4a'), await upload(samples.pdf, 'c.pdf')];
  await reply({ text: 'Here', attachments: ids, location: { latitude: 52.5, longitude: 13.4, name: 'Our shop' } });

  const written = () =>
    emulator()
      .transcript(account, ann)
      .filter(({ from }) => from === 'account');
  await vi.waitFor(() => expect(written()).toHaveLength(4), patience);
  expect(written().map(({ text, attachments }) => [text.split('\n')[0], attachments.map(({ type }) => type)])).toEqual([
    ['Here', []],
    ['', ['image']],
    ['', ['audio']],
    ['', ['file']],
  ]);
  expect(written()[0]?.text).toContain('Our shop\nhttps://');
  await vi.waitFor(async () => expect((await timeline()).at(-1)?.delivery?.state).toBe('sent'), patience);
  expect(await timeline()).toHaveLength(8);
});

test('a file in a format that Instagram does not take is refused before it is a message, with those it takes', async () => {
  const { account, messages, timeline, reply, upload } = await connectAccount();
  emulator().createPerson({ name: 'Ann' }).sendText(account, 'Show me');
  await messages(1);
  const voice = await upload({ bytes: samples.ogg.bytes, mime: 'audio/mp4' }, 'voice.m4a');

  await expect(reply({ text: 'Listen', attachments: [voice] })).rejects.toMatchObject({
    code: 'channel.ability-missing',
    status: 422,
    details: {
      ability: 'attachment-format',
      name: 'voice.m4a',
      mimeType: expect.stringContaining('audio/ogg'),
      formats: expect.arrayContaining(['audio/wav']),
    },
  });
  expect(await timeline()).toHaveLength(1);
});

test('edits, unsends and reactions of the customer are shown, and our heart reaches the customer', async () => {
  const { account, messages, timeline } = await connectAccount();
  const bob = emulator().createPerson({ name: 'Bob' });
  const sent = bob.sendText(account, 'tomorow');
  const regretted = bob.sendText(account, 'never mind');
  const answered = bob.sendText(account, 'see above', { replyTo: sent });
  const [first] = await messages(3);
  bob.edit(account, sent, 'tomorrow');
  bob.unsend(account, regretted);
  bob.react(account, answered, '🔥');

  await vi.waitFor(async () => {
    expect(await timeline()).toMatchObject([
      { text: 'tomorrow', revisions: [{ text: 'tomorow' }] },
      { text: '', deletedAt: expect.any(String) },
      { text: 'see above', replyTo: { messageId: first!.id, text: 'tomorow' }, reactions: [{ emoji: '🔥' }] },
    ]);
  }, patience);
  bob.react(account, answered, null);
  await vi.waitFor(async () => expect((await timeline())[2]?.reactions).toEqual([]), patience);

  const { conversationId } = first!;
  await hub().client.call(reactToMessage, { params: { conversationId, messageId: first!.id }, body: { emoji: '❤' } });
  expect(sent.reactions.get('account')).toBe('❤');
});

test('buttons come back with their payload, and a customer who came from an advert says so', async () => {
  const { account, messages, reply, timeline } = await connectAccount();
  const kim = emulator().createPerson({ name: 'Kim' });
  kim.sendText(account, 'Hi', {
    referral: { source: 'ADS', type: 'OPEN_THREAD', ref: 'spring', ads_context_data: { ad_title: 'Spring' } },
  });
  expect(await messages(1)).toMatchObject([{ referral: { source: 'ads', ref: 'spring', headline: 'Spring' } }]);

  await reply({
    text: 'Size?',
    buttons: [
      { title: 'Small', payload: 'size-s' },
      { title: 'Large', payload: 'size-l' },
    ],
  });
  await vi.waitFor(async () => expect((await timeline())[1]?.delivery?.state).toBe('sent'), patience);
  kim.tapQuickReply(account, 'Large');

  expect((await messages(3))[2]).toMatchObject({ direction: 'in', text: 'Large', choice: { payload: 'size-l', title: 'Large' } });
});

test('what Instagram refuses fails with its reason, can be sent again, and works once the reason is gone', async () => {
  const { account, messages, reply, timeline } = await connectAccount();
  const eve = emulator().createPerson({ name: 'Eve' });
  eve.sendText(account, 'Hi');
  await messages(1);
  eve.block(account);
  const lost = await reply({ text: 'Are you there?' });
  await vi.waitFor(async () => expect((await timeline())[1]?.delivery).toMatchObject({ state: 'failed', reason: 'blocked' }), patience);

  eve.unblock(account);
  await hub().client.call(retryMessage, { params: { conversationId: lost.conversationId, messageId: lost.id } });

  await vi.waitFor(async () => expect((await timeline())[1]?.delivery?.state).toBe('sent'), patience);
  expect(emulator().transcript(account, eve).at(-1)).toMatchObject({ text: 'Are you there?' });
});

test('a read mark by the clock reads what was sent until then, and nothing later', async () => {
  const { account, messages, reply, timeline } = await connectAccount();
  const ann = emulator().createPerson({ name: 'Ann' });
  ann.sendText(account, 'Hi');
  await messages(1);
  const sentAt: number[] = [];
  for (const text of ['one', 'two']) {
    await reply({ text });
    await vi.waitFor(async () => expect((await timeline()).at(-1)).toMatchObject({ text, delivery: { state: 'sent' } }), patience);
    sentAt.push(Date.parse((await timeline()).at(-1)!.sentAt));
  }
  const item = { sender: { id: ann.id }, recipient: { id: account.id }, timestamp: Date.now(), read: { watermark: sentAt[0] } };

  expect(await emulator().post(account, { object: 'instagram', entry: [{ id: account.id, messaging: [item] }] })).toBe(200);

  await vi.waitFor(async () => expect((await timeline())[1]?.delivery?.state).toBe('read'), patience);
  expect((await timeline())[2]?.delivery?.state).toBe('sent');
});

test('on standby everything still comes in, and by a page of Facebook the account works the same', async () => {
  const { account, messages, reply, timeline } = await connectAccount({ login: 'facebook' });
  account.setPrimary(false);
  const ann = emulator().createPerson({ name: 'Ann' });
  ann.sendText(account, 'to the other app');
  await messages(1);
  account.setPrimary(true);

  await reply({ text: 'д'.repeat(600) });

  await vi.waitFor(async () => expect((await timeline())[1]?.delivery?.state).toBe('sent'), patience);
  const parts = emulator()
    .transcript(account, ann)
    .filter(({ from }) => from === 'account');
  expect(parts.map(({ text }) => text.length)).toEqual([500, 100]);
  await vi.waitFor(() => expect(emulator().pending(account)).toBe(0), patience);
  expect(await timeline()).toHaveLength(2);
});

test('after a day a person may still answer; after a week nobody may, and what is tried fails with that reason', async () => {
  const { account, messages, reply, timeline } = await connectAccount();
  const ann = emulator().createPerson({ name: 'Ann' });
  ann.sendText(account, 'Hi');
  await messages(1);

  emulator().clock.advance(25 * hour);
  await reply({ text: 'A day later' });

  await vi.waitFor(async () => expect((await timeline())[1]?.delivery?.state).toBe('sent'), patience);
  expect(emulator().transcript(account, ann).at(-1)).toMatchObject({ tag: 'HUMAN_AGENT' });
  emulator().clock.advance(7 * 24 * hour);
  await reply({ text: 'A week later' });
  await vi.waitFor(
    async () => expect((await timeline())[2]?.delivery).toMatchObject({ state: 'failed', reason: 'window-closed' }),
    patience,
  );
});
