import type { Core } from '../core.ts';
import { shakeHands } from '../delivery/pusher.ts';
import type { BusinessNumber } from '../world/state.ts';
import { objectOf, textOf } from '../wire.ts';
import type { WireObject } from '../wire.ts';
import { GraphRefusal } from './refusal.ts';

/** The fields of a number that were asked for. */
export function readNumber(number: BusinessNumber, fields: string): object {
  const { phoneNumberId, businessAccountId, phone, name, health, webhook, appWebhook } = number;
  const status = health.can_send_message;
  const entities = [
    {
      entity_type: 'PHONE_NUMBER',
      id: phoneNumberId,
      can_send_message: status,
      ...(health.errors.length > 0 && { errors: health.errors }),
    },
    { entity_type: 'WABA', id: businessAccountId, can_send_message: 'AVAILABLE' },
  ];
  const all: WireObject = {
    id: phoneNumberId,
    display_phone_number: `+${phone}`,
    verified_name: name,
    quality_rating: 'GREEN',
    health_status: { can_send_message: status, entities },
    webhook_configuration: { ...(webhook && { phone_number: webhook.url }), ...(appWebhook && { application: appWebhook.url }) },
  };
  const asked = fields === '' ? ['id', 'display_phone_number', 'verified_name', 'quality_rating'] : ['id', ...fields.split(',')];
  return Object.fromEntries(asked.filter((field) => field in all).map((field) => [field, all[field]]));
}

/** Sets the number's own webhook, once its address has answered the handshake. */
export async function configureNumber({ resolve }: Core, number: BusinessNumber, body: WireObject): Promise<object> {
  const configuration = objectOf(body, 'webhook_configuration');
  const url = textOf(configuration, 'override_callback_uri') ?? '';
  if (url === '') {
    delete number.webhook;
    return { success: true };
  }
  const verifyToken = textOf(configuration, 'verify_token') ?? '';
  const wrong = await shakeHands(resolve(url), verifyToken);
  if (wrong !== null) throw new GraphRefusal(2200, `Callback verification failed with the following errors: ${wrong}`);
  number.webhook = { url, verifyToken };
  return { success: true };
}

/** A page of templates. */
export function listTemplates(number: BusinessNumber, after: string | null, limit: number): object {
  const from = after === null ? 0 : Number(after);
  const data = number.templates.slice(from, from + limit).map((template, place) => ({ id: String(from + place + 1), ...template }));
  const next = from + limit;
  const more = next < number.templates.length ? { next: 'https://graph.facebook.com/next' } : {};
  return { data, paging: { cursors: { before: String(from), after: String(next) }, ...more } };
}
