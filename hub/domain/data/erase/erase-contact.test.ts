import mongoose from 'mongoose';
import { Readable } from 'node:stream';
import { beforeEach, expect, test } from 'vitest';
import type { Fact } from '../../../api/facts.ts';
import { systemActor } from '../../../core/actor.ts';
import type { FileStore } from '../../../core/parts/file-store.ts';
import { ObjectId } from '../../../core/ids.ts';
import { PendingUpdate } from '../../../domain/conversation/changes/pending-updates.ts';
import { Receipt } from '../../../inbound/receipts.ts';
import { emptyDatabase, useDatabase } from '../../../test/database.ts';
import { buildAgent, buildWorkspace } from '../../../test/factories.ts';
import { createTestHub } from '../../../test/start-http.ts';
import { Contact } from '../../contact/model.ts';
import { recogniseContact } from '../../contact/recognise.ts';
import { File } from '../../file/model.ts';
import { storeFile } from '../../file/store-file.ts';
import { buildTalk, type Talk } from '../talk.fixture.ts';
import { eraseContact, resumeErasures } from './erase-contact.ts';

useDatabase();

const hub = createTestHub();
let workspaceId: ObjectId;

beforeEach(async () => {
  workspaceId = (await buildWorkspace(hub))._id;
});

/** Whatever of the given texts or ids still stands anywhere in the database. */
async function leftovers(...traces: string[]): Promise<string[]> {
  const { db } = mongoose.connection;
  const found: string[] = [];
  for (const { name } of await db!.listCollections({}, { nameOnly: true }).toArray()) {
    if (name.startsWith('system.') || name === 'auditLog') continue;
    for (const document of await db!.collection(name).find().toArray()) {
      const text = JSON.stringify(document);
      found.push(...traces.filter((trace) => text.includes(trace)).map((trace) => `${name}: ${trace}`));
    }
  }
  return found;
}

function tracesOf({ contact, conversation, chatId }: Talk): string[] {
  return [contact._id.toHexString(), conversation._id.toHexString(), chatId, contact.name, contact.name.toLowerCase()];
}

/** What other parts of the hub keep of a talk. */
async function surround({ channelId, chatId, conversation }: Talk): Promise<void> {
  const kept = { workspaceId, channelId, createdAt: new Date() };
  await PendingUpdate.create({ ...kept, _id: new ObjectId(), chatId, externalId: '99', event: { note: `from ${chatId}` } });
  await Receipt.create({
    ...kept,
    _id: new ObjectId(),
    raw: JSON.stringify({ chat: { id: Number(chatId) } }),
    reason: 'unknown',
    state: 'unreadable',
  });
  for (const collection of ['consoleSends', 'consoleCards', 'consoleMessages', 'consoleThreads', 'consolePrompts']) {
    await mongoose.connection.collection(collection).insertOne({ workspaceId, conversationId: conversation._id, chatId: '-100' });
  }
}

async function isStored(store: FileStore, key: string): Promise<boolean> {
  return store.open(key).then(
    (content) => content.resume() && true,
    () => false,
  );
}

