import { expect, test } from 'vitest';
import { Console, consoleIdOf } from '../../domain/console/model.ts';
import { Conversation } from '../../domain/conversation/model.ts';
import { Workspace } from '../../domain/workspace/model.ts';
import { useHub } from '../../test/start-hub.ts';
import { openConsole } from '../console.fixture.ts';
import { nextDigestAt, sendDigest } from './digest.ts';

const hubUnderTest = useHub();

test.each([
  ['2026-03-10T07:59:00Z', 'Europe/Berlin', '2026-03-10T08:00:00.000Z'],
  ['2026-03-10T08:00:00Z', 'Europe/Berlin', '2026-03-11T08:00:00.000Z'],
  // The clocks change in the night to 29 March.
  ['2026-03-28T12:00:00Z', 'Europe/Berlin', '2026-03-29T07:00:00.000Z'],
  ['2026-12-31T23:00:00Z', 'America/New_York', '2027-01-01T14:00:00.000Z'],
])('after %s in %s the digest is due at %s', (after, timeZone, due) => {
  expect(nextDigestAt(new Date(after), timeZone).toISOString()).toBe(due);
});

test('the digest goes out once each morning, however many hubs look, and not when nothing is open nor hours late', async () => {
  const { hub, telegram } = hubUnderTest();
  const world = await openConsole(hubUnderTest());
  await Workspace.updateOne({ _id: world.workspaceId }, { $set: { timeZone: 'UTC' } });
  const _id = consoleIdOf(world.workspaceId);
  let sent = 0;
  const bot = { announceDigest: () => Promise.resolve(void (sent += 1)) };
  const lookAt = async (at: string) => {
    const record = await world.record();
    const scope = { hub: { ...hub, now: () => new Date(at) }, workspaceId: world.workspaceId, botId: record.botId, ring: () => undefined };
    await Promise.all([1, 2, 3].map(() => sendDigest(scope, record, bot)));
  };
  await Console.updateOne({ _id }, { $set: { digestDueAt: new Date('2100-01-05T09:00:00Z') } });

  await lookAt('2100-01-05T09:00:01Z');
  expect(sent).toBe(0);
  telegram.createUser({ firstName: 'Carl' }).sendText(world.customers, 'Hello');
  await expect.poll(() => Conversation.countDocuments({ workspaceId: world.workspaceId, status: 'open' })).toBe(1);
  expect((await world.record()).digestDueAt).toEqual(new Date('2100-01-06T09:00:00Z'));
  await lookAt('2100-01-06T08:59:00Z');
  expect(sent).toBe(0);
  await lookAt('2100-01-06T09:00:03Z');
  await lookAt('2100-01-06T09:00:08Z');
  expect(sent).toBe(1);
  await lookAt('2100-01-07T15:00:00Z');
  expect(sent).toBe(1);
  expect((await world.record()).digestDueAt).toEqual(new Date('2100-01-08T09:00:00Z'));
});
