import { z } from 'zod';
import { badRequest } from '../../api-error.ts';
import { pollUpdates } from '../../delivery/polling.ts';
import type { Bot } from '../../world/state.ts';
import { method, type Call, type Method } from '../method.ts';
import { flag, integer, json } from '../params.ts';

const kinds = json(z.array(z.string()));
const secretPattern = /^[A-Za-z0-9_-]{1,256}$/;

/** How updates reach the bot. */
export const deliveryMethods: Record<string, Method> = {
  getUpdates: method(
    {
      offset: integer.optional(),
      limit: integer.pipe(z.number().min(1).max(100)).default(100),
      timeout: integer.default(0),
      allowed_updates: kinds.optional(),
    },
    ({ core, bot, signal }, { allowed_updates: allowed, ...poll }) => {
      if (allowed && !bot.inbox.webhook) bot.inbox.allowedUpdates = allowed;
      return pollUpdates(bot, poll, core.knobs, core.random, signal);
    },
  ),
  setWebhook: method(
    {
      url: z.string().default(''),
      secret_token: z.string().optional(),
      max_connections: integer.pipe(z.number().min(1).max(100)).default(40),
      ip_address: z.string().optional(),
      allowed_updates: kinds.optional(),
      drop_pending_updates: flag.default(false),
    },
    (call, parameters) => {
      if (parameters.url === '') return removeWebhook(call, parameters.drop_pending_updates);
      const { secret_token: secretToken, allowed_updates: allowed } = parameters;
      checkUrl(parameters.url, call.world.strictness.allowsHttpWebhooks);
      if (secretToken !== undefined && !secretPattern.test(secretToken)) throw badRequest('secret token contains unallowed characters');
      const { inbox } = call.bot;
      inbox.endPoll?.('terminated by setWebhook request');
      if (parameters.drop_pending_updates) dropPending(call.bot);
      if (allowed) inbox.allowedUpdates = allowed;
      inbox.webhook = { url: parameters.url, secretToken, maxConnections: parameters.max_connections, ipAddress: parameters.ip_address };
      call.core.restartPusher(call.bot);
      return true;
    },
  ),
  deleteWebhook: method({ drop_pending_updates: flag.default(false) }, (call, parameters) =>
    removeWebhook(call, parameters.drop_pending_updates),
  ),
  getWebhookInfo: method({}, ({ bot }) => {
    const { webhook, pending, allowedUpdates } = bot.inbox;
    return {
      url: webhook?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: pending.size,
      ip_address: webhook?.ipAddress,
      last_error_date: webhook?.lastErrorAt,
      last_error_message: webhook?.lastError,
      max_connections: webhook?.maxConnections,
      allowed_updates: allowedUpdates?.length ? allowedUpdates : undefined,
    };
  }),
};

function removeWebhook(call: Call, dropsPending: boolean): true {
  call.bot.inbox.webhook = undefined;
  if (dropsPending) dropPending(call.bot);
  call.core.restartPusher(call.bot);
  return true;
}

function dropPending({ inbox }: Bot): void {
  inbox.pending.clear();
  inbox.again.length = 0;
}

const webhookPorts = new Set(['', '443', '80', '88', '8443']);

function checkUrl(url: string, allowsHttp: boolean): void {
  if (!URL.canParse(url)) throw badRequest('bad webhook: invalid URL specified');
  const { protocol, hostname, port } = new URL(url);
  const isLoopback = hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
  if (isLoopback || allowsHttp) return;
  if (protocol !== 'https:') throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
  if (!webhookPorts.has(port)) throw badRequest('bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443');
}
