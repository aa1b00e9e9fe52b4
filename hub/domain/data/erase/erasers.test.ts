import mongoose from 'mongoose';
import { expect, test } from 'vitest';
import '../../../start.ts';
import { erasers } from './erasers.ts';

/** Handled by code of their own, or with nothing of a person in them but what is gone with the rest. */
const otherwise = new Set([
  'messages',
  // An agent's own albums on their way into the hub: by the agent's chat, minutes long.
  'consoleAlbumParts',
]);

test('every collection that names a contact, a conversation or a chat is erased', () => {
  const naming = Object.values(mongoose.models)
    .filter(({ schema }) => ['contactId', 'conversationId', 'chatId'].some((path) => schema.path(path) !== undefined))
    .map(({ collection }) => collection.collectionName);

  expect(naming.length).toBeGreaterThan(4);
  expect(naming.filter((name) => !otherwise.has(name) && !erasers.some(({ collection }) => collection === name))).toEqual([]);
});
