import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTelegramEmulator, type TelegramEmulator } from '../../bots/emulators/telegram/emulator.ts';
import { listConversations } from '../api/conversations.ts';
import { permission } from '../api/permissions.ts';
import { loadConfig } from '../config.ts';
import { createHub } from '../create-hub.ts';
import type { Hub } from '../core/hub.ts';
import { loadSecrets } from '../core/load-secrets.ts';
import { createLog } from '../core/log.ts';
import { getTokenActor } from '../domain/access-token/token-actor.ts';
import { Channel } from '../domain/channel/model.ts';
import { Contact } from '../domain/contact/model.ts';
import { buildTalk } from '../domain/data/talk.fixture.ts';
import { logIn } from '../domain/user/log-in.ts';
import { createLoginThrottle } from '../domain/user/login-throttle.ts';
import { listen } from '../http/listen.ts';
import { Workspace } from '../domain/workspace/model.ts';
import { testDatabaseUri, useDatabase } from '../test/database.ts';
import { buildWorkspace, testPassword } from '../test/factories.ts';
import { createTestHub, startHttp, testRoutes } from '../test/start-http.ts';
import { Receipt } from '../inbound/receipts.ts';
import { ObjectId } from '../core/ids.ts';
import { runCli } from './run-cli.fixture.ts';

useDatabase();

let folder: string;
let telegram: TelegramEmulator;
let environment: Record<string, string>;
/** The hub as the command line sees it: same database, files and secrets. */
let hub: Hub;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hubbub-test-cli-'));
  telegram = await startTelegramEmulator();
  environment = { MONGODB_URI: testDatabaseUri(), HUB_DATA_DIR: folder, TELEGRAM_API_ROOT: telegram.url };
});
beforeEach(async () => {
  const config = loadConfig(environment);
  hub = createHub({ config, log: createLog('silent'), secrets: await loadSecrets(config), baseUrl: () => 'http://hub.test' });
});
afterAll(async () => {
  await telegram.stop();
  await rm(folder, { recursive: true, force: true });
});

const run = (args: string[], input?: string) => runCli(args, { environment, ...(input !== undefined && { input }) });
const setup = ['setup', '--email', 'Owner@Example.com', '--password', '-', '--workspace', 'Acme'];

describe('setup', () => {
  test('makes the owner and a workspace, and its last line is JSON with a token that may do everything', async () => {
    const { code, json } = await run([...setup, '--time-zone', 'Europe/Berlin'], `${testPassword}\n`);

    expect(code).toBe(0);
    const workspace = await Workspace.findOne().orFail().lean();
    expect(workspace).toMatchObject({ name: 'Acme', timeZone: 'Europe/Berlin' });
    expect(json).toMatchObject({ workspaceId: workspace._id.toHexString(), widgetKey: workspace.widgetKey });
    const { accessToken } = json as { accessToken: string };
    expect(await getTokenActor(hub, accessToken)).toMatchObject({ workspaceId: workspace._id, permissions: new Set(permission.options) });
    await logIn(createLoginThrottle(), '127.0.0.1', { email: 'owner@example.com', password: testPassword });
  });

  test('refuses once there is an owner, unless another workspace is asked for', async () => {
    await run(setup, testPassword);

    const again = await run(setup, testPassword);
    const another = await run([...setup.slice(0, -1), 'Second', '--another'], testPassword);

    expect([again.code, again.stdout, another.code]).toEqual([1, '', 0]);
    expect(again.stderr).toMatch(/^error: The hub is set up already.*--another\.\n$/);
    expect(await Workspace.countDocuments()).toBe(2);
  });

  test('says everything that is wrong with its options, on one line, with exit code 2', async () => {
    const { code, stderr } = await run(['setup', '--email', 'nobody', '--password', 'x', '--workspace', 'W', '--time-zone', 'Mars']);

    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: --email: .*; --time-zone: .*\n$/);
  });
});

