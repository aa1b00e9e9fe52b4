import type { Core } from '../core.ts';
import { statusChange } from '../delivery/changes.ts';
import { isWindowOpen } from '../world/limits.ts';
import type { BusinessNumber, Message, MessageState, Person } from '../world/state.ts';
import { emit, findPerson, newMessageId } from '../world/world.ts';
import { objectOf, textOf } from '../wire.ts';
import type { WireObject } from '../wire.ts';
import { checkMessage } from './check.ts';
import { errorOf, GraphRefusal } from './refusal.ts';

/** Takes a message of a business: answers at once, and tells what became of it by webhooks, as WhatsApp does. */
export async function takeMessage(core: Core, number: BusinessNumber, body: WireObject): Promise<{ id: string; body: object }> {
  const { world } = core;
  const file = checkMessage(world, number, body);
  const input = textOf(body, 'to') ?? textOf(body, 'recipient') ?? '';
  const person = findPerson(world, normalised(input));
  if (!person) throw new GraphRefusal(textOf(body, 'to') === undefined && !textOf(body, 'recipient') ? 131008 : 131030);
  if (core.rate.isEnforced && !core.rate.take(number, person)) throw new GraphRefusal(131056, 'Too many messages to this person');
  const type = textOf(body, 'type') ?? 'text';
  if (type === 'reaction') return { id: react(core, objectOf(body, 'reaction')), body: accepted(input, person, newMessageId(world)) };
  const message: Message = {
    id: newMessageId(world),
    number,
    person,
    from: 'business',
    at: world.clock.now(),
    type,
    content: objectOf(body, type),
    replyTo: textOf(objectOf(body, 'context'), 'message_id'),
    file,
    state: 'accepted',
    callbackData: textOf(body, 'biz_opaque_callback_data'),
    reactions: [],
    isEdited: false,
    isDeleted: false,
  };
  world.messages.set(message.id, message);
  world.typing.delete(person);
  deliver(core, message);
  emit(world);
  if (core.knobs.statusFirst) await core.pusher.drained(number);
  return { id: message.id, body: accepted(input, person, message.id) };
}

/** Numbers with a plus, blanks or dashes are taken as well. */
function normalised(id: string): string {
  return /^[+\d][\d\s()-]*$/.test(id) ? id.replace(/\D/g, '') : id;
}

function accepted(input: string, { phone, userId }: Person, id: string): object {
  return { messaging_product: 'whatsapp', contacts: [{ input, ...(phone && { wa_id: phone }), user_id: userId }], messages: [{ id }] };
}

function react({ world }: Core, reaction: WireObject): string {
  const target = world.messages.get(textOf(reaction, 'message_id') ?? '');
  if (!target) throw new GraphRefusal(131009, 'message_id is not valid');
  const emoji = textOf(reaction, 'emoji') ?? '';
  target.reactions = target.reactions.filter(({ by }) => by !== 'business');
  if (emoji !== '') target.reactions.push({ by: 'business', emoji });
  emit(world);
  return target.id;
}

function deliver(core: Core, message: Message): void {
  const { number, person, type } = message;
  if (person.blocked.has(number.phoneNumberId)) return fail(core, message, 131026, 'Message undeliverable.');
  if (type !== 'template' && !isWindowOpen(core.world, number, person)) {
    return fail(core, message, 131047, 'More than 24 hours have passed since the customer last replied to this number.');
  }
  raise(core, message, 'sent');
  if (person.isOnline) raise(core, message, 'delivered');
}

/** Tells that a message was not delivered. */
function fail(core: Core, message: Message, code: number, details: string): void {
  message.state = 'failed';
  core.pusher.push(message.number, statusChange(core.world, message, 'failed', [errorOf(code, details)]));
}

/** Tells a state that a message of the business has come to. */
export function raise(core: Core, message: Message, state: MessageState): void {
  message.state = state;
  core.pusher.push(message.number, statusChange(core.world, message, state));
}

/** Marks what a customer wrote as read, and shows them that somebody types. */
export function markRead({ world }: Core, number: BusinessNumber, body: WireObject): object {
  const target = world.messages.get(textOf(body, 'message_id') ?? '');
  if (target?.number !== number || target.from !== 'customer') throw new GraphRefusal(131009, 'message_id is not valid');
  for (const message of world.messages.values()) {
    if (message.number === number && message.person === target.person && message.from === 'customer' && message.at <= target.at)
      message.state = 'read';
  }
  if (textOf(objectOf(body, 'typing_indicator'), 'type') === 'text') world.typing.set(target.person, world.clock.now());
  emit(world);
  return { success: true };
}
