import { expect, test } from 'vitest';
import * as api from '../../api/team/consoles.ts';
import { naturalId } from '../../database/natural-id.ts';
import { ConsoleUpdate } from '../../domain/console/records/update.ts';
import { useHub } from '../../test/start-hub.ts';
import { openConsole } from '../console.fixture.ts';

const hubUnderTest = useHub();

test('a parked update is handled once more when an admin asks by the API, and is then no longer parked', async () => {
  const world = await openConsole(hubUnderTest());
  const ann = await world.link('Ann');
  const { botId } = await world.record();
  const person = { id: ann.phone.id, is_bot: false, first_name: 'Ann' };
  const message = {
    message_id: 900,
    date: 1,
    chat: { id: ann.phone.id, type: 'private', first_name: 'Ann' },
    from: person,
    text: '/mine',
    entities: [{ type: 'bot_command', offset: 0, length: 5 }],
  };
  const updateId = 77_777;
  const update = JSON.stringify({ update_id: updateId, message });
  const _id = naturalId('console-update', world.workspaceId.toHexString(), botId, String(updateId));
  const owner = { workspaceId: world.workspaceId, botId };
  await ConsoleUpdate.create({
    ...owner,
    _id,
    updateId,
    update,
    reason: 'broken',
    parkedAt: new Date(),
    expiresAt: new Date(Date.now() + 60_000),
  });

  expect(await world.client.call(api.replayConsoleUpdates)).toEqual({ parked: 1 });

  await ann.waitForText('You have no open conversations');
  await expect.poll(() => world.client.call(api.replayConsoleUpdates)).toEqual({ parked: 0 });
  expect(await ConsoleUpdate.exists({ _id })).not.toBeNull();
}, 20_000);