describe('channel', () => {
  test('add checks the account with the provider and seals its settings; list and test show it', async () => {
    await buildWorkspace(hub);
    const bot = telegram.createBot({ username: 'support_cli_bot' });

    const added = await run(['channel', 'add', 'telegram', '--name', 'Support', '--set', 'botToken=-', '--json'], `${bot.token}\n`);
    const listed = await run(['channel', 'list']);
    const { id } = added.json as { id: string };
    const tested = await run(['channel', 'test', id, '--json']);

    expect(added.code).toBe(0);
    expect(added.json).toMatchObject({ name: 'Support', webhookUrl: `http://localhost:3000/webhooks/${id}`, health: { state: 'ok' } });
    expect(listed.stdout).toMatch(/^ID +PROVIDER +NAME +ACCOUNT +HEALTH +REASON\n[0-9a-f]{24} +telegram +Support +support_cli_bot +ok\n$/);
    expect([tested.code, tested.json]).toMatchObject([0, { health: { state: 'ok' } }]);
    expect(JSON.stringify(await Channel.find().lean())).not.toContain(bot.token);
  });

  test("a refused token is one line with the provider's words and leaves no channel", async () => {
    await buildWorkspace(hub);

    const { code, stderr, stdout } = await run([
      'channel',
      'add',
      'telegram',
      '--set',
      'botToken=123456:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    ]);

    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^error: The provider refused these credentials.*Unauthorized.*\n$/);
    expect(await Channel.countDocuments()).toBe(0);
  });

  test('an unknown provider, a missing setting and a second workspace are each told', async () => {
    await buildWorkspace(hub, { name: 'One' });
    expect((await run(['channel', 'add', 'pigeon'])).stderr).toContain('there is telegram');
    expect((await run(['channel', 'add', 'telegram'])).stderr).toContain('botToken');

    await buildWorkspace(hub, { name: 'Two' });
    const unclear = await run(['channel', 'list']);
    expect([unclear.code, unclear.stderr]).toEqual([2, expect.stringMatching(/--workspace.*One.*Two/)]);
    expect((await run(['channel', 'list', '--workspace', 'Two'])).code).toBe(0);
  });
});

test("console set connects the team's bot, and link-telegram gives an agent the way to it", async () => {
  await run(setup, testPassword);
  const bot = telegram.createBot({ username: 'team_cli_bot' });

  const connected = await run(['channel', 'add', 'console', '--set', `botToken=${bot.token}`, '--json']);
  const link = await run(['agent', 'link-telegram', 'owner@example.com', '--json']);

  expect(connected.json).toMatchObject({ bot: { username: 'team_cli_bot' }, mode: 'private' });
  expect(link.json).toMatchObject({ url: expect.stringMatching(/^https:\/\/t\.me\/team_cli_bot\?start=[\w-]{43}$/) });
});

test('token create makes a token with the scopes named', async () => {
  const { _id: workspaceId } = await buildWorkspace(hub);

  const { json, code } = await run(['token', 'create', '--name', 'crm', '--scopes', 'contact.view, conversation.view', '--json']);
  const wrong = await run(['token', 'create', '--name', 'crm', '--scopes', 'contact.view,everything']);

  expect(code).toBe(0);
  const { token } = json as { token: string };
  expect(await getTokenActor(hub, token)).toMatchObject({ workspaceId, permissions: new Set(['contact.view', 'conversation.view']) });
  expect([wrong.code, wrong.stderr]).toEqual([2, 'error: --scopes: everything is no scope; --help lists them\n']);
});

test('agent invite prints a link', async () => {
  await buildWorkspace(hub);

  const { json } = await run(['agent', 'invite', '--email', 'Anna@Example.com', '--role', 'admin', '--json']);

  expect(json).toMatchObject({
    email: 'anna@example.com',
    role: 'admin',
    link: expect.stringMatching(/^http:\/\/localhost:3000\/invite\/[\w-]{43}$/),
  });
});

describe('export', () => {
  test('writes a folder whose manifest names each file with its sum, without secrets or links', async () => {
    const { _id: workspaceId } = await buildWorkspace(hub);
    const ann = await buildTalk(hub, workspaceId, { name: 'Annegret', chatId: '700100' });
    await buildTalk(hub, workspaceId, { name: 'Boris', chatId: '700200', messages: 1 });
    const to = join(folder, 'backup');

    const { code, json, stderr } = await run(['export', '--to', to, '--files', '--json']);

    expect([code, stderr]).toEqual([0, expect.stringContaining('Conversations: 2 of 2')]);
    expect(json).toEqual(JSON.parse(await readFile(join(to, 'manifest.json'), 'utf8')));
    const { kinds } = json as { kinds: Record<string, { records: number; file: string; sha256: string }> };
    expect(Object.entries(kinds).map(([kind, { records }]) => [kind, records])).toEqual([
      ['workspace', 1],
      ['channels', 2],
      ['contacts', 2],
      ['identities', 2],
      ['conversations', 2],
      ['messages', 3],
      ['files', 3],
    ]);
    const written = await Promise.all(Object.values(kinds).map(({ file }) => readFile(join(to, file), 'utf8')));
    expect(written.map((text) => createHash('sha256').update(text).digest('hex'))).toEqual(
      Object.values(kinds).map(({ sha256 }) => sha256),
    );
    expect(written.join('')).not.toMatch(/sealed|signature=|tokenHash|"key"/);
    const first = JSON.parse((written[5] ?? '').split('\n')[0] ?? '') as { text: string; attachments: { file: string }[] };
    expect(first.text).toBe('Annegret says 1');
    expect(await readFile(join(to, first.attachments[0]?.file ?? ''), 'utf8')).toBe('Annegret file 1');
    expect(await readdir(join(to, 'files'))).toHaveLength(ann.files.length + 1);
  });

  test('writes one contact to standard output, a record a line or as one document', async () => {
    const { _id: workspaceId } = await buildWorkspace(hub);
    const ann = await buildTalk(hub, workspaceId, { name: 'Annegret', chatId: '700100' });
    await buildTalk(hub, workspaceId, { name: 'Boris', chatId: '700200' });
    const contact = ann.contact._id.toHexString();

    const lines = await run(['export', '--contact', contact]);
    const document = await run(['export', '--contact', contact, '--format', 'json']);

    const kinds = lines.stdout
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { kind: string }).kind);
    expect(kinds).toEqual([
      'workspace',
      'channels',
      'channels',
      'contacts',
      'identities',
      'conversations',
      'messages',
      'messages',
      'manifest',
    ]);
    expect(document.json).toMatchObject({
      contacts: [{ name: 'Annegret' }],
      messages: [{ seq: 1 }, { seq: 2 }],
      manifest: { contactId: contact },
    });
    expect(lines.stdout).not.toContain('Boris');
  });
});

