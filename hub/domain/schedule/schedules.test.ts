import { expect, test, vi } from 'vitest';
import { createClient } from '../../api/client.ts';
import { createSchedule, deleteSchedule, listSchedules, updateSchedule } from '../../api/team/schedules.ts';
import { getWidget, updateWidget } from '../../api/widget/settings.ts';
import { visit } from '../../realtime/widget/visitor.fixture.ts';
import { signIn } from '../../test/factories.ts';
import { useHub } from '../../test/start-hub.ts';
import { AuditEntry } from '../audit/model.ts';

const hub = useHub();
const patience = { timeout: 20_000, interval: 50 };
const day = [{ from: '09:00', to: '18:00' }];
const always = [{ from: '00:00', to: '24:00' }];
const never = Array.from({ length: 7 }, () => []);
const office = { name: 'Office', timeZone: 'Europe/Berlin', week: [day, day, day, day, day, [], []], holidays: [] };

test('a schedule is made, listed by name, changed in parts and deleted over REST; each is in the audit log', async () => {
  const { call } = hub().client;
  const made = await call(createSchedule, { body: office });
  const other = await call(createSchedule, { body: { ...office, name: 'A night shift' } });

  const christmas = { date: '2026-12-25', name: 'Christmas', isYearly: true, intervals: [] };
  const changed = await call(updateSchedule, { params: { scheduleId: made.id }, body: { holidays: [christmas] } });

  expect(changed).toEqual({ ...made, holidays: [christmas] });
  expect((await call(listSchedules, { query: {} })).items.map(({ name }) => name)).toEqual(['A night shift', 'Office']);
  const page = await call(listSchedules, { query: { limit: 1 } });
  expect((await call(listSchedules, { query: { cursor: page.nextCursor ?? '' } })).items).toEqual([changed]);
  for (const { id: scheduleId } of [made, other]) await call(deleteSchedule, { params: { scheduleId } });
  expect((await call(listSchedules, { query: {} })).items).toEqual([]);
  const actions = (await AuditEntry.find({ 'target.id': made.id }).sort({ _id: 1 }).lean()).map(({ action }) => action);
  expect(actions).toEqual(['schedule.created', 'schedule.updated', 'schedule.deleted']);
});

test.each([
  ['six days', { week: office.week.slice(1) }],
  ['hours that end before they begin', { week: [[{ from: '18:00', to: '09:00' }], ...office.week.slice(1)] }],
  ['hours that overlap', { week: [[...day, { from: '17:00', to: '19:00' }], ...office.week.slice(1)] }],
  ['no time', { week: [[{ from: '9:00', to: '25:00' }], ...office.week.slice(1)] }],
  ['no zone', { timeZone: 'Mars/Olympus' }],
  ['no date', { holidays: [{ date: '2026-02-30', name: '', isYearly: false, intervals: [] }] }],
  ['no name', { name: ' ' }],
])('%s are refused', async (_what, wrong) => {
  await expect(hub().client.call(createSchedule, { body: { ...office, ...wrong } })).rejects.toMatchObject({ code: 'request.invalid' });
});

test('agents may read them and not change them; one that is gone, or of another workspace, is unknown', async () => {
  const { id: scheduleId } = await hub().client.call(createSchedule, { body: office });
  const seat = await hub().addAgent({ role: 'agent' });
  const { call } = createClient({
    baseUrl: hub().url,
    headers: await signIn(hub().hub, seat.user._id),
    workspaceId: hub().workspaceId.toHexString(),
  });

  expect((await call(listSchedules, { query: {} })).items).toHaveLength(1);
  await expect(call(updateSchedule, { params: { scheduleId }, body: { name: 'Mine' } })).rejects.toMatchObject({ status: 403 });
  await hub().client.call(deleteSchedule, { params: { scheduleId } });
  for (const gone of [scheduleId, 'a'.repeat(24)]) {
    const params = { scheduleId: gone };
    await expect(hub().client.call(updateSchedule, { params, body: { name: 'x' } })).rejects.toMatchObject({ code: 'schedule.unknown' });
    await expect(hub().client.call(deleteSchedule, { params })).rejects.toMatchObject({ code: 'schedule.unknown' });
  }
});

test("visitors hear at once what the widget's schedule makes of the hour; without it the widget is always open", async () => {
  const { call } = hub().client;
  const { id: scheduleId } = await call(createSchedule, { body: { ...office, week: never } });
  const socket = await (await visit(hub())).connect();

  const hears = (isOpen: boolean) => vi.waitFor(() => expect(socket.heard('team').at(-1)?.isOpen).toBe(isOpen), patience);
  await call(updateWidget, { body: { scheduleId } });
  await hears(false);
  await call(updateSchedule, { params: { scheduleId }, body: { week: Array.from({ length: 7 }, () => always) } });
  await hears(true);
  await call(updateSchedule, { params: { scheduleId }, body: { week: never } });
  await hears(false);
  await call(deleteSchedule, { params: { scheduleId } });

  await hears(true);
  expect((await call(getWidget)).settings.scheduleId).toBeNull();
});
