import { Contact, Identity } from '../../domain/contact/model.ts';
import { Conversation, type ConversationRecord } from '../../domain/conversation/model.ts';
import { previewOf } from '../../domain/conversation/preview.ts';
import { Message, type MessageRecord } from '../../domain/timeline/model.ts';
import { readWithoutGap, voidAfterMs } from '../../domain/timeline/resume.ts';
import { Receipt } from '../../inbound/receipts.ts';
import type { AcceptedMessage, CarriedOut, Checked, History } from './history.ts';
import { scopeOf, settle } from './settle.ts';

interface Evidence {
  history: History;
  conversations: ConversationRecord[];
  /** Of each conversation, ascending by seq. */
  timelines: Map<string, MessageRecord[]>;
  carriedOut: readonly CarriedOut[];
}

/**
 * Compares what clients were promised (the history) and what the provider carried out with what the database holds, once the hub has
 * settled: for every provider the same. Gives every promise that was broken, in words.
 */
export async function findViolations(checked: Checked): Promise<string[]> {
  const { history } = checked;
  const unfinished = await settle(checked);
  const within = scopeOf(checked);
  const conversations = await Conversation.find(within).lean<ConversationRecord[]>();
  const messages = await Message.find(within).sort({ conversationId: 1, seq: 1 }).lean<MessageRecord[]>();
  const timelines = groupBy(messages, ({ conversationId }) => conversationId.toHexString());
  const evidence: Evidence = { history, conversations, timelines, carriedOut: checked.carriedOut() };
  return [
    ...unfinished,
    ...checkAccepted(evidence, messages),
    ...checkReplies(evidence, messages),
    ...conversations.flatMap((conversation) => checkConversation(evidence, conversation)),
    ...(await checkPeople(conversations, within)),
    ...(await Receipt.find(within).lean()).map(({ reason }) => `a payload was parked: ${reason}`),
  ];
}

/** Every acknowledged message is stored once, nothing else is, and each chat keeps the order in which its messages were accepted. */
function checkAccepted({ history, timelines, conversations }: Evidence, messages: readonly MessageRecord[]): string[] {
  const broken: string[] = [];
  const incoming = messages.filter(({ direction, kind }) => direction === 'in' && kind === 'text');
  const stored = groupBy(incoming, keyOf);
  const storedWords = groupBy(incoming, ({ channelId, chatId, text }) => keyOf({ channelId, chatId, externalId: text }));
  const numbers = new Map(conversations.map(({ _id, number }) => [_id.toHexString(), number]));
  const lastPlace = new Map<string, [conversation: number, seq: number]>();
  for (const accepted of history.messages) {
    const named =
      accepted.externalId === null ? storedWords.get(keyOf({ ...accepted, externalId: accepted.text })) : stored.get(keyOf(accepted));
    const found = named ?? [];
    if (found.length !== 1) broken.push(`"${accepted.text}" was acknowledged and is stored ${found.length} times`);
    const [message] = found;
    if (!message) continue;
    if (message.text !== accepted.text) broken.push(`"${accepted.text}" is stored as "${message.text}"`);
    const chat = `${accepted.channelId} ${accepted.chatId}`;
    const place: [number, number] = [numbers.get(message.conversationId.toHexString()) ?? 0, message.seq];
    const before = lastPlace.get(chat) ?? [0, 0];
    const isLater = place[0] > before[0] || (place[0] === before[0] && place[1] > before[1]);
    if (!isLater) broken.push(`"${accepted.text}" stands before what was accepted earlier`);
    lastPlace.set(chat, place);
  }
  if (incoming.length > history.messages.length)
    broken.push(`${incoming.length} messages came in, ${history.messages.length} were written`);
  const chats = [...timelines.values()].map((timeline) => new Set(timeline.map(({ chatId }) => chatId)).size);
  return chats.every((count) => count === 1) ? broken : [...broken, 'a conversation has messages of two chats'];
}

function keyOf({
  channelId,
  chatId,
  externalId,
}: Pick<AcceptedMessage, 'chatId'> & { channelId: { toString(): string }; externalId: string | null }): string {
  return `${channelId.toString()} ${chatId} ${externalId}`;
}

/** Every acknowledged reply is stored once; it reached the customer once, or at most once where the hub says that it does not know. */
function checkReplies({ history, carriedOut }: Evidence, messages: readonly MessageRecord[]): string[] {
  const outgoing = messages.filter(({ direction, kind }) => direction === 'out' && kind === 'text');
  const arrivals = groupBy(carriedOut, ({ text }) => text);
  const byClientId = groupBy(outgoing, ({ clientId }) => clientId);
  const lost = history.replies
    .filter(({ clientId }) => byClientId.get(clientId)?.length !== 1)
    .map(({ text, clientId }) => `the reply "${text}" is stored ${byClientId.get(clientId)?.length ?? 0} times`);
  const allowed: Partial<Record<string, readonly number[]>> = { sent: [1], delivered: [1], read: [1], failed: [0], unknown: [0, 1] };
  const wrong = outgoing.flatMap(({ text, delivery }) => {
    const times = arrivals.get(text)?.length ?? 0;
    const state = delivery?.state ?? 'without a state';
    return allowed[state]?.includes(times) ? [] : [`the reply "${text}" is ${state} and went out ${times} times`];
  });
  const texts = new Set(outgoing.map(({ text }) => text));
  const invented = [...arrivals.keys()].filter((text) => !texts.has(text)).map((text) => `"${text}" went out and is not stored`);
  return [...lost, ...wrong, ...invented];
}

