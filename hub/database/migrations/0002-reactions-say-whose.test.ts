import mongoose from 'mongoose';
import { expect, test } from 'vitest';
import { ObjectId } from '../../core/ids.ts';
import { useDatabase } from '../../test/database.ts';
import { reactionsSayWhose } from './0002-reactions-say-whose.ts';

useDatabase();

test("what a contact had put on a message is marked as the customer's, the team's is not, and a second run changes nothing", async () => {
  const [workspaceId, contactId, agentId] = [new ObjectId(), new ObjectId(), new ObjectId()];
  const messages = mongoose.connection.collection('messages');
  await mongoose.connection.collection('contacts').insertOne({ _id: contactId, workspaceId });
  const reactions = [
    { emoji: '👍', by: contactId.toHexString() },
    { emoji: '🎉', by: agentId.toHexString() },
    { emoji: '👀', by: 'hub' },
  ];
  const { insertedId: _id } = await messages.insertOne({ workspaceId, conversationId: new ObjectId(), seq: 1, reactions });

  await reactionsSayWhose.up(mongoose.connection, new AbortController().signal);
  await reactionsSayWhose.up(mongoose.connection, new AbortController().signal);

  const found = await messages.findOne({ _id });
  expect(found?.['reactions']).toEqual([{ ...reactions[0], isCustomers: true }, reactions[1], reactions[2]]);
});
