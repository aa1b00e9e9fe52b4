import mongoose from 'mongoose';
import { expect, test } from 'vitest';
import '../../../start.ts';
import { createSecretBox } from '../../../core/secrets.ts';
import { useDatabase } from '../../../test/database.ts';
import { buildWorkspace } from '../../../test/factories.ts';
import { createTestHub } from '../../../test/start-http.ts';
import { Channel } from '../../channel/model.ts';
import { openSettings } from '../../channel/settings.ts';
import { buildTalk } from '../talk.fixture.ts';
import { resealSecrets, sealedFields } from './reseal.ts';

useDatabase();

const oldKey = 'the old secret of this hub, long enough';
const newKey = 'the new secret of this hub, long enough';
const hub = { ...createTestHub(), secrets: createSecretBox([oldKey]) };
const rotated = createSecretBox([newKey, oldKey]);

test('afterwards the newest key alone opens everything, and doing it again changes nothing', async () => {
  const { _id: workspaceId } = await buildWorkspace(hub);
  const { channelId } = await buildTalk(hub, workspaceId, { name: 'Ann', chatId: '1' });

  const first = await resealSecrets({ secrets: rotated });
  const second = await resealSecrets({ secrets: rotated });

  const { sealedSettings } = await Channel.findById(channelId).orFail().lean();
  expect(openSettings({ secrets: createSecretBox([newKey]) }, { workspaceId, channelId }, sealedSettings)).toEqual({
    botToken: '12345:sealed-in-here',
  });
  expect(first[0]).toMatchObject({ collection: 'channels', resealed: 1, current: 0 });
  expect(second[0]).toMatchObject({ collection: 'channels', resealed: 0, current: 1 });
});

test('a hub that lost the old key says so and keeps what is there', async () => {
  const { _id: workspaceId } = await buildWorkspace(hub);
  const { channelId } = await buildTalk(hub, workspaceId, { name: 'Ann', chatId: '1' });

  await expect(resealSecrets({ secrets: createSecretBox([newKey]) })).rejects.toThrow('HUB_SECRET');

  const { sealedSettings } = await Channel.findById(channelId).orFail().lean();
  expect(hub.secrets.isStale(sealedSettings)).toBe(false);
});

test('every sealed field of every collection is on the list', () => {
  const sealed = Object.values(mongoose.models).flatMap(({ schema, collection }) =>
    Object.keys(schema.paths)
      .filter((path) => path.startsWith('sealed'))
      .map((path) => `${collection.collectionName}.${path}`),
  );

  expect(sealed).not.toEqual([]);
  expect(sealed.filter((name) => !sealedFields.some(({ collection, field }) => `${collection}.${field}` === name))).toEqual([]);
});
