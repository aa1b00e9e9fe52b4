import { beforeEach, describe, expect, test } from 'vitest';
import { ObjectId } from '../../core/ids.ts';
import { useDatabase } from '../../test/database.ts';
import { buildUser } from '../../test/factories.ts';
import { createTestHub } from '../../test/start-http.ts';
import { readDevice } from './device.ts';
import { Session } from './model.ts';
import { endSession, findEndedSessions, getSession, listSessions, startSession } from './session.ts';

useDatabase();

let now: Date;
const hub = createTestHub({ now: () => now, environment: { SESSION_DAYS: '30', SESSION_IDLE_DAYS: '14' } });

beforeEach(() => {
  now = new Date();
});

function passDays(days: number): void {
  now = new Date(now.getTime() + days * 86_400_000);
}

async function start(userId: ObjectId) {
  const { token } = await startSession(hub, userId, { ip: '127.0.0.1', userAgent: 'test' });
  return { token, ...(await getSession(hub, token)) };
}

describe('a session', () => {
  test('ends when nobody uses it for its idle days, and use puts that off, but never beyond its last day', async () => {
    const user = await buildUser(hub);
    const [used, left] = [await start(user._id), await start(user._id)];

    passDays(10);
    await getSession(hub, used.token);
    passDays(5);
    await expect(getSession(hub, left.token)).rejects.toMatchObject({ code: 'session.expired' });
    expect((await listSessions(hub, user._id, {})).items.map(({ _id }) => _id)).toEqual([used.sessionId]);
    await getSession(hub, used.token);
    passDays(10);
    await getSession(hub, used.token);
    passDays(6);

    await expect(getSession(hub, used.token)).rejects.toMatchObject({ code: 'session.expired' });
  });

  test('that was begun before there were idle days ends by its last day only', async () => {
    const user = await buildUser(hub);
    const { token, sessionId } = await start(user._id);
    await Session.updateOne({ _id: sessionId }, { $unset: { idleMs: 1, idleUntil: 1 } });

    passDays(29);

    await expect(getSession(hub, token)).resolves.toMatchObject({ sessionId });
    expect((await listSessions(hub, user._id, {})).items).toHaveLength(1);
  });
});

test('whoever holds sockets learns which of their sessions ended: logged out, idle, or never there', async () => {
  const user = await buildUser(hub);
  const idle = await start(user._id);
  passDays(15);
  const [alive, loggedOut] = [await start(user._id), await start(user._id)];
  await endSession(user._id, loggedOut.sessionId);
  const unknown = new ObjectId();

  const ended = await findEndedSessions(hub, [alive.sessionId, loggedOut.sessionId, idle.sessionId, unknown]);

  expect(ended).toEqual([loggedOut.sessionId, idle.sessionId, unknown]);
  expect(await findEndedSessions(hub, [])).toEqual([]);
});

describe('a device is named by browser and system', () => {
  const webKit = 'AppleWebKit/537.36 (KHTML, like Gecko)';

  test.each([
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox', 'Windows'],
    [`Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${webKit} Chrome/138.0.0.0 Safari/537.36`, 'Chrome', 'macOS'],
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webKit} Chrome/138.0.0.0 Safari/537.36 Edg/138.0.0.0`, 'Edge', 'Windows'],
    [`Mozilla/5.0 (X11; Linux x86_64) ${webKit} Chrome/136.0.0.0 YaBrowser/25.6.0 Safari/537.36`, 'Yandex Browser', 'Linux'],
    [`Mozilla/5.0 (Linux; Android 10; K) ${webKit} Chrome/138.0.0.0 Mobile Safari/537.36`, 'Chrome', 'Android'],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile/15E148 Safari/604.1',
      'Safari',
      'iPhone',
    ],
    ['curl/8.5.0', null, null],
    ['', null, null],
  ])('%s', (userAgent, browser, system) => {
    expect(readDevice(userAgent)).toEqual({ browser, system });
  });
});
