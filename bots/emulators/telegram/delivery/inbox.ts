import type { Bot, PendingUpdate } from '../world/state.ts';
import type { UpdateKind, WireObject } from '../wire.ts';

/** Kinds a bot has to ask for by name. */
const notByDefault: ReadonlySet<string> = new Set(['chat_member', 'message_reaction', 'message_reaction_count']);

/** How many delivered updates are kept for `redeliver`. */
const recentKept = 1000;

/** Whether a bot wants this kind: an empty or missing list means all but the three that have to be named. */
function wants(bot: Bot, kind: UpdateKind): boolean {
  const { allowedUpdates } = bot.inbox;
  return allowedUpdates?.length ? allowedUpdates.includes(kind) : !notByDefault.has(kind);
}

/** Queues an update for a bot, if it asked for this kind. `userId` is the person behind it. */
export function publish(bot: Bot, kind: UpdateKind, lane: string, body: WireObject, userId: number): void {
  bot.knownUsers.add(userId);
  if (!wants(bot, kind)) return;
  const id = bot.inbox.nextUpdateId++;
  const pending: PendingUpdate = { id, kind, lane, update: { update_id: id, [kind]: body } };
  bot.inbox.pending.set(id, pending);
  for (const listener of bot.inbox.onArrival) listener(pending);
}

/** Takes an update off the queue once the bot has confirmed it. */
export function confirm(bot: Bot, updateId: number): void {
  const { pending, recent } = bot.inbox;
  const confirmed = pending.get(updateId);
  if (!confirmed) return;
  pending.delete(updateId);
  recent.set(updateId, confirmed);
  const oldest = recent.keys().next();
  if (recent.size > recentKept && !oldest.done) recent.delete(oldest.value);
  bot.inbox.onConfirmed(updateId);
}

/** Queues a delivered update once more under its old id, as Telegram does when it missed the answer. */
export function redeliver(bot: Bot, updateId: number): void {
  const known = bot.inbox.pending.get(updateId) ?? bot.inbox.recent.get(updateId);
  if (!known) throw new Error(`Bot ${bot.user.id} has had no update ${updateId} lately`);
  if (bot.inbox.webhook) {
    bot.inbox.recent.delete(updateId);
    bot.inbox.pending.set(updateId, known);
  } else bot.inbox.again.push(known);
  for (const listener of bot.inbox.onArrival) listener(known);
}
