import { expect, test, vi } from 'vitest';
import { ogg, pixel } from '../../../bots/vk/community.fixture.ts';
import { testChannel, updateChannel } from '../../api/customers/channels.ts';
import { deleteMessage, editMessage, reactToMessage, retryMessage } from '../../api/customers/messages.ts';
import { patience, useVkHub } from '../vk-hub.ts';

const world = useVkHub();

test('a customer writes, everything they send is kept as what it is, and what they change and read is seen', async () => {
  const { vk, connect, conversations, conversation, messages, download, reply, delivered } = world();
  const { group, channelId } = await connect();
  const anna = vk.createUser({ firstName: 'Anna', lastName: 'Lee', photo: pixel });
  const question = anna.sendText(group, 'Where is my ordr?', { ref: 'spring', refSource: 'ad' });
  const conversationId = await conversation(channelId);
  await vi.waitFor(
    async () => expect(await conversations(channelId)).toMatchObject([{ provider: 'vk', contact: { name: 'Anna Lee' }, unread: 1 }]),
    patience,
  );

  anna.edit(group, question, 'Where is my order?');
  anna.sendPhoto(
    group,
    [1, 2].map((nth) => ({ bytes: pixel, name: `${nth}.png`, mimeType: 'image/png' })),
    'broken',
  );
  anna.sendVoice(group, { bytes: ogg, name: 'voice.ogg' });
  anna.sendDoc(group, { bytes: Buffer.from('%PDF-1.4 bill'), name: 'bill.pdf', mimeType: 'application/pdf' });
  anna.sendLocation(group, 55.75, 37.61);
  anna.sendSticker(group, { bytes: pixel, name: 'sticker.png' });
  anna.sendText(group, 'that one', { replyTo: question });

  const kept = await vi.waitFor(async () => {
    const found = await messages(conversationId);
    expect(found.flatMap(({ attachments }) => attachments.map(({ state }) => state))).toEqual(Array(5).fill('ready'));
    expect(found[0]).toMatchObject({ text: 'Where is my order?', revisions: [{ text: 'Where is my ordr?' }] });
    expect(found).toHaveLength(7);
    return found;
  }, patience);
  expect(kept).toMatchObject([
    { direction: 'in', author: { type: 'contact', name: 'Anna Lee' }, referral: { source: 'ad', ref: 'spring' } },
    { text: 'broken', attachments: [{ kind: 'image' }, { kind: 'image' }] },
    { attachments: [{ kind: 'voice' }] },
    { attachments: [{ kind: 'document', name: 'bill.pdf', mimeType: 'application/pdf' }] },
    { location: { latitude: 55.75, longitude: 37.61 } },
    { attachments: [{ kind: 'sticker' }] },
    { text: 'that one', replyTo: { messageId: kept[0]?.id } },
  ]);
  expect(await download(kept[1]?.attachments[0]?.url ?? '')).toEqual(pixel);

  const answer = await reply(conversationId, { text: 'On its way' });
  await delivered(conversationId, answer.id, 'sent');
  anna.read(group);
  await delivered(conversationId, answer.id, 'read');
  const ours = vk.transcript(group, anna).at(-1);
  anna.react(group, { peerId: anna.id, cmid: ours?.cmid ?? 0 }, 4);
  await vi.waitFor(async () => expect((await messages(conversationId)).at(-1)?.reactions).toMatchObject([{ emoji: '👍' }]), patience);
  anna.react(group, { peerId: anna.id, cmid: ours?.cmid ?? 0 }, null);
  await vi.waitFor(async () => expect((await messages(conversationId)).at(-1)?.reactions).toEqual([]), patience);
});

