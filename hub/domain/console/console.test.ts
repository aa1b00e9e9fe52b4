import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTelegramEmulator, type TelegramEmulator } from '../../../bots/emulators/telegram/emulator.ts';
import type { EmulatedBot } from '../../../bots/emulators/telegram/actors/handles.ts';
import * as api from '../../api/team/consoles.ts';
import type { Client } from '../../api/client.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { useDatabase } from '../../test/database.ts';
import { bearer, buildAgent, buildToken, signIn, type BuiltAgent } from '../../test/factories.ts';
import { createTestHub, startHttp } from '../../test/start-http.ts';
import { Agent } from '../agent/model.ts';
import { AuditEntry } from '../audit/model.ts';
import { raiseAlert, settleAlert } from './alerts.ts';
import { bindGroup, setGroupProblem } from './linking/bind-group.ts';
import { confirmAgentLink, previewAgentLink } from './linking.ts';
import { Console } from './model.ts';
import { ConsoleSend } from './records/send.ts';
import { consoleRoutes } from './routes.ts';

useDatabase();

let telegram: TelegramEmulator;
let bot: EmulatedBot;
let hub: Hub;
let nowMs: number;
let owner: BuiltAgent;
let agent: BuiltAgent;
let asOwner: Client;
let asAgent: Client;

beforeAll(async () => {
  telegram = await startTelegramEmulator();
  bot = telegram.createBot({ username: 'desk_bot', name: 'Desk' });
});
afterAll(() => telegram.stop());

beforeEach(async () => {
  nowMs = Date.now();
  hub = createTestHub({ environment: { TELEGRAM_API_ROOT: telegram.url }, now: () => new Date(nowMs) });
  owner = await buildAgent(hub, { name: 'Olga' });
  agent = await buildAgent(hub, { workspaceId: owner.workspaceId, name: 'Ann', role: 'agent' });
  const http = await startHttp(hub, { routes: consoleRoutes(hub) });
  asOwner = http.client({ headers: await signIn(hub, owner.user._id) });
  asAgent = http.client({ headers: await signIn(hub, agent.user._id) });
});

const connect = () => asOwner.call(api.connectConsole, { body: { botToken: bot.token } });

test('without a console there is none to see', async () => {
  await expect(asOwner.call(api.getConsole)).rejects.toMatchObject({ status: 404, code: 'console.unknown' });
});

test('a token is checked with Telegram, stored sealed, and never shown again', async () => {
  const view = await connect();

  expect(view).toMatchObject({
    bot: { id: String(bot.id), username: 'desk_bot', name: 'Desk' },
    delivery: 'polling',
    mode: 'private',
    health: { state: 'connecting' },
  });
  const stored = JSON.stringify([await Console.find().lean(), await AuditEntry.find().lean(), view]);
  expect(stored).not.toContain(bot.token.split(':')[1]);
});

test("a token that Telegram does not know is refused with Telegram's words, and nothing is stored", async () => {
  await expect(asOwner.call(api.connectConsole, { body: { botToken: '1:wrong' } })).rejects.toMatchObject({
    status: 422,
    code: 'console.refused',
    details: { detail: 'Unauthorized' },
  });
  expect(await Console.countDocuments()).toBe(0);
});

test('when Telegram is out of reach that is said, without the address that holds the token', async () => {
  const away = createTestHub();
  const http = await startHttp(away, { routes: consoleRoutes(away) });
  const client = http.client({ headers: await signIn(away, owner.user._id) });

  const refusal = await client.call(api.connectConsole, { body: { botToken: bot.token } }).catch((error: unknown) => error);

  expect(refusal).toMatchObject({ status: 422, code: 'console.refused', details: { reason: 'away' } });
  expect(JSON.stringify(refusal)).not.toContain(bot.token);
});

test('updates by webhook need a public https address', async () => {
  await expect(asOwner.call(api.connectConsole, { body: { botToken: bot.token, delivery: 'webhook' } })).rejects.toMatchObject({
    code: 'channel.public-url-needed',
  });
});

test('an agent may look but not change', async () => {
  await connect();

  expect(await asAgent.call(api.getConsole)).toMatchObject({ bot: { username: 'desk_bot' } });
  const refused = { status: 403, code: 'permission.missing' };
  await expect(asAgent.call(api.connectConsole, { body: { botToken: bot.token } })).rejects.toMatchObject(refused);
  await expect(asAgent.call(api.removeConsole)).rejects.toMatchObject(refused);
  await expect(asAgent.call(api.createConsoleLink, { body: { agentId: owner.agent._id.toHexString() } })).rejects.toMatchObject(refused);
  await expect(asAgent.call(api.unlinkConsoleAgent, { params: { agentId: owner.agent._id.toHexString() } })).rejects.toMatchObject(refused);
});

