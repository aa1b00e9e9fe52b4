import { Readable } from 'node:stream';
import { expect, test, vi } from 'vitest';
import { addChannel } from '../../api/customers/channels.ts';
import { getContact } from '../../api/customers/contacts.ts';
import { listConversations } from '../../api/customers/conversations.ts';
import { ObjectId } from '../../core/ids.ts';
import { Contact } from '../../domain/contact/model.ts';
import { File } from '../../domain/file/model.ts';
import { useHub } from '../../test/start-hub.ts';
import { receiveMessage } from '../receive-message.ts';
import { fetchProfile } from './fetch-profile.ts';

const hub = useHub();
const patience = { timeout: 15_000, interval: 50 };
const pngs = ['mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'mNk+A8AAQUBAScY42YAAAAASUVORK5CYII='].map((end) =>
  Buffer.from(`iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42${end}`, 'base64'),
);
let bots = 0;

/** A contact who has just written, and their channel with a provider that shows the picture the test sets. */
async function openTalk() {
  const bot = hub().telegram.createBot({ username: `profile_${(bots += 1)}_bot` });
  const { id } = await hub().client.call(addChannel, { body: { provider: 'telegram', settings: { botToken: bot.token } } });
  const ann = hub().telegram.createUser({ firstName: 'Ann', username: `ann_${bots}` });
  ann.sendText(bot, 'hello');
  const read = async () => (await hub().client.call(listConversations, { query: { channel: id } })).items[0]!;
  const contactId = await vi.waitFor(async () => {
    const found = new ObjectId((await read()).contact.id);
    // The hub asked Telegram by itself.
    expect((await Contact.findById(found).orFail().lean()).profileAt).toBeDefined();
    return found;
  }, patience);
  const channel = (await hub().hub.channels.find(id))!;
  const shown = { picture: pngs[0]!, asked: 0 };
  const connection = {
    ...channel.connection,
    fetchProfile: () => {
      shown.asked += 1;
      return Promise.resolve({ username: 'ann_new', language: 'de', avatarRef: 'picture' });
    },
    fetchFile: () => Promise.resolve({ stream: Readable.from([shown.picture]) }),
  };
  const sender = { externalId: String(ann.id), name: 'Ann' };
  const fetchNow = () => fetchProfile(hub().hub, { ...channel, connection }, sender, contactId);
  const letDayPass = () => Contact.updateOne({ _id: contactId }, { $set: { profileAt: new Date(0) } });
  return { bot, ann, read, contactId, shown, fetchNow, letDayPass };
}

test('a picture is stored, shown by a signed link with contact and conversation, and asked for once a day', async () => {
  const { read, contactId, shown, fetchNow, letDayPass } = await openTalk();
  await fetchNow();
  expect(shown.asked).toBe(0);
  expect((await read()).contact.avatarUrl).toBeUndefined();

  await letDayPass();
  await Promise.all([fetchNow(), fetchNow()]);

  expect(shown.asked).toBe(1);
  const contact = await hub().client.call(getContact, { params: { contactId: contactId.toHexString() } });
  expect(contact.language).toBe('en');
  const { avatarUrl } = (await read()).contact;
  expect(avatarUrl).toBe(contact.avatarUrl);
  expect(Buffer.from(await (await fetch(avatarUrl!)).arrayBuffer())).toEqual(pngs[0]);
});

test('the same picture is not kept twice, and a new one takes the place of the old', async () => {
  const { contactId, shown, fetchNow, letDayPass } = await openTalk();
  const avatars = () => File.find({ workspaceId: hub().workspaceId, name: 'avatar' }).sort({ _id: 1 }).lean();
  const before = (await avatars()).length;
  const fileId = async () => (await Contact.findById(contactId).orFail().lean()).avatarFileId?.toHexString();

  await letDayPass();
  await fetchNow();
  const first = await fileId();
  await letDayPass();
  await fetchNow();
  expect(await fileId()).toBe(first);
  expect((await avatars()).length).toBe(before + 1);

  shown.picture = pngs[1]!;
  await letDayPass();
  await fetchNow();
  expect(await fileId()).not.toBe(first);
  expect((await avatars()).map(({ _id }) => _id.toHexString())).not.toContain(first);
  expect((await avatars()).length).toBe(before + 1);
});

test('what is no picture is not kept, and nothing is kept of a contact that is being erased', async () => {
  const { contactId, shown, fetchNow, letDayPass } = await openTalk();
  const files = () => File.countDocuments({ workspaceId: hub().workspaceId });
  const before = await files();
  shown.picture = Buffer.from('<svg onload="alert(1)"/>');
  await letDayPass();
  await fetchNow();
  shown.picture = pngs[0]!;
  await Contact.updateOne({ _id: contactId }, { $set: { erasingAt: new Date(), profileAt: new Date(0) } });
  await fetchNow();

  expect(await files()).toBe(before);
  expect(await Contact.findById(contactId).orFail().lean()).not.toHaveProperty('avatarFileId');
});

test('a name that only the profile tells takes the place of the one that was made up, and no made-up one ever takes its place', async () => {
  const bot = hub().telegram.createBot({ username: 'nameless_bot' });
  const { id } = await hub().client.call(addChannel, { body: { provider: 'telegram', settings: { botToken: bot.token } } });
  const channel = (await hub().hub.channels.find(id))!;
  const connection = { ...channel.connection, fetchProfile: () => Promise.resolve({ name: 'Ann Lee' }) };
  const write = (externalId: string) =>
    receiveMessage(
      hub().hub,
      { ...channel, connection },
      {
        type: 'message',
        chatId: '77',
        externalId,
        sender: { externalId: '77', name: 'No. 77', isNameMade: true },
        sentAt: new Date(),
        content: { text: externalId, format: 'plain', attachments: [] },
      },
    );
  const named = async (name: string) =>
    expect((await hub().client.call(listConversations, { query: { channel: id } })).items).toMatchObject([{ contact: { name } }]);

  expect((await write('1'))?.message.author.name).toBe('No. 77');
  await vi.waitFor(() => named('Ann Lee'), patience);
  const second = await write('2');

  expect(second?.message.author.name).toBe('Ann Lee');
  await named('Ann Lee');
  expect(await Contact.findById(second?.conversation.contactId).orFail().lean()).not.toHaveProperty('isNameMade');
});

test('a provider that fails never disturbs the message', async () => {
  const bot = hub().telegram.createBot({ username: 'failing_profile_bot' });
  const { id } = await hub().client.call(addChannel, { body: { provider: 'telegram', settings: { botToken: bot.token } } });
  hub().telegram.faults.add({ bot: bot.id, method: 'getChat', kind: '500' });
  const bob = hub().telegram.createUser({ firstName: 'Bob' });
  for (const text of ['one', 'two']) bob.sendText(bot, text);

  await vi.waitFor(async () => {
    const { items } = await hub().client.call(listConversations, { query: { channel: id } });
    expect(items).toMatchObject([{ unread: 2, preview: 'two', contact: { name: 'Bob' } }]);
  }, patience);
});
