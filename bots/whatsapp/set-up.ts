import { z } from 'zod';
import type { ChannelHealth, ChannelLog, SetUpResult } from '../contract/channel.ts';
import { ChannelError } from '../contract/error.ts';
import { sayWhy } from '../contract/reason.ts';
import { aboutSetting } from '../kit/about-setting.ts';
import { anyResult } from './client.ts';
import type { WhatsAppClient } from './client.ts';
import type { WhatsAppSettings } from './settings.ts';

const number = z.object({
  id: z.string(),
  display_phone_number: z.string().optional(),
  verified_name: z.string().optional(),
  webhook_configuration: z.object({ phone_number: z.string().optional() }).optional(),
});

const entity = z.object({
  entity_type: z.string(),
  id: z.string(),
  can_send_message: z.string().optional(),
  errors: z.array(z.object({ error_description: z.string().optional(), possible_solution: z.string().optional() })).optional(),
});
const status = z.object({ health_status: z.object({ can_send_message: z.string().optional(), entities: z.array(entity).default([]) }) });
type Status = z.infer<typeof status>['health_status'];

const safely = { repeatable: true };

/** What set-up needs to know beside the client. */
export interface SetUpOptions {
  settings: Pick<WhatsAppSettings, 'verifyToken' | 'businessAccountId'>;
  webhookUrl: string | null;
  log: ChannelLog;
}

/** Checks the token, and makes WhatsApp push to this channel's own address, whatever address the app has for other numbers. */
export async function setUpNumber(client: WhatsAppClient, { settings, webhookUrl, log }: SetUpOptions): Promise<SetUpResult> {
  const fields = 'id,display_phone_number,verified_name,webhook_configuration';
  const found = await aboutSetting(client.get(client.phoneNumberId, { fields }, number), { 'invalid-content': 'phoneNumberId' });
  const health = await readStatus(client, log);
  const businessAccountId = settings.businessAccountId ?? businessAccountOf(health);
  const intake = await arrangeIntake(client, { settings, webhookUrl, log }, found.webhook_configuration?.phone_number, businessAccountId);
  const own = healthOf(health);
  const digits = found.display_phone_number?.replace(/\D/g, '');
  return {
    account: {
      externalId: found.id,
      name: found.verified_name ?? found.display_phone_number ?? found.id,
      ...(found.display_phone_number && { username: found.display_phone_number }),
      ...(digits && { url: `https://wa.me/${digits}` }),
    },
    health: own.state === 'failed' ? own : (intake ?? own),
  };
}

/** The account that templates belong to and apps subscribe to: entered, or as WhatsApp names it beside the number's state. Throws ChannelError. */
export async function findBusinessAccount(client: WhatsAppClient, { businessAccountId }: SetUpOptions['settings']): Promise<string> {
  if (businessAccountId !== undefined) return businessAccountId;
  const { health_status } = await client.get(client.phoneNumberId, { fields: 'health_status' }, status);
  const found = businessAccountOf(health_status);
  if (found === undefined) throw new ChannelError('invalid-content', { detail: 'Enter the ID of the WhatsApp Business account' });
  return found;
}

function businessAccountOf(health: Status | null): string | undefined {
  return health?.entities.find(({ entity_type }) => entity_type === 'WABA')?.id;
}

/** Null where WhatsApp does not tell: a number works without. */
async function readStatus(client: WhatsAppClient, log: ChannelLog): Promise<Status | null> {
  try {
    return (await client.get(client.phoneNumberId, { fields: 'health_status' }, status)).health_status;
  } catch (error) {
    log.warn({ reason: String(error) }, 'WhatsApp did not tell the state of the number');
    return null;
  }
}

/** Subscribes the app to the account, and sets the number's own webhook. Gives what keeps messages from coming in, if anything does. */
async function arrangeIntake(
  client: WhatsAppClient,
  { settings, webhookUrl, log }: SetUpOptions,
  present: string | undefined,
  businessAccountId: string | undefined,
): Promise<ChannelHealth | null> {
  if (!webhookUrl?.startsWith('https://')) {
    return { state: 'warning', ...sayWhy('whatsapp-needs-address') };
  }
  if (businessAccountId !== undefined) {
    await client.post(`${businessAccountId}/subscribed_apps`, {}, anyResult, safely).catch((error: unknown) => {
      log.warn({ reason: String(error) }, 'the app could not be subscribed to the WhatsApp Business account');
    });
  }
  if (present === webhookUrl) return null;
  const override = { override_callback_uri: webhookUrl, verify_token: settings.verifyToken };
  try {
    await client.post(client.phoneNumberId, { webhook_configuration: override }, anyResult, safely);
    return null;
  } catch (error) {
    if (!(error instanceof ChannelError) || error.isRetryable || error.reason === 'auth-expired') throw error;
    return { state: 'warning', ...sayWhy('whatsapp-webhook-refused', { words: error.why.reason, url: webhookUrl }) };
  }
}

/** What WhatsApp thinks of the number, its account, its business and the app. */
function healthOf(health: Status | null): ChannelHealth {
  const state = health?.can_send_message;
  if (state !== 'BLOCKED' && state !== 'LIMITED') return { state: 'ok' };
  const reasons = (health?.entities ?? []).flatMap(({ errors }) => errors ?? []);
  const words = reasons.flatMap(({ error_description, possible_solution }) => [error_description, possible_solution]).filter(Boolean);
  const why = words.length > 0 ? sayWhy('provider-says', { words: words.join(' ') }) : sayWhy('whatsapp-state', { state });
  return { state: state === 'BLOCKED' ? 'failed' : 'warning', ...why };
}