test('erase-contact erases with --yes only, and tells what it removed', async () => {
  const { _id: workspaceId } = await buildWorkspace(hub);
  const ann = await buildTalk(hub, workspaceId, { name: 'Annegret', chatId: '700100' });
  const contact = ann.contact._id.toHexString();

  const unsure = await run(['erase-contact', contact]);
  expect([unsure.code, await Contact.countDocuments()]).toEqual([2, 1]);

  const erased = await run(['erase-contact', contact, '--yes', '--json']);
  const again = await run(['erase-contact', contact, '--yes', '--json']);

  expect([erased.code, erased.json]).toMatchObject([0, { collections: { contacts: 1, messages: 2, files: 2 } }]);
  expect([again.code, again.stdout]).toEqual([1, '']);
  expect(JSON.parse(again.stderr)).toMatchObject({ error: { code: 'contact.unknown' } });
  expect(await Contact.countDocuments()).toBe(0);
});

test('receipts list shows what could not be read; replay of what still can not fails', async () => {
  const { _id: workspaceId } = await buildWorkspace(hub);
  const { channelId } = await buildTalk(hub, workspaceId, { name: 'Ann', chatId: '1' });
  const _id = new ObjectId();
  await Receipt.create({
    _id,
    workspaceId,
    channelId,
    raw: 'no json',
    reason: 'the body is not JSON',
    state: 'unreadable',
    createdAt: new Date(),
  });

  const listed = await run(['receipts', 'list']);
  const replayed = await run(['receipts', 'replay', '--all', '--json']);
  const unknown = await run(['receipts', 'replay', new ObjectId().toHexString()]);

  expect(listed.stdout).toContain('the body is not JSON');
  expect([replayed.code, replayed.json]).toMatchObject([1, { items: [{ id: _id.toHexString(), state: 'unreadable' }] }]);
  expect([unknown.code, unknown.stderr]).toEqual([1, 'error: There is no such receipt.\n']);
});

