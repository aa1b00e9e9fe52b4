import { expect, test } from 'vitest';
import { systemActor } from '../../core/actor.ts';
import { setDuty } from '../../domain/agent/update-agent.ts';
import { settleAlert } from '../../domain/console/alerts.ts';
import { updateConsole } from '../../domain/console/connect.ts';
import { Conversation } from '../../domain/conversation/model.ts';
import { useHub } from '../../test/start-hub.ts';
import { openConsole, type ConsoleWorld, type LinkedAgent } from '../console.fixture.ts';
import { escalateWaiting } from './escalate.ts';

const hubUnderTest = useHub();
const minutes = 60_000;

/** A customer's message that nobody answers, written so long ago. */
async function keepWaiting(world: ConsoleWorld, ms: number): Promise<string> {
  hubUnderTest().telegram.createUser({ firstName: 'Carl' }).sendText(world.customers, 'Anybody?');
  await expect.poll(() => Conversation.countDocuments({ workspaceId: world.workspaceId, waitingSince: { $ne: null } })).toBe(1);
  return makeOlder(world, ms);
}

async function makeOlder({ workspaceId }: ConsoleWorld, ms: number): Promise<string> {
  const changed = await Conversation.findOneAndUpdate({ workspaceId }, { $set: { waitingSince: new Date(Date.now() - ms) } }).orFail();
  return changed._id.toHexString();
}

const reminders = (agent: LinkedAgent) => agent.sees().filter(({ text }) => text?.includes('Nobody has answered for'));

test('who waits too long is announced aloud to everybody on duty and to owners off duty, once more after three times as long', async () => {
  const { hub, telegram } = hubUnderTest();
  const world = await openConsole(hubUnderTest());
  const [ann, bob] = [await world.link('Ann'), await world.link('Bob')];
  const olga = await world.link('Olga', { role: 'owner' });
  await setDuty(hub, olga.actor, false);
  await setDuty(hub, bob.actor, false);

  await keepWaiting(world, 6 * minutes);

  for (const agent of [ann, olga]) expect((await agent.waitForText('Nobody has answered for 6 min')).isSilent).toBe(false);
  expect(reminders(bob)).toEqual([]);
  await makeOlder(world, 16 * minutes);
  await ann.waitForText('Nobody has answered for 16 min');
  await ann.press(await ann.waitForButton('Take'), 'Take');
  await telegram.waitFor(() => olga.sees().some(({ text }) => text?.includes('Taken by Ann')), { what: 'the taken card', timeout: 20_000 });
  await expect.poll(() => reminders(ann).length).toBe(1);
}, 40_000);

test('however many hubs look, each reminder is given once, and never for what was taken, nor when it is switched off', async () => {
  const { hub } = hubUnderTest();
  const world = await openConsole(hubUnderTest());
  const owner = await world.link('Olga', { role: 'owner' });
  await updateConsole(hub, owner.actor, { escalateAfterMinutes: null });
  const conversationId = await keepWaiting(world, 0);
  let ahead = 0;
  const told: [string, boolean][] = [];
  const later = { ...hub, now: () => new Date(Date.now() + ahead) };
  const tools = { hub: later, workspaceId: world.workspaceId, ring: () => undefined, escalate: () => Promise.resolve() };
  const bot = {
    announceWaiting: (id: string, { repeated }: { repeated: boolean }) => {
      told.push([id, repeated]);
      return Promise.resolve();
    },
  };
  const look = async () => {
    const record = await world.record();
    const scope = { hub: later, workspaceId: world.workspaceId, botId: record.botId, ring: tools.ring };
    await Promise.all([1, 2, 3, 4].map(() => escalateWaiting(tools, scope, record, bot)));
  };

  ahead = 50 * minutes;
  await look();
  expect(told).toEqual([]);
  // More than the running hub's own clock reaches, so that only this test's hubs tell.
  await updateConsole(hub, owner.actor, { escalateAfterMinutes: 60 });
  await look();
  expect(told).toEqual([]);
  ahead = 61 * minutes;
  await look();
  await look();
  expect(told).toEqual([[conversationId, false]]);
  ahead = 181 * minutes;
  await look();
  await look();
  expect(told).toEqual([
    [conversationId, false],
    [conversationId, true],
  ]);
  await Conversation.updateOne({ _id: conversationId }, { $set: { assigneeId: owner.agent._id, waitingSince: new Date() } });
  ahead = 500 * minutes;
  await look();
  expect(told).toHaveLength(2);
});

test('when even that reaches nobody the admin reads it in the console', async () => {
  const { hub } = hubUnderTest();
  const world = await openConsole(hubUnderTest());
  await updateConsole(hub, systemActor(world.workspaceId), { escalateAfterMinutes: 30 });
  const conversationId = await keepWaiting(world, 0);
  await expect.poll(async () => (await world.record()).alerts.length, { timeout: 20_000 }).toBe(1);
  await settleAlert(hub, world.workspaceId, 'nobody-reachable');

  await makeOlder(world, 31 * minutes);

  await expect
    .poll(async () => (await world.record()).alerts, { timeout: 15_000 })
    .toMatchObject([{ kind: 'nobody-reachable', detail: conversationId }]);
}, 30_000);
