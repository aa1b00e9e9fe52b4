import { pino } from 'pino';
import { permission } from '../api/permissions.ts';
import { environment, loadConfig } from '../config.ts';
import { systemActor } from '../core/actor.ts';
import { createAccessToken } from '../domain/access-token/create-access-token.ts';
import { addChannel } from '../domain/channel/add.ts';
import { createWorkspace } from '../domain/workspace/create-workspace.ts';
import { startHub } from '../start.ts';
import { answerQuestions, createCpuMeter, microseconds, type Moments, type ServerReport, type Target } from './protocol.ts';

/** A whole hub as `npm start` runs it, with one more listener that notes when it hears of a message. */
const channelCount = 4;
const heard: Moments = [];
const conversations = new Set<string>();
const cpu = createCpuMeter();
let tokens: string[] = [];
let url = '';

answerQuestions(async (question) => (question === 'start' ? start() : question === 'conversations' ? target() : report()));

const inbound: Target['inbound'] = [];

async function start(): Promise<Target> {
  const running = await startHub(loadConfig(environment), { log: pino({ level: 'warn' }, process.stderr) });
  const { hub } = running;
  url = running.url;
  hub.facts.on('message.received', 'bench', ({ data }) => {
    heard.push([data.message.text, microseconds()]);
    conversations.add(data.conversation.id);
  });
  const { _id: workspaceId } = await createWorkspace(hub, { name: 'Bench', timeZone: 'UTC', language: 'en' });
  const actor = systemActor(workspaceId);
  for (let at = 1; at <= channelCount; at += 1) {
    const webhookSecret = `secret${at}`;
    const { _id } = await addChannel(hub, actor, {
      provider: 'telegram',
      settings: { botToken: `${at}:bench`, mode: 'webhook', webhookSecret },
    });
    inbound.push({ url: `${url}/webhooks/${_id.toHexString()}`, headers: { 'x-telegram-bot-api-secret-token': webhookSecret } });
    const { token } = await createAccessToken(hub, actor, { name: `bench ${at}`, scopes: permission.options, expiresAt: null });
    tokens = [...tokens, token];
  }
  return target();
}

async function target(): Promise<Target> {
  const outbound = [...conversations].map((id, at) => ({
    url: `${url}/api/v1/conversations/${id}/messages`,
    headers: { authorization: `Bearer ${tokens[at % tokens.length] ?? ''}` },
  }));
  return { inbound, outbound };
}

async function report(): Promise<ServerReport> {
  return { heard: heard.splice(0), cpuSeconds: cpu() };
}