test('reset-password lets the user in with the new one only', async () => {
  await run(setup, testPassword);

  const { code } = await run(['reset-password', '--email', 'owner@example.com', '--password', '-'], 'another long password');

  expect(code).toBe(0);
  const throttle = createLoginThrottle();
  await expect(logIn(throttle, '127.0.0.1', { email: 'owner@example.com', password: testPassword })).rejects.toMatchObject({
    code: 'login.refused',
  });
  await logIn(throttle, '127.0.0.1', { email: 'owner@example.com', password: 'another long password' });
});

test('rotate-secrets seals with the newest key what the old one sealed', async () => {
  const { _id: workspaceId } = await buildWorkspace(hub);
  await buildTalk(hub, workspaceId, { name: 'Ann', chatId: '1' });
  const [old] = await loadSecrets(hub.config);
  const HUB_SECRET = `a new secret that is long enough for it,${old ?? ''}`;

  const { json } = await runCli(['rotate-secrets', '--json'], { environment: { ...environment, HUB_SECRET } });

  expect(json).toMatchObject({ fields: [{ collection: 'channels', resealed: 1 }, { resealed: 0 }, { resealed: 0 }] });
});

describe('probe', () => {
  test('measures a hub that is well, through the database with a token', async () => {
    const http = await startHttp(createTestHub(), { routes: testRoutes(createTestHub()) });
    await buildWorkspace(hub);
    const { json } = await run(['token', 'create', '--name', 'probe', '--scopes', listConversations.access, '--json']);

    const probed = await run(['probe', '--url', http.url, '--requests', '3', '--token', (json as { token: string }).token, '--json']);

    expect(probed.code).toBe(0);
    expect(probed.json).toMatchObject({
      probes: [{ path: '/healthz', answer: '200' }, { path: '/readyz', answer: '200' }, { answer: '200' }],
    });
  });

  test('fails on a hub that is not ready and on one that is not there', async () => {
    const database = () => Promise.resolve(false);
    const http = await startHttp(createTestHub(), { routes: [], readiness: { database, jobs: database } });
    const { port, stop } = await listen(() => undefined, { port: 0, host: '127.0.0.1' });
    await stop(0);

    const notReady = await run(['probe', '--url', http.url, '--requests', '1']);
    const away = await run(['probe', '--url', `http://127.0.0.1:${port}`, '--requests', '1']);

    expect([notReady.code, notReady.stdout]).toEqual([1, expect.stringContaining('503')]);
    expect([away.code, away.stdout]).toEqual([1, expect.stringContaining('ECONNREFUSED')]);
  });
});

describe('errors', () => {
  test.each([
    [['nonsense']],
    [['channel', 'test']],
    [['channel', 'test', 'nonsense']],
    [['channel', 'list', '--nonsense']],
    [['export', '--files']],
  ])('%j is one line and exit code 2', async (args) => {
    const { code, stdout, stderr } = await run(args);

    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^error: .+\n$/);
  });

  test('a wrong environment is told with the variable', async () => {
    const { code, stderr } = await runCli(['channel', 'list'], { environment: { ...environment, MONGODB_URI: 'postgres://x' } });

    expect([code, stderr]).toEqual([1, expect.stringMatching(/^error: .*MONGODB_URI.*\n$/)]);
  });

  test('--help is on standard output with exit code 0 and has examples', async () => {
    const { code, stdout, stderr } = await run(['channel', 'add', '--help']);

    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Examples:');
    expect(stdout).toContain('--json');
  });
});
