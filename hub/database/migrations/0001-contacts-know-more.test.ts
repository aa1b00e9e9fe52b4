import mongoose from 'mongoose';
import { expect, test } from 'vitest';
import { systemActor } from '../../core/actor.ts';
import { ObjectId } from '../../core/ids.ts';
import { listContacts } from '../../domain/contact/list-contacts.ts';
import { useDatabase } from '../../test/database.ts';
import { contactsKnowMore } from './0001-contacts-know-more.ts';

useDatabase();

test('contacts of before are found by what lists filter and sort by now, and a second run changes nothing', async () => {
  const [workspaceId, contactId, channelId] = [new ObjectId(), new ObjectId(), new ObjectId()];
  const at = new Date('2026-01-01T00:00:00Z');
  const { connection } = mongoose;
  await connection.collection('channels').insertOne({ _id: channelId, workspaceId, provider: 'telegram' });
  await connection.collection('identities').insertOne({ workspaceId, contactId, channelId });
  await connection.collection('contacts').insertOne({
    ...{ _id: contactId, workspaceId, name: 'Алёна', phones: [], emails: [], language: 'ru-RU', blocked: true, notes: '' },
    ...{ createdAt: at, updatedAt: at, terms: [] },
  });

  await contactsKnowMore.up(connection, new AbortController().signal);
  await contactsKnowMore.up(connection, new AbortController().signal);

  const filters = { kind: 'lead', language: 'ru', blocked: true, provider: 'telegram', channel: channelId.toHexString() } as const;
  expect((await listContacts(systemActor(workspaceId), { ...filters, sort: 'name' })).items).toMatchObject([
    { name: 'Алёна', nameKey: 'алена', activeAt: at, tags: [], fields: {}, rev: 1 },
  ]);
});