test('leaves nothing of a person anywhere, and everything of the others', async () => {
  const price = await storeFile(hub, workspaceId, { name: 'prices.txt', mimeType: 'text/plain', content: Readable.from(['100']) });
  const ann = await buildTalk(hub, workspaceId, { name: 'Annegret', chatId: '700100', shared: price });
  const boris = await buildTalk(hub, workspaceId, { name: 'Boris', chatId: '7001', shared: price });
  await surround(ann);
  await surround(boris);
  const told: Fact[] = [];
  const stop = hub.facts.on('contact.erased', 'test', (fact) => void told.push(fact));

  const report = await eraseContact(hub, systemActor(workspaceId), ann.contact._id.toHexString());
  stop();

  expect(await leftovers(...tracesOf(ann), ...ann.files.map(({ key }) => key))).toEqual([]);
  expect(await Promise.all(ann.files.map(({ key }) => isStored(hub.files, key)))).toEqual([false, false]);
  expect(await Promise.all([...boris.files, price].map(({ key }) => isStored(hub.files, key)))).toEqual([true, true, true]);
  expect([...new Set(await leftovers('Boris says 1', '"chatId":"7001"', 'Boris-2.txt', '{\\"id\\":7001}'))].sort()).toEqual([
    'conversationSlots: "chatId":"7001"',
    'conversations: "chatId":"7001"',
    'files: Boris-2.txt',
    'messages: "chatId":"7001"',
    'messages: Boris says 1',
    'messages: Boris-2.txt',
    'pendingUpdates: "chatId":"7001"',
    'receipts: {\\"id\\":7001}',
  ]);
  expect(report).toMatchObject({
    collections: {
      contacts: 1,
      identities: 1,
      conversationSlots: 1,
      conversations: 1,
      messages: 3,
      files: 2,
      pendingUpdates: 1,
      receipts: 1,
      consoleSends: 1,
      consoleCards: 1,
      consoleMessages: 1,
      consoleThreads: 1,
      consolePrompts: 1,
    },
    sharedFiles: 1,
  });
  expect(told.map(({ data }) => data)).toEqual([
    { contactId: ann.contact._id.toHexString(), conversationIds: [ann.conversation._id.toHexString()] },
  ]);
});

test('goes on where a crash stopped it, whichever file it stopped at', async () => {
  for (const survivors of [0, 1, 2]) {
    await emptyDatabase();
    workspaceId = (await buildWorkspace(hub))._id;
    const ann = await buildTalk(hub, workspaceId, { name: 'Annegret', chatId: '700100' });
    let left = survivors;
    const remove: FileStore['remove'] = (key) => (left-- > 0 ? hub.files.remove(key) : Promise.reject(new Error('the power went')));
    const broken = { ...hub, files: { ...hub.files, remove } };

    const cut = eraseContact(broken, systemActor(workspaceId), ann.contact._id.toHexString());
    if (survivors < 2) await expect(cut).rejects.toThrow('the power went');
    else await cut;
    if (survivors < 2) await eraseContact(hub, systemActor(workspaceId), ann.contact._id.toHexString());

    expect(await leftovers(...tracesOf(ann))).toEqual([]);
    expect(await File.countDocuments()).toBe(0);
  }
});

test('a sweep takes up an erasure that nobody goes on with, and leaves one alone that is under way', async () => {
  const ann = await buildTalk(hub, workspaceId, { name: 'Annegret', chatId: '700100' });
  const boris = await buildTalk(hub, workspaceId, { name: 'Boris', chatId: '700200' });
  await Contact.updateOne({ _id: ann.contact._id }, { $set: { erasingAt: new Date(Date.now() - 3_600_000) } });
  await Contact.updateOne({ _id: boris.contact._id }, { $set: { erasingAt: new Date() } });

  expect(await resumeErasures(hub)).toBe(1);

  expect((await Contact.find().lean()).map(({ name }) => name)).toEqual(['Boris']);
});

test('a person who writes again is a new contact', async () => {
  const ann = await buildTalk(hub, workspaceId, { name: 'Annegret', chatId: '700100' });
  await eraseContact(hub, systemActor(workspaceId), ann.contact._id.toHexString());

  const { contact, created } = await recogniseContact(
    hub,
    { id: ann.channelId, workspaceId, provider: 'telegram' },
    { externalId: '700100', name: 'Annegret' },
  );

  expect(created).toBe(true);
  expect(contact.notes).toBe('');
});

test('an admin may not, and nothing is marked', async () => {
  const ann = await buildTalk(hub, workspaceId, { name: 'Annegret', chatId: '700100' });
  const { actor } = await buildAgent(hub, { workspaceId, role: 'admin' });

  await expect(eraseContact(hub, actor, ann.contact._id.toHexString())).rejects.toMatchObject({ code: 'permission.missing' });

  expect(await Contact.exists({ erasingAt: { $exists: true } })).toBeNull();
});