test('what agents send arrives as what it is; edits, deletions and reactions reach the customer, a press comes back', async () => {
  const { hub, vk, connect, conversation, messages, upload, reply, delivered } = world();
  const { group, channelId } = await connect();
  const bob = vk.createUser({ firstName: 'Bob' });
  const hello = bob.sendText(group, 'Hello');
  const conversationId = await conversation(channelId);
  const [greeting] = await messages(conversationId);
  const params = (messageId: string) => ({ conversationId, messageId });

  const files = [
    await upload(pixel, 'photo.png', 'image/png'),
    await upload(Buffer.from('%PDF-1.4 offer'), 'offer.pdf', 'application/pdf'),
  ];
  const offer = await reply(conversationId, { text: 'Our **offer**', format: 'markdown', attachments: files, replyTo: greeting?.id });
  const place = await reply(conversationId, { location: { latitude: 1, longitude: 2, name: 'Shop' } });
  const choice = await reply(conversationId, {
    text: 'Tea?',
    buttons: [
      { title: 'Yes', payload: 'y'.repeat(400) },
      { title: 'Menu', url: 'https://a.example/' },
    ],
  });
  for (const { id } of [offer, place, choice]) await delivered(conversationId, id, 'sent');

  const seen = () => vk.transcript(group, bob).filter(({ isOurs }) => isOurs);
  expect(seen()).toMatchObject([
    { text: 'Our offer', files: [{ type: 'photo' }, { type: 'doc', name: 'offer.pdf' }], replyTo: hello.cmid },
    { geo: { latitude: 1, longitude: 2 }, text: 'Shop' },
    { text: 'Tea?', buttons: [[{ title: 'Yes' }], [{ title: 'Menu', link: 'https://a.example/' }]] },
  ]);
  const { pressId = '' } = bob.press(group, { peerId: bob.id, cmid: seen()[2]?.cmid ?? 0 }, 'Yes');
  await vi.waitFor(async () => {
    expect((await messages(conversationId)).at(-1)).toMatchObject({ choice: { payload: 'y'.repeat(400), title: 'Yes' }, text: 'Yes' });
  }, patience);
  await vi.waitFor(() => expect(vk.isAnswered(pressId)).toBe(true), patience);

  await hub.client.call(editMessage, { params: params(offer.id), body: { text: 'Our better offer' } });
  expect(seen()[0]).toMatchObject({ text: 'Our better offer', isEdited: true, files: [{ type: 'photo' }, { type: 'doc' }] });
  await hub.client.call(reactToMessage, { params: params(greeting?.id ?? ''), body: { emoji: '🔥' } });
  expect(vk.transcript(group, bob)[0]?.reactions).toEqual({ [`-${group.id}`]: 2 });
  await hub.client.call(deleteMessage, { params: params(place.id) });
  expect(seen().map(({ text }) => text)).toEqual(['Our better offer', 'Tea?']);
  // VK tells of everything we send: none of it is there twice.
  expect((await messages(conversationId)).filter(({ direction }) => direction === 'out')).toHaveLength(3);
});

test('a person who denied messages is shown as such; a reply fails with the reason, and goes out when sent again later', async () => {
  const { hub, vk, connect, conversation, messages, reply, delivered } = world();
  const { group, channelId } = await connect();
  const eve = vk.createUser({ firstName: 'Eve' });
  eve.sendText(group, 'Hi');
  const conversationId = await conversation(channelId);
  eve.deny(group);
  await vi.waitFor(async () => expect((await messages(conversationId)).at(-1)?.event?.type).toBe('blocked'), patience);

  const answer = await reply(conversationId, { text: 'Are you there?' });
  expect((await delivered(conversationId, answer.id, 'failed')).delivery).toMatchObject({
    reason: 'blocked',
    detail: expect.stringContaining('without permission (901'),
  });

  eve.allow(group);
  await vi.waitFor(async () => expect((await messages(conversationId)).at(-1)?.event?.type).toBe('unblocked'), patience);
  await hub.client.call(retryMessage, { params: { conversationId, messageId: answer.id } });
  await delivered(conversationId, answer.id, 'sent');
  expect(vk.transcript(group, eve).map(({ text }) => text)).toEqual(['Hi', 'Are you there?']);
});

test("what a colleague answers in VK's own inbox is in the hub as sent, and opens nothing anew", async () => {
  const { vk, connect, conversation, conversations, messages } = world();
  const { group, channelId } = await connect();
  const kim = vk.createUser({ firstName: 'Kim' });
  kim.sendText(group, 'Hi');
  const conversationId = await conversation(channelId);
  group.writeAsAdmin(kim, 'Answered from my phone');
  await vi.waitFor(async () => {
    expect((await messages(conversationId)).at(-1)).toMatchObject({
      text: 'Answered from my phone',
      direction: 'out',
      delivery: { state: 'sent' },
    });
  }, patience);
  expect(await conversations(channelId)).toMatchObject([{ contact: { name: 'Kim Lee' } }]);
});

