import { UnreadablePayload } from '../../contract/error.ts';
import { inboundEvent } from '../../contract/inbound.ts';
import type { InboundEvent, ParsedElement } from '../../contract/inbound.ts';
import { parseUserIdUpdate } from './identity.ts';
import { parseEcho, parseMessage } from './message.ts';
import { readCards } from './person.ts';
import { parseStatus } from './status.ts';
import { messagesValue, webhookBody, webhookChange, webhookEntry } from './webhook.ts';

/** What of a webhook is not for a conversation: news of the account, by the field they came under. */
export type AccountNews = (field: string, value: unknown) => void;

/** Reads one webhook of WhatsApp, element by element. What speaks of other numbers of the account, and kinds we don't listen for, give nothing. */
export function parsePayload(payload: unknown, phoneNumberId: string, tell: AccountNews): ParsedElement[] {
  const body = webhookBody.safeParse(payload);
  if (!body.success) throw new UnreadablePayload('Not a webhook of the WhatsApp Cloud API');
  return each(body.data.entry, (entry) =>
    each(webhookEntry.parse(entry).changes, (change) => parseChange(webhookChange.parse(change), phoneNumberId, tell)),
  );
}

function parseChange({ field, value }: { field: string; value?: unknown }, phoneNumberId: string, tell: AccountNews): ParsedElement[] {
  switch (field) {
    case 'messages':
    case 'smb_message_echoes':
    case 'message_echoes':
      return parseMessages(value, phoneNumberId);
    case 'user_id_update':
      return each(listOf(value, 'user_id_update'), (raw) => events(parseUserIdUpdate(raw)));
    default:
      tell(field, value);
      return [];
  }
}

function parseMessages(raw: unknown, phoneNumberId: string): ParsedElement[] {
  const value = messagesValue.parse(raw);
  if (value.metadata.phone_number_id !== phoneNumberId) return [];
  const cards = readCards(value.contacts ?? []);
  return [
    ...each(value.messages ?? [], (message) => events(parseMessage(message, cards))),
    ...each(value.message_echoes ?? [], (echo) => events(parseEcho(echo, cards))),
    ...each(value.statuses ?? [], (status) => events(parseStatus(status))),
  ];
}

/** Reads each element by itself: one that can't be read becomes just that. */
function each(raws: readonly unknown[], read: (raw: unknown) => ParsedElement[]): ParsedElement[] {
  return raws.flatMap((raw) => {
    try {
      return read(raw);
    } catch (error) {
      return [{ unreadable: error instanceof Error ? error.message : String(error), raw }];
    }
  });
}

/** Checked here, since an impossible date or place would otherwise be refused by the database, again and again. */
function events(read: InboundEvent[]): ParsedElement[] {
  return read.map((event) => ({ event: inboundEvent.parse(event) }));
}

function listOf(value: unknown, name: string): unknown[] {
  const list: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  return Array.isArray(list) ? list : [list ?? value];
}