test('a link works once, for 15 minutes, and only its hash is kept', async () => {
  await connect();
  const { url, code } = await asAgent.call(api.createConsoleLink);

  expect(url).toBe(`https://t.me/desk_bot?start=${code}`);
  expect((await previewAgentLink(hub, owner.workspaceId, code)).seat.displayName).toBe('Ann');
  await confirmAgentLink(hub, owner.workspaceId, code, { userId: '77', username: 'ann' });
  expect(await asOwner.call(api.getConsole)).toMatchObject({ agents: [{ name: 'Ann', username: 'ann', isReachable: true }] });

  // The same press once more changes nothing; somebody else's is refused.
  await confirmAgentLink(hub, owner.workspaceId, code, { userId: '77' });
  await expect(confirmAgentLink(hub, owner.workspaceId, code, { userId: '78' })).rejects.toMatchObject({ code: 'console.link-invalid' });
  const late = await asAgent.call(api.createConsoleLink);
  nowMs += 15 * 60_000 + 1;
  await expect(previewAgentLink(hub, owner.workspaceId, late.code)).rejects.toMatchObject({ code: 'console.link-invalid' });
});

test('of many who confirm one code at once exactly one is linked', async () => {
  await connect();
  const { code } = await asAgent.call(api.createConsoleLink);

  const outcomes = await Promise.allSettled(
    Array.from({ length: 10 }, (_, index) => confirmAgentLink(hub, owner.workspaceId, code, { userId: String(100 + index) })),
  );

  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('a Telegram account has one seat of a workspace', async () => {
  await connect();
  const links = [await asAgent.call(api.createConsoleLink), await asOwner.call(api.createConsoleLink)];
  await confirmAgentLink(hub, owner.workspaceId, links[0]?.code ?? '', { userId: '77' });

  await expect(confirmAgentLink(hub, owner.workspaceId, links[1]?.code ?? '', { userId: '77' })).rejects.toMatchObject({
    code: 'console.link-invalid',
    details: { reason: 'account-linked' },
  });
});

test('a code of another workspace opens nothing', async () => {
  await connect();
  const { code } = await asAgent.call(api.createConsoleLink);
  const stranger = await buildAgent(hub);

  await expect(previewAgentLink(hub, stranger.workspaceId, code)).rejects.toMatchObject({ code: 'console.link-invalid' });
});

test('an unlinked account is a stranger at once', async () => {
  await connect();
  const { code } = await asAgent.call(api.createConsoleLink);
  await confirmAgentLink(hub, owner.workspaceId, code, { userId: '77' });

  await asOwner.call(api.unlinkConsoleAgent, { params: { agentId: agent.agent._id.toHexString() } });

  expect((await Agent.findById(agent.agent._id).orFail()).telegram).toBeUndefined();
  expect((await asOwner.call(api.getConsole)).agents).toEqual([]);
});

test('an admin puts a colleague on duty', async () => {
  await connect();
  const params = { agentId: agent.agent._id.toHexString() };
  await asOwner.call(api.setConsoleDuty, { params, body: { onDuty: false } });
  await raiseAlert(hub, owner.workspaceId, { kind: 'nobody-on-duty' });

  const view = await asOwner.call(api.setConsoleDuty, { params, body: { onDuty: true } });

  expect((await Agent.findById(agent.agent._id).orFail()).duty.onDuty).toBe(true);
  expect(view.alerts).toEqual([]);
});

test('an alert is counted, not repeated, goes with its cause, and can be dismissed', async () => {
  await connect();
  for (let times = 0; times < 3; times += 1)
    await raiseAlert(hub, owner.workspaceId, { kind: 'agent-unreachable', subject: 'a', detail: 'Ann' });
  await raiseAlert(hub, owner.workspaceId, { kind: 'send-failed', subject: '7' });

  const { alerts } = await asOwner.call(api.getConsole);
  expect(alerts).toMatchObject([{ kind: 'send-failed' }, { kind: 'agent-unreachable', detail: 'Ann', count: 3 }]);
  await settleAlert(hub, owner.workspaceId, 'agent-unreachable', 'a');
  await asOwner.call(api.dismissConsoleAlert, { params: { alertId: alerts[0]?.id ?? '' } });
  expect((await asOwner.call(api.getConsole)).alerts).toEqual([]);
  await expect(asOwner.call(api.dismissConsoleAlert, { params: { alertId: alerts[0]?.id ?? '' } })).rejects.toMatchObject({ status: 404 });
});

test('a group is bound by a code, its problem is shown, and it can be parted from', async () => {
  await connect();
  const { url, code } = await asOwner.call(api.createConsoleGroupLink);
  expect(url).toBe(`https://t.me/desk_bot?startgroup=${code}`);
  const chatId = '-1001';

  await expect(bindGroup(hub, agent.actor, code, { chatId, title: 'Team' })).rejects.toMatchObject({ code: 'permission.missing' });
  await bindGroup(hub, owner.actor, code, { chatId, title: 'Team' });
  await expect(bindGroup(hub, owner.actor, code, { chatId: '-1002', title: 'Other' })).rejects.toMatchObject({
    code: 'console.link-invalid',
  });
  expect(await setGroupProblem(hub, owner.workspaceId, chatId, 'can_manage_topics')).toBe(true);
  expect(await setGroupProblem(hub, owner.workspaceId, chatId, 'can_manage_topics')).toBe(false);

  expect(await asOwner.call(api.getConsole)).toMatchObject({
    mode: 'topics',
    groups: [{ chatId, title: 'Team', problem: 'can_manage_topics' }],
    alerts: [{ kind: 'group-problem', subject: chatId }],
  });
  await asOwner.call(api.removeConsoleGroup, { params: { chatId } });
  expect(await asOwner.call(api.getConsole)).toMatchObject({ groups: [], alerts: [] });
});

test('another bot takes over: what waited for the former one goes, who is linked stays', async () => {
  await connect();
  const other = telegram.createBot({ username: 'other_bot' });
  const { code } = await asAgent.call(api.createConsoleLink);
  await confirmAgentLink(hub, owner.workspaceId, code, { userId: '77' });
  const base = {
    workspaceId: owner.workspaceId,
    botId: String(bot.id),
    chatId: '77',
    kind: 'card',
    inTopic: false,
    seq: 0,
    priority: 2,
    attempts: 0,
  };
  await ConsoleSend.create({ ...base, _id: agent.agent._id, state: 'waiting', version: 1, dueAt: new Date(), createdAt: new Date() });

  const view = await asOwner.call(api.connectConsole, { body: { botToken: other.token } });

  expect(view).toMatchObject({ bot: { username: 'other_bot' }, agents: [{ name: 'Ann' }], outbox: { waiting: 0 } });
});

test('a machine needs an agent to make a link for', async () => {
  await connect();
  const http = await startHttp(hub, { routes: consoleRoutes(hub) });
  const machine = http.client({ headers: bearer(await buildToken(hub, owner.workspaceId)) });

  await expect(machine.call(api.createConsoleLink)).rejects.toMatchObject({ status: 404, code: 'agent.unknown' });
  expect((await machine.call(api.createConsoleLink, { body: { agentId: agent.agent._id.toHexString() } })).code).toHaveLength(43);
});

test('two admins who connect at once make one console', async () => {
  await Promise.all(Array.from({ length: 5 }, connect));

  expect(await Console.countDocuments({ workspaceId: owner.workspaceId })).toBe(1);
  expect(await AuditEntry.countDocuments({ action: 'console.connected' })).toBe(5);
});

test('an admin sets what happens by the clock and which messages of a group go to customers; an agent may not', async () => {
  await connect();
  const group = { chatId: '-1001', title: 'Team', language: 'en', isReplyOnly: false, problem: null } as const;
  await Console.updateOne({ workspaceId: owner.workspaceId }, { $set: { groups: [group] } });
  expect(await asOwner.call(api.getConsole)).toMatchObject({ escalateAfterMinutes: 5, deleteTopicsAfterDays: null });

  expect(await asOwner.call(api.updateConsole, { body: { escalateAfterMinutes: null, deleteTopicsAfterDays: 30 } })).toMatchObject({
    escalateAfterMinutes: null,
    deleteTopicsAfterDays: 30,
    mode: 'private',
  });
  expect(await asOwner.call(api.updateConsoleGroup, { params: { chatId: '-1001' }, body: { isReplyOnly: true } })).toMatchObject({
    groups: [{ chatId: '-1001', isReplyOnly: true }],
  });
  const change = (client: Client, chatId: string) =>
    client.call(api.updateConsoleGroup, { params: { chatId }, body: { isReplyOnly: false } });
  await expect(change(asOwner, '-1002')).rejects.toMatchObject({ code: 'console.unknown' });
  await expect(change(asAgent, '-1001')).rejects.toMatchObject({ code: 'permission.missing' });
  await expect(asOwner.call(api.updateConsole, { body: { escalateAfterMinutes: 0 } })).rejects.toMatchObject({ status: 400 });
});