function checkConversation(evidence: Evidence, conversation: ConversationRecord): string[] {
  const { history, carriedOut } = evidence;
  const timeline = evidence.timelines.get(conversation._id.toHexString()) ?? [];
  const texts = timeline.filter(({ kind }) => kind === 'text');
  const last = texts.at(-1);
  const unreadAfter = (ends: (message: MessageRecord) => boolean) => {
    const place = Math.max(0, ...timeline.filter(ends).map(({ seq }) => seq));
    return texts.filter(({ direction, seq }) => direction === 'in' && seq > place).length;
  };
  // Closing marks as seen what the closer could see: a message whose head a crash held back counts, though it stands before the closing.
  const [least, most] = [unreadAfter((message) => isReply(message) || message.event?.type === 'closed'), unreadAfter(isReply)];
  const doubts = texts.filter(({ delivery }) => delivery?.state === 'unknown').length;
  const soon = new Date(Date.now() + voidAfterMs);
  const sentTexts = carriedOut.filter(({ chatId }) => chatId === conversation.chatId).map(({ text }) => text);
  const sure = texts.filter(({ delivery }) => arrived.has(delivery?.state ?? 'failed')).map(({ text }) => text);
  const { dueAt, leasedUntil } = conversation.outbound;
  // A ring that comes after all was sent has a worker look once more, which marks the conversation as due for as long as it looks.
  const isBeingLookedAt = leasedUntil !== undefined && leasedUntil.getTime() > Date.now();
  const where = `conversation ${conversation.number} (${conversation.contact.name})`;
  const facts: [boolean, string][] = [
    [conversation.unread >= least && conversation.unread <= most, `counts ${conversation.unread} unread instead of ${least} to ${most}`],
    [
      last !== undefined && conversation.previewSeq === last.seq,
      `has its preview from place ${conversation.previewSeq}, its last message is at ${last?.seq}`,
    ],
    [last !== undefined && conversation.preview === previewOf(last), `shows "${conversation.preview}" instead of "${last?.text}"`],
    [(timeline.at(-1)?.seq ?? 0) <= conversation.seq, `has seq ${conversation.seq} behind its last message`],
    [readWithoutGap(0, timeline, soon).readable.length === timeline.length, 'has messages that no cursor reaches'],
    [
      timeline.every(({ unannouncedAt }) => !unannouncedAt) && conversation.facts.length === 0 && !conversation.factsAt,
      'has facts that nobody was told',
    ],
    [
      texts.every(({ delivery }) => delivery?.state !== 'queued' && delivery?.state !== 'sending') && (!dueAt || isBeingLookedAt),
      `has something left to send, due at ${dueAt?.toISOString()}`,
    ],
    [doubts <= history.crashes, `has ${doubts} doubts after ${history.crashes} crashes`],
    [
      isInOrder(
        sentTexts.filter((text) => sure.includes(text)),
        sure,
      ),
      'was answered out of order',
    ],
  ];
  return facts.filter(([holds]) => !holds).map(([, words]) => `${where} ${words}`);
}

const arrived: ReadonlySet<string> = new Set(['sent', 'delivered', 'read']);

function isReply({ direction, kind }: MessageRecord): boolean {
  return direction === 'out' && kind === 'text';
}

function isInOrder(sent: readonly string[], expected: readonly string[]): boolean {
  return sent.length === expected.length && sent.every((text, at) => text === expected[at]);
}

/** One contact, one identity and one conversation for each chat, whoever raced to make them. */
async function checkPeople(conversations: readonly ConversationRecord[], within: ReturnType<typeof scopeOf>): Promise<string[]> {
  const known = await Identity.find(within).select({ contactId: 1 }).lean();
  const identities = known.length;
  // A contact without an identity, as a race may leave one, is looked for where the whole database is.
  const contacts = within.channelId
    ? new Set(known.map(({ contactId }) => contactId.toHexString())).size
    : await Contact.countDocuments({});
  const chats = new Set(conversations.map(({ slotId }) => slotId.toHexString())).size;
  const live = conversations.filter(({ live }) => live).length;
  return contacts === chats && identities === chats && live === chats
    ? []
    : [`${chats} chats have ${contacts} contacts, ${identities} identities and ${live} live conversations`];
}

function groupBy<Item, Key>(items: readonly Item[], keyOfItem: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOfItem(item));
    if (group) group.push(item);
    else groups.set(keyOfItem(item), [item]);
  }
  return groups;
}
