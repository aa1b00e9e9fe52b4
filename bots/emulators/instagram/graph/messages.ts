import { messageEvent } from '../delivery/events.ts';
import type { Core } from '../core.ts';
import type { Account, Message, MessageAttachment, Thread } from '../world/state.ts';
import { addMessage, addressOf, changed, threadOf } from '../world/world.ts';
import { GraphError, invalidParameter, windowClosed } from './graph-error.ts';
import { maxPayload, maxQuickReplies, maxTemplateButtons, maxTemplateText, maxTextBytes, maxTitle, windowMs } from './limits.ts';

type Fields = Record<string, unknown>;

/** `POST /{account}/messages`: a message, or an action of the sender. */
export function sendToPerson(core: Core, account: Account, parameters: Fields): Fields {
  const thread = recipientOf(core, account, parameters);
  const action = parameters['sender_action'];
  const message = objectOf(parameters['message']);
  if (typeof action === 'string') {
    if (message) throw invalidParameter('Param message must not be combined with sender_action');
    act(core, thread, action, objectOf(parameters['payload']) ?? {});
    return { recipient_id: thread.person.id };
  }
  if (!message) throw invalidParameter('Param message is required');
  checkWindow(core, thread, parameters);
  const sent = addMessage(core.world, thread, {
    from: 'account',
    ...contentOf(core, message),
    replyTo: repliedTo(thread, parameters, message),
    tag: parameters['messaging_type'] === 'MESSAGE_TAG' ? String(parameters['tag']) : null,
  });
  core.outbox.push(account, messageEvent(thread, sent, { appId: account.appId }));
  return { recipient_id: thread.person.id, message_id: sent.mid };
}

function recipientOf({ world }: Core, account: Account, parameters: Fields): Thread {
  const id = objectOf(parameters['recipient'])?.['id'];
  const person = typeof id === 'string' ? world.people.get(id) : undefined;
  if (!person) throw new GraphError(100, 'The requested user cannot be found.', { subcode: 2534014 });
  const thread = threadOf(world, account, person);
  if (thread.isBlocked) throw new GraphError(551, "(#551) This person isn't available right now.", { subcode: 1545041 });
  return thread;
}

function checkWindow({ world }: Core, { account, personWroteAt }: Thread, parameters: Fields): void {
  const isTagged = parameters['messaging_type'] === 'MESSAGE_TAG';
  if (isTagged && parameters['tag'] !== 'HUMAN_AGENT') throw invalidParameter('Param tag must be one of {HUMAN_AGENT}');
  const ageMs = personWroteAt === null ? Infinity : world.clock.now() - personWroteAt;
  if (ageMs > (isTagged ? windowMs.humanAgent : windowMs.plain)) throw windowClosed();
  if (isTagged && !account.mayTagHumanAgent) {
    throw new GraphError(10, "(#10) To use 'Human Agent', your use of this endpoint must be reviewed and approved.", { status: 403 });
  }
}

function contentOf(core: Core, message: Fields): Partial<Message> {
  const attachment = objectOf(message['attachment']);
  if (attachment && message['text'] !== undefined) throw invalidParameter('Param message must have either text or an attachment');
  if (attachment) return attachmentOf(core, attachment);
  const text = message['text'];
  if (typeof text !== 'string' || text.trim() === '')
    throw invalidParameter('Param message[text] must be a non-empty UTF-8 encoded string');
  if (Buffer.byteLength(text) > maxTextBytes)
    throw invalidParameter(`Length of param message[text] must be less than or equal to ${maxTextBytes}`);
  return { text, quickReplies: quickRepliesOf(message['quick_replies']) };
}

function quickRepliesOf(given: unknown): Message['quickReplies'] {
  if (given === undefined) return [];
  if (!Array.isArray(given) || given.length > maxQuickReplies)
    throw invalidParameter(`Param quick_replies must have at most ${maxQuickReplies} elements`);
  return given.map((one: unknown) => {
    const { content_type: type, title, payload } = objectOf(one) ?? {};
    if (type !== 'text' || typeof title !== 'string' || typeof payload !== 'string' || payload.length > maxPayload)
      throw invalidParameter('A quick reply must have a content_type, a title and a payload');
    return { title: [...title].slice(0, maxTitle).join(''), payload };
  });
}

function attachmentOf({ world }: Core, { type, payload: given }: Fields): Partial<Message> {
  const payload = objectOf(given) ?? {};
  if (type === 'template') return templateOf(payload);
  const id = payload['attachment_id'];
  const upload = typeof id === 'string' ? world.uploads.get(id) : undefined;
  if (upload && upload.type === type)
    return { attachments: [{ type: upload.type, url: addressOf(world, upload.file) } satisfies MessageAttachment] };
  const url = payload['url'];
  if (typeof url === 'string' && url.startsWith('https://')) return { attachments: [{ type: String(type), url }] };
  throw new GraphError(100, '(#100) Upload attachment failure.', { subcode: 2018047 });
}

function templateOf(payload: Fields): Partial<Message> {
  const { template_type: type, text, buttons } = payload;
  if (type !== 'button' || typeof text !== 'string') throw invalidParameter('Only button templates with a text are known here');
  if ([...text].length > maxTemplateText) throw invalidParameter(`Length of param text must be less than or equal to ${maxTemplateText}`);
  if (!Array.isArray(buttons) || buttons.length === 0 || buttons.length > maxTemplateButtons)
    throw invalidParameter(`Param buttons must have 1 to ${maxTemplateButtons} elements`);
  return {
    text,
    buttons: buttons.map((one: unknown) => {
      const { type: kind, title, payload: back, url } = objectOf(one) ?? {};
      if (typeof title !== 'string' || [...title].length > maxTitle)
        throw invalidParameter(`A button must have a title of at most ${maxTitle} characters`);
      if (kind === 'web_url' && typeof url === 'string' && /^https?:/.test(url)) return { title, url };
      if (kind === 'postback' && typeof back === 'string' && back.length <= maxPayload) return { title, payload: back };
      throw invalidParameter('A button must be a postback with a payload or a web_url with a url');
    }),
  };
}

function repliedTo({ messages }: Thread, parameters: Fields, message: Fields): string | null {
  const mid = objectOf(parameters['reply_to'] ?? message['reply_to'])?.['mid'];
  if (mid === undefined) return null;
  const replied = messages.find((one) => one.mid === mid);
  if (!replied) throw invalidParameter('Param reply_to[mid] is not a message of this conversation');
  return replied.mid;
}

function act({ world }: Core, thread: Thread, action: string, payload: Fields): void {
  const message = thread.messages.find(({ mid }) => mid === payload['message_id']);
  if (action === 'typing_on' || action === 'typing_off') thread.isTyping = action === 'typing_on';
  else if (action === 'mark_seen') for (const one of thread.messages) one.isSeen ||= one.from === 'person';
  else if (action === 'react' && message && payload['reaction'] === 'love') message.reactions.set('account', '❤');
  else if (action === 'unreact' && message) message.reactions.delete('account');
  else throw invalidParameter(`Param sender_action can't be ${action} with this payload`);
  changed(world);
}

function objectOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}
