import { digestOf } from '../world/files.ts';
import type { BusinessNumber, Change, Message, Person, World } from '../world/state.ts';
import { unixTime } from '../world/world.ts';
import type { WireObject } from '../wire.ts';

/** What every value begins with. */
function envelope({ phone, phoneNumberId }: BusinessNumber): WireObject {
  return { messaging_product: 'whatsapp', metadata: { display_phone_number: phone, phone_number_id: phoneNumberId } };
}

function cardOf({ name, username, phone, userId }: Person): WireObject {
  return { profile: { name, ...(username && { username }) }, ...(phone && { wa_id: phone }), user_id: userId };
}

/** A customer's message as webhooks carry it; `fields` are the kind's own. */
export function messageChange(world: World, message: Message, more: WireObject = {}): Change {
  const { number, person, file, replyTo } = message;
  const content = file ? { ...message.content, id: file.id, mime_type: file.mimeType, sha256: digestOf(file) } : message.content;
  const { forwarded, referral, ...fields } = more;
  const context = {
    ...(replyTo && { from: number.phone, id: replyTo }),
    ...(forwarded === true && { forwarded: true }),
  };
  return received(number, person, {
    id: message.id,
    timestamp: unixTime(world, message.at),
    type: message.type,
    [message.type]: content,
    ...(Object.keys(context).length > 0 && { context }),
    ...(referral !== undefined && { referral }),
    ...fields,
  });
}

/** Anything else that comes in the list of messages: a reaction, an edit, a notice. */
export function received(number: BusinessNumber, person: Person, fields: WireObject): Change {
  const from = { ...(person.phone && { from: person.phone }), from_user_id: person.userId };
  return { field: 'messages', value: { ...envelope(number), contacts: [cardOf(person)], messages: [{ ...from, ...fields }] } };
}

/** A notice of the system, which comes without cards. */
export function noticed(number: BusinessNumber, fields: WireObject): Change {
  return { field: 'messages', value: { ...envelope(number), messages: [{ type: 'system', ...fields }] } };
}

/** What the owner wrote in the app on the phone. */
export function echoChange(world: World, message: Message): Change {
  const { number, person, file } = message;
  const content = file ? { ...message.content, id: file.id, mime_type: file.mimeType, sha256: digestOf(file) } : message.content;
  const echo = {
    from: number.phone,
    ...(person.phone && { to: person.phone }),
    to_user_id: person.userId,
    id: message.id,
    timestamp: unixTime(world, message.at),
    type: message.type,
    [message.type]: content,
  };
  return { field: 'smb_message_echoes', value: { ...envelope(number), message_echoes: [echo] } };
}

/** What became of a message of the business. */
export function statusChange(world: World, message: Message, status: string, errors: WireObject[] = []): Change {
  const { number, person, callbackData } = message;
  const told = {
    id: message.id,
    status,
    timestamp: unixTime(world),
    ...(person.phone && { recipient_id: person.phone }),
    recipient_user_id: person.userId,
    ...(callbackData !== undefined && { biz_opaque_callback_data: callbackData }),
    ...(errors.length > 0 && { errors }),
  };
  return { field: 'messages', value: { ...envelope(number), statuses: [told] } };
}