test('by the Callback API: the address is confirmed, events repeat, come out of order and with a wrong secret, and each is there once', async () => {
  const { hub, vk, connect, conversation, conversations, messages, reply, delivered } = world();
  const { group, channelId } = await connect({ mode: 'callback' });
  const { health } = await hub.client.call(testChannel, { params: { channelId } });
  expect(health.state).toBe('ok');
  const { knobs } = vk.callback;
  Object.assign(knobs, { copies: 3, shuffle: true });
  const mia = vk.createUser({ firstName: 'Mia' });
  mia.sendText(group, 'one');
  const two = mia.sendText(group, 'two');
  const conversationId = await conversation(channelId);
  mia.edit(group, two, 'two!');
  mia.react(group, two, 1);
  await vi.waitFor(async () => {
    const found = await messages(conversationId);
    expect(found.map(({ text }) => text).toSorted()).toEqual(['one', 'two!']);
    expect(found.find(({ text }) => text === 'two!')?.reactions).toMatchObject([{ emoji: '❤' }]);
  }, patience);
  Object.assign(knobs, { copies: 1, shuffle: false });
  // The Callback API tells no names with its events: the name is looked up behind the message's back.
  await vi.waitFor(async () => expect(await conversations(channelId)).toMatchObject([{ contact: { name: 'Mia Lee' } }]), patience);

  // VK repeats for long what it got no answer to: told again late, a reaction or a block that is over takes nothing back, and a press is one message.
  mia.react(group, two, null);
  const events = async () => (await messages(conversationId)).flatMap(({ event }) => event?.type ?? []);
  mia.deny(group);
  await vi.waitFor(async () => expect(await events()).toEqual(expect.arrayContaining(['blocked'])), patience);
  mia.allow(group);
  await vi.waitFor(async () => expect((await events()).at(-1)).toBe('unblocked'), patience);
  const question = await reply(conversationId, { text: 'Tea?', buttons: [{ title: 'Yes', payload: 'yes' }] });
  await delivered(conversationId, question.id, 'sent');
  mia.press(group, { peerId: mia.id, cmid: vk.transcript(group, mia).at(-1)?.cmid ?? 0 }, 'Yes');
  await vk.waitFor(() => vk.callback.pending() === 0);
  const [server] = group.servers();
  const told = (words: string) => vk.callback.posts.find(({ body }) => body.includes(words))?.body ?? '';
  for (const words of ['"reaction_id":1', 'message_deny', 'message_event'])
    expect(await vk.callback.post(server!, told(words), { 'x-retry-counter': '1' })).toMatchObject({ status: 200, answer: 'ok' });
  const after = await messages(conversationId);
  expect(after.find(({ text }) => text === 'two!')?.reactions).toEqual([]);
  expect(after.filter(({ choice }) => choice)).toHaveLength(1);
  expect((await events()).at(-1)).toBe('unblocked');

  Object.assign(knobs, { wrongSecret: 'guess', maxTries: 1 });
  mia.sendText(group, 'forged');
  const isRefused = () => vk.callback.posts.some(({ body, status }) => body.includes('forged') && status === 401);
  await vk.waitFor(() => isRefused() && vk.callback.pending() === 0);
  Object.assign(knobs, { wrongSecret: null, maxTries: 100 });
  const answer = await reply(conversationId, { text: 'here' });
  await delivered(conversationId, answer.id, 'sent');
  mia.read(group);
  await delivered(conversationId, answer.id, 'read');
  expect((await messages(conversationId)).map(({ text }) => text)).not.toContain('forged');

  await hub.client.call(updateChannel, { params: { channelId }, body: { settings: { mode: 'polling' } } });
  mia.sendText(group, 'by polling now');
  await vi.waitFor(async () => expect((await messages(conversationId)).at(-1)?.text).toBe('by polling now'), patience);
});
