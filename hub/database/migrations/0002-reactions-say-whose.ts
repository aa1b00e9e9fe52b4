import { Types } from 'mongoose';
import type { Migration } from './run-migrations.ts';

const batch = 500;

interface OldMessage {
  _id: Types.ObjectId;
  workspaceId: Types.ObjectId;
  reactions: { emoji: string; by: string; isCustomers?: true }[];
}

/** Marks customers' reactions of before: by whom they are was all that told, which ended with the contact it named. */
export const reactionsSayWhose: Migration = {
  id: '0002-reactions-say-whose',
  title: "customers' reactions are marked as theirs, whatever becomes of the contact",
  async up(connection, signal) {
    const messages = connection.collection<OldMessage>('messages');
    const contacts = connection.collection('contacts');
    const cursor = messages.find({ 'reactions.0': { $exists: true } }, { projection: { workspaceId: 1, reactions: 1 } }).batchSize(batch);
    for await (const { _id, workspaceId, reactions } of cursor) {
      signal.throwIfAborted();
      for (const { by, isCustomers } of reactions) {
        if (isCustomers || !/^[0-9a-f]{24}$/.test(by)) continue;
        const isContact = await contacts.findOne({ _id: new Types.ObjectId(by), workspaceId }, { projection: { _id: 1 } });
        if (isContact)
          await messages.updateOne({ _id }, { $set: { 'reactions.$[theirs].isCustomers': true } }, { arrayFilters: [{ 'theirs.by': by }] });
      }
    }
  },
};
