import { describe, expect, test } from 'vitest';
import { permission } from '../api/permissions.ts';
import { getTokenActor } from '../domain/access-token/token-actor.ts';
import { Channel } from '../domain/channel/model.ts';
import { logIn } from '../domain/user/log-in.ts';
import { createLoginThrottle } from '../domain/user/login-throttle.ts';
import { Workspace } from '../domain/workspace/model.ts';
import { useDatabase } from '../test/database.ts';
import { buildWorkspace, testPassword } from '../test/factories.ts';
import { type CliWorld, setupArgs, useCli } from './run-cli.fixture.ts';

useDatabase({ isSharedByProcesses: true });

const cli = useCli();
const run: CliWorld['run'] = (...given) => cli().run(...given);

describe('setup', () => {
  test('makes the owner and a workspace, and its last line is JSON with a token that may do everything', async () => {
    const asWritten = { input: `${testPassword}\n`, fromSources: true };
    const { code, json } = await run([...setupArgs, '--time-zone', 'Europe/Berlin'], asWritten);

    expect(code).toBe(0);
    const workspace = await Workspace.findOne().orFail().lean();
    expect(workspace).toMatchObject({ name: 'Acme', timeZone: 'Europe/Berlin' });
    expect(json).toMatchObject({ workspaceId: workspace._id.toHexString(), widgetKey: workspace.widgetKey });
    const { accessToken } = json as { accessToken: string };
    expect(await getTokenActor(cli().hub, accessToken)).toMatchObject({
      workspaceId: workspace._id,
      permissions: new Set(permission.options),
    });
    await logIn(cli().hub, createLoginThrottle(), '127.0.0.1', { email: 'owner@example.com', password: testPassword });
  });

  test('refuses once there is an owner, unless another workspace is asked for', async () => {
    await cli().setUp();

    const again = await cli().setUp();
    const another = await run([...setupArgs.slice(0, -1), 'Second', '--another'], { input: testPassword });

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
    await buildWorkspace(cli().hub);
    const bot = cli().telegram.createBot({ username: 'support_cli_bot' });

    const added = await run(['channel', 'add', 'telegram', '--name', 'Support', '--set', 'botToken=-', '--json'], {
      input: `${bot.token}\n`,
    });
    const listed = await run(['channel', 'list']);
    const { id } = added.json as { id: string };
    const tested = await run(['channel', 'test', id, '--json']);

    expect(added.code).toBe(0);
    expect(added.json).toMatchObject({ name: 'Support', webhookUrl: `http://localhost:3000/webhooks/${id}`, health: { state: 'ok' } });
    expect(listed.stdout).toMatch(
      /^ID +PROVIDER +NAME +ACCOUNT +HEALTH +LAST IN .*REASON\n[0-9a-f]{24} +telegram +Support +support_cli_bot +ok\s*\n$/,
    );
    expect([tested.code, tested.json]).toMatchObject([0, { health: { state: 'ok' } }]);
    expect(JSON.stringify(await Channel.find().lean())).not.toContain(bot.token);
  });

  test('pause, resume, sign-in and disconnect do to any account what the admin does', async () => {
    await buildWorkspace(cli().hub);
    const bot = cli().telegram.createBot({ username: 'paused_cli_bot' });
    const added = await run(['channel', 'connect', 'telegram', '--set', 'botToken=-', '--json'], { input: `${bot.token}\n` });
    const { id } = added.json as { id: string };

    const paused = await run(['channel', 'pause', id, '--json']);
    const resumed = await run(['channel', 'resume', id, '--json']);
    const signedIn = await run(['channel', 'sign-in', id, '--json']);
    const signedOut = await run(['channel', 'sign-out', id]);
    const gone = await run(['channel', 'disconnect', id, '--json']);
    const unofficial = await run(['channel', 'add', 'whatsapp-web']);

    expect([paused.json, resumed.json, signedIn.json]).toMatchObject([
      { health: { state: 'paused' } },
      { health: { state: 'ok' } },
      { health: { state: 'ok' } },
    ]);
    expect([signedOut.code, signedOut.stderr]).toEqual([1, expect.stringContaining('does not wait for that')]);
    expect(gone.json).toEqual({ id, disconnected: true });
    expect(unofficial.stderr).toMatch(/may close the account\.\nSign in next.* channel sign-in [0-9a-f]{24}\n$/);
    expect(await Channel.findById(id).lean()).toHaveProperty('removedAt');
  });

  test('settings says what customers are told by itself, and changes it a language at a time', async () => {
    await buildWorkspace(cli().hub);
    const bot = cli().telegram.createBot({ username: 'settings_cli_bot' });
    const added = await run(['channel', 'add', 'telegram', '--set', 'botToken=-', '--json'], { input: `${bot.token}\n` });
    const settings = ['channel', 'settings', (added.json as { id: string }).id];

    const untouched = await run([...settings, '--json']);
    await run([...settings, '--greeting-en', 'Hello', '--closed-notice-en', 'Closed', '--commands', 'on']);
    const changed = await run([...settings, '--greeting-ru', 'Привет', '--closed-notice-en', '', '--json']);

    expect(untouched.json).toMatchObject({ greeting: null, closedNotice: null, commands: false, privacy: null });
    expect(changed.json).toMatchObject({ greeting: { en: 'Hello', ru: 'Привет' }, closedNotice: null, commands: true, privacy: null });
  });

  test("a refused token is one line with the provider's words and leaves no channel", async () => {
    await buildWorkspace(cli().hub);

    const { code, stderr, stdout } = await run([
      'channel',
      'add',
      'telegram',
      '--set',
      'botToken=123456:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    ]);

    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^error: The provider refused these credentials\. It said: Unauthorized.*\n$/);
    expect(await Channel.countDocuments()).toBe(0);
  });

  test('an unknown provider, a missing setting and a second workspace are each told', async () => {
    await buildWorkspace(cli().hub, { name: 'One' });
    const { stderr } = await run(['channel', 'add', 'pigeon']);
    expect(stderr).toContain('there is telegram');
    expect(stderr).not.toContain('widget');
    expect((await run(['channel', 'add', 'telegram'])).stderr).toContain('botToken');

    await buildWorkspace(cli().hub, { name: 'Two' });
    const unclear = await run(['channel', 'list']);
    expect([unclear.code, unclear.stderr]).toEqual([2, expect.stringMatching(/--workspace.*One.*Two/)]);
    expect((await run(['channel', 'list', '--workspace', 'Two'])).code).toBe(0);
  });
});

test("console set connects the team's bot, and link-telegram gives an agent the way to it", async () => {
  await cli().setUp();
  const bot = cli().telegram.createBot({ username: 'team_cli_bot' });

  const connected = await run(['channel', 'add', 'console', '--set', `botToken=${bot.token}`, '--json']);
  const link = await run(['agent', 'link-telegram', 'owner@example.com', '--json']);

  expect(connected.json).toMatchObject({ bot: { username: 'team_cli_bot' }, mode: 'private' });
  expect(link.json).toMatchObject({ url: expect.stringMatching(/^https:\/\/t\.me\/team_cli_bot\?start=[\w-]{43}$/) });
});

test('token create makes a token with the scopes named', async () => {
  const { _id: workspaceId } = await buildWorkspace(cli().hub);

  const { json, code } = await run(['token', 'create', '--name', 'crm', '--scopes', 'contact.view, conversation.view', '--json']);
  const wrong = await run(['token', 'create', '--name', 'crm', '--scopes', 'contact.view,everything']);

  expect(code).toBe(0);
  const { token } = json as { token: string };
  expect(await getTokenActor(cli().hub, token)).toMatchObject({ workspaceId, permissions: new Set(['contact.view', 'conversation.view']) });
  expect([wrong.code, wrong.stderr]).toEqual([2, 'error: --scopes: everything is no scope; --help lists them\n']);
});

test('agent invite prints a link', async () => {
  await buildWorkspace(cli().hub);

  const { json } = await run(['agent', 'invite', '--email', 'Anna@Example.com', '--role', 'admin', '--json']);

  expect(json).toMatchObject({
    email: 'anna@example.com',
    role: 'admin',
    link: expect.stringMatching(/^http:\/\/localhost:3000\/invite\/[\w-]{43}$/),
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
    const { code, stderr } = await run(['channel', 'list'], { environment: { MONGODB_URI: 'postgres://x' } });

    expect([code, stderr]).toEqual([1, expect.stringMatching(/^error: .*MONGODB_URI.*\n$/)]);
  });

  test('--help is on standard output with exit code 0 and has examples', async () => {
    const { code, stdout, stderr } = await run(['channel', 'add', '--help']);

    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Examples:');
    expect(stdout).toContain('--json');
  });
});
