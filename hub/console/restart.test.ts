import { expect, test } from 'vitest';
import { Console, consoleIdOf } from '../domain/console/model.ts';
import { ConsoleSend } from '../domain/console/records/send.ts';
import { useHub } from '../test/start-hub.ts';
import { openConsole } from './console.fixture.ts';

const hubUnderTest = useHub();

test('restarts in the middle of work lose no card and show none twice', async () => {
  const { hub, telegram } = hubUnderTest();
  const world = await openConsole(hubUnderTest());
  const ann = await world.link('Ann');
  const names = ['one', 'two', 'three', 'four', 'five', 'six', 'seven'].map((word) => `Customer ${word}`);

  for (const [index, firstName] of names.entries()) {
    telegram.createUser({ firstName }).sendText(world.customers, `This is ${firstName}`);
    if (index % 2 === 1) continue;
    await Console.updateOne({ _id: consoleIdOf(world.workspaceId) }, { $inc: { version: 1 } });
    hub.wake.ring('console', { workspaceId: world.workspaceId.toHexString() });
  }

  const cardsOf = (name: string) => ann.sees().filter(({ text, from }) => from.isBot && text?.includes(`This is ${name}`));
  await telegram.waitFor(() => names.every((name) => cardsOf(name).length > 0), { what: 'a card of everybody', timeout: 90_000 });
  await expect.poll(() => ConsoleSend.countDocuments({ workspaceId: world.workspaceId }), { timeout: 60_000 }).toBe(0);
  for (const name of names) expect(cardsOf(name), name).toHaveLength(1);
}, 180_000);
