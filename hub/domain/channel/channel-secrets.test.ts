import { Writable } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { startTelegramEmulator } from '../../../bots/emulators/telegram/emulator.ts';
import { permission } from '../../api/permissions.ts';
import { createLog } from '../../core/log.ts';
import { useDatabase } from '../../test/database.ts';
import { buildToken, buildWorkspace } from '../../test/factories.ts';
import { createTestHub, startHttp, testRoutes } from '../../test/start-http.ts';
import { Channel } from './model.ts';

useDatabase();

/** A hub whose answers and log lines are all kept, with a Telegram in reach. */
async function startListenedHub() {
  const telegram = await startTelegramEmulator();
  onTestFinished(() => telegram.stop());
  const told: string[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      told.push(chunk.toString());
      done();
    },
  });
  const hub = createTestHub({ log: createLog('trace', sink), environment: { TELEGRAM_API_ROOT: telegram.url } });
  const http = await startHttp(hub, { routes: testRoutes(hub) });
  const { _id } = await buildWorkspace(hub);
  const authorization = `Bearer ${await buildToken(hub, _id, permission.options)}`;
  const call = async (method: string, path: string, body?: object) => {
    const answer = await http.request(`/api/v1${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    told.push(text);
    return { status: answer.status, text };
  };
  return { telegram, call, told };
}

test('neither an answer nor a log line ever holds a secret of the settings', async () => {
  const { telegram, call, told } = await startListenedHub();
  const bot = telegram.createBot({ username: 'secret_bot' });
  const refused = '123456:AAE-refused-refused-refused-refused';
  const webhookSecret = 'the_secret_of_the_webhook';

  const added = await call('POST', '/channels', {
    provider: 'telegram',
    settings: { botToken: bot.token, mode: 'polling', webhookSecret },
  });
  expect(added.status).toBe(201);
  const { id } = JSON.parse(added.text) as { id: string };
  expect((await call('POST', '/channels', { provider: 'telegram', settings: { botToken: refused } })).status).toBe(422);
  expect(
    (await call('POST', '/channels', { provider: 'telegram', settings: { botToken: bot.token, webhookSecret, colour: 'red' } })).status,
  ).toBe(422);
  telegram.faults.add({ bot: bot.id, kind: 'cut-before' });
  expect((await call('POST', `/channels/${id}/test`)).status).toBe(200);
  await call('PATCH', `/channels/${id}`, { settings: { botToken: refused } });
  telegram.faults.clear();
  await call('PATCH', `/channels/${id}`, { settings: { webhookSecret } });
  for (const path of ['/channels', `/channels/${id}`, '/audit', '/providers']) await call('GET', path);
  expect((await call('DELETE', `/channels/${id}`)).status).toBe(204);

  const all = told.join('\n') + JSON.stringify(await Channel.find().lean());
  expect(all).toContain(id);
  for (const secret of [bot.token, bot.token.split(':')[1]!, refused, webhookSecret]) expect(all).not.toContain(secret);
});

test('a webhook without a public https address is refused before the provider is asked', async () => {
  const { telegram, call } = await startListenedHub();
  const bot = telegram.createBot({ username: 'hooked_bot' });

  const { status, text } = await call('POST', '/channels', { provider: 'telegram', settings: { botToken: bot.token, mode: 'webhook' } });

  expect([status, text]).toEqual([422, expect.stringContaining('channel.public-url-needed')]);
  expect(telegram.requests.entries).toEqual([]);
});
