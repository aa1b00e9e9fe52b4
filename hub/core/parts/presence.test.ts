import { expect, test, vi } from 'vitest';
import { ObjectId } from '../ids.ts';
import { createPresence, type PresenceChange } from './presence.ts';

const graceMs = 30;
const workspaceId = new ObjectId();
const since = new Date(0);

function seat(given: { onDuty?: boolean; telegram?: unknown } = {}) {
  return { _id: new ObjectId(), duty: { onDuty: given.onDuty ?? true, since }, ...(given.telegram ? { telegram: given.telegram } : {}) };
}

test('an agent off duty is off, whatever windows are open', () => {
  const presence = createPresence(() => new Date());
  const agent = seat({ onDuty: false, telegram: {} });
  presence.connected(workspaceId, agent._id, 'one');

  expect(presence.availabilityOf(agent)).toBe('off');
  expect(presence.sinceOf(agent)).toEqual(since);
});

test('several windows are one person: available while one of them is in use', () => {
  const presence = createPresence(() => new Date());
  const agent = seat();
  const [one, other] = [presence.connected(workspaceId, agent._id, 'one'), presence.connected(workspaceId, agent._id, 'other')];

  one.setState('idle');
  expect(presence.availabilityOf(agent)).toBe('available');
  other.setState('idle');
  expect(presence.availabilityOf(agent)).toBe('away');
  other.leave();
  one.setState('active');
  expect(presence.availabilityOf(agent)).toBe('available');
});

test('who closes the last window is away after the grace, or stays to be reached by Telegram', async () => {
  const presence = createPresence(() => new Date(), graceMs);
  const [plain, linked] = [seat(), seat({ telegram: {} })];
  for (const { _id } of [plain, linked]) presence.connected(workspaceId, _id, 'one').leave();

  expect([presence.availabilityOf(plain), presence.availabilityOf(linked)]).toEqual(['available', 'available']);
  await vi.waitFor(() => expect(presence.availabilityOf(plain)).toBe('away'));
  expect(presence.availabilityOf(linked)).toBe('available');
});

test('a reload is no absence: nobody hears of a window that comes back within the grace', async () => {
  const presence = createPresence(() => new Date(), graceMs);
  const [reloading, leaving] = [seat(), seat()];
  const heard: PresenceChange[] = [];
  presence.connected(workspaceId, reloading._id, 'one').leave();
  presence.connected(workspaceId, leaving._id, 'one').leave();
  presence.onChange((change) => heard.push(change));

  presence.connected(workspaceId, reloading._id, 'two');

  await vi.waitFor(() => expect(heard).toEqual([{ workspaceId: workspaceId.toHexString(), agentId: leaving._id.toHexString() }]));
});

test('a device that connects again before its old connection ended is not taken away by that end', () => {
  const presence = createPresence(() => new Date(), graceMs);
  const agent = seat();
  const old = presence.connected(workspaceId, agent._id, 'one');
  presence.connected(workspaceId, agent._id, 'one');

  old.leave();

  expect(presence.availabilityOf(agent)).toBe('available');
});

test('an agent without windows and Telegram is away', () => {
  const presence = createPresence(() => new Date());

  expect([presence.availabilityOf(seat()), presence.availabilityOf(seat({ telegram: {} }))]).toEqual(['away', 'available']);
});
