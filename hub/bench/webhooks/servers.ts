import { createHmac, timingSafeEqual } from 'node:crypto';
import express from 'express';
import mongoose from 'mongoose';
import { pino } from 'pino';
import { environment, loadConfig } from '../../config.ts';
import { ObjectId } from '../../core/ids.ts';
import { Channel } from '../../domain/channel/model.ts';
import { sealSettings } from '../../domain/channel/settings.ts';
import { createWorkspace } from '../../domain/workspace/create-workspace.ts';
import { listen } from '../../http/listen.ts';
import { startHub } from '../../start.ts';
import { answerQuestions } from '../protocol.ts';
import { webhookKinds } from './payloads.ts';

/** Where a provider's webhooks go: at the hub, and at the bare floor. */
export type WebhookAddresses = Record<string, { hub: string; floor: string }>;

answerQuestions(start);

/** A hub with a channel of each provider, put into its database as they are kept: nothing has to be asked of a provider for that. */
async function start(): Promise<WebhookAddresses> {
  const { hub, url } = await startHub(loadConfig(environment), { log: pino({ level: 'silent' }) });
  const { _id: workspaceId } = await createWorkspace(hub, { name: 'Bench', timeZone: 'UTC', language: 'en' });
  const floor = await startFloor();
  const addresses: WebhookAddresses = {};
  for (const { provider, settings } of webhookKinds) {
    const _id = new ObjectId();
    const at = hub.now();
    const sealedSettings = sealSettings(hub, { workspaceId, channelId: _id }, settings);
    const kept = { name: provider, health: { state: 'ok', at }, createdAt: at } as const;
    await Channel.create({ _id, workspaceId, provider, sealedSettings, ...kept });
    addresses[provider] = { hub: `${url}/webhooks/${_id.toHexString()}`, floor };
  }
  return addresses;
}

/** The least a receiver must do: the raw body, a signature over it, JSON, one insert, an answer. */
async function startFloor(): Promise<string> {
  const messages = mongoose.connection.collection('benchWebhooks');
  const app = express();
  app.post('/in', express.raw({ type: () => true }), async (request, response) => {
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const sign = () => createHmac('sha256', 'floor').update(bytes).digest();
    if (!timingSafeEqual(sign(), sign())) return void response.status(401).end();
    await messages.insertOne({ payload: JSON.parse(bytes.toString('utf8')) as object, createdAt: new Date() });
    response.type('json').send('{}');
  });
  const { port } = await listen(app, { port: 0, host: '127.0.0.1' });
  return `http://127.0.0.1:${port}/in`;
}
