import { expect, test } from 'vitest';
import { systemActor } from '../core/actor.ts';
import { connectConsole, removeConsole } from '../domain/console/connect.ts';
import { getConsole } from '../domain/console/get-console.ts';
import { Console, consoleIdOf } from '../domain/console/model.ts';
import { webhookSecretPlace } from '../domain/console/secrets.ts';
import { buildWorkspace } from '../test/factories.ts';
import { useHub } from '../test/start-hub.ts';
import { openConsole } from './console.fixture.ts';

const environmentToken = '4242:environment-environment-environment';
const hubUnderTest = useHub({ HUB_CONSOLE_TOKEN: environmentToken, PUBLIC_URL: 'https://hub.example.com' });

test("HUB_CONSOLE_TOKEN fills the first workspace's console; one that an admin connected stays", async () => {
  const { hub, telegram, workspaceId } = hubUnderTest();
  telegram.createBot({ username: 'environment_bot', token: environmentToken });
  const look = () => hub.wake.ring('console', { workspaceId: workspaceId.toHexString() });
  look();
  await expect
    .poll(() => Console.findById(consoleIdOf(workspaceId)).lean(), { timeout: 20_000 })
    .toMatchObject({
      username: 'environment_bot',
      isFromEnvironment: true,
    });

  const own = telegram.createBot({ username: 'own_bot' });
  await connectConsole(hub, systemActor(workspaceId), { botToken: own.token, delivery: 'polling' });
  look();
  await expect.poll(async () => (await getConsole({ workspaceId })).health.state, { timeout: 20_000 }).toBe('ok');
  expect((await getConsole({ workspaceId })).username).toBe('own_bot');
});

test('a revoked token is told to the admin, and a new one sets the console to work', async () => {
  const { telegram } = hubUnderTest();
  const world = await openConsole(hubUnderTest());
  await expect.poll(async () => (await world.record()).health.state, { timeout: 20_000 }).toBe('ok');
  await Console.updateOne(
    { _id: consoleIdOf(world.workspaceId) },
    {
      $set: {
        sealedToken: hubUnderTest().hub.secrets.seal('77:revoked', {
          workspaceId: world.workspaceId.toHexString(),
          field: 'console.token',
        }),
      },
      $inc: { version: 1 },
    },
  );
  hubUnderTest().hub.wake.ring('console', { workspaceId: world.workspaceId.toHexString() });

  await expect
    .poll(async () => (await world.record()).health, { timeout: 20_000 })
    .toMatchObject({ state: 'failed', reason: 'Unauthorized' });
  await expect.poll(async () => (await world.record()).alerts).toMatchObject([{ kind: 'token-refused' }]);
  await world.connect();
  await expect.poll(async () => (await world.record()).health.state, { timeout: 20_000 }).toBe('ok');
  expect((await world.record()).alerts).toEqual([]);
  expect(telegram.pendingUpdates(world.team)).toBe(0);
});

test('updates by webhook are taken from Telegram alone, and each once', async () => {
  const { hub, telegram, url } = hubUnderTest();
  const { _id: workspaceId } = await buildWorkspace(hub);
  const team = telegram.createBot({ username: 'pushed_bot' });
  await connectConsole(hub, systemActor(workspaceId), { botToken: team.token, delivery: 'webhook' });
  await expect.poll(async () => (await getConsole({ workspaceId })).health.state, { timeout: 20_000 }).toBe('ok');
  const { _id, sealedWebhookSecret } = await getConsole({ workspaceId });
  const secret = hub.secrets.open(sealedWebhookSecret, webhookSecretPlace(workspaceId));
  const stranger = telegram.createUser({ firstName: 'Eve' });
  stranger.openDeepLink(team);
  const message = {
    message_id: 5,
    date: 1,
    chat: { id: stranger.id, type: 'private', first_name: 'Eve' },
    from: { id: stranger.id, is_bot: false, first_name: 'Eve' },
    text: 'hello?',
  };
  const post = (consoleId: string, headers: Record<string, string>, body: unknown = { update_id: 9, message }) =>
    fetch(`${url}/webhooks/console/${consoleId}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const authentic = { 'x-telegram-bot-api-secret-token': secret };

  expect((await post(_id.toHexString(), {})).status).toBe(401);
  expect((await post(_id.toHexString(), { 'x-telegram-bot-api-secret-token': 'guess' })).status).toBe(401);
  expect((await post('0'.repeat(24), authentic)).status).toBe(404);
  expect((await post(_id.toHexString(), authentic, { no: 'update' })).status).toBe(400);
  const answers = () => telegram.transcript(stranger.chatWith(team)).filter(({ from }) => from.isBot);
  expect(answers()).toHaveLength(0);
  for (let times = 0; times < 3; times += 1) expect((await post(_id.toHexString(), authentic)).status).toBe(200);
  expect(answers()).toHaveLength(1);
  await removeConsole(hub, systemActor(workspaceId));
});
