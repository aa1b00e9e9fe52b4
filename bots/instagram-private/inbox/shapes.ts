import { createHash } from 'node:crypto';
import { z } from 'zod';
import { anId, person } from './signs.ts';

/** A moment in microseconds, as digits. */
const micros = z
  .union([z.string(), z.number()])
  .transform(String)
  .pipe(z.string().regex(/^\d{1,20}$/));

/** A page of the inbox; each thread is read on its own. */
export const inboxPage = z.object({
  inbox: z.object({ threads: z.array(z.unknown()), has_older: z.boolean().default(false) }),
  snapshot_at_ms: z.number().optional(),
  pending_requests_total: z.number().default(0),
});

const lastSeen = z.object({ item_id: anId, timestamp: micros.optional() });

/** A thread; its people and items are read one by one, so that one that can't be read spoils no other. */
export const threadShape = z.object({
  thread_id: anId,
  is_group: z.boolean().default(false),
  pending: z.boolean().default(false),
  users: z.array(z.unknown()).default([]),
  items: z.array(z.unknown()),
  last_activity_at: micros.default('0'),
  has_older: z.boolean().default(false),
  oldest_cursor: z.string().nullish(),
  last_seen_at: z.record(z.string(), z.unknown()).nullish(),
});
export type ThreadShape = z.infer<typeof threadShape>;

/** The time of a message, from 2001 to 2065: by any other the place in a chat would be lost, and what stands before or after it with that. */
const messageTime = micros.pipe(z.string().regex(/^[12]\d{15}$/));

/** What is read of a message before its kind is. */
export const itemEnvelope = z.object({
  item_id: anId,
  user_id: anId,
  timestamp: messageTime,
  client_context: z.string().optional(),
  text: z.string().optional(),
  reactions: z.unknown().optional(),
});
export type ItemEnvelope = z.infer<typeof itemEnvelope>;

/** The people of a thread that can be read. */
export function peopleOf({ users }: ThreadShape) {
  return users.flatMap((one) => person.safeParse(one).data ?? []);
}

/** Who has seen what, the account itself left out. */
export function seenBy({ last_seen_at }: ThreadShape, viewer: string): { by: string; itemId: string; at: string | undefined }[] {
  return Object.entries(last_seen_at ?? {}).flatMap(([by, raw]) => {
    const found = by === viewer ? undefined : lastSeen.safeParse(raw).data;
    return found ? [{ by, itemId: found.item_id, at: found.timestamp }] : [];
  });
}

const oneReaction = z.object({ sender_id: anId, emoji: z.string().min(1).max(40).optional() });
const allReactions = z.object({ emojis: z.array(z.unknown()).default([]), likes: z.array(z.unknown()).default([]) });

/** What each other person has put on a message. A heart stands among the likes, in newer answers among the emojis as well. */
export function reactionsBy(item: ItemEnvelope, viewer: string): Map<string, string[]> {
  const found = allReactions.safeParse(item.reactions).data;
  const by = new Map<string, string[]>();
  const put = (raw: unknown, fallback: string | undefined) => {
    const one = oneReaction.safeParse(raw).data;
    const emoji = one?.emoji ?? fallback;
    if (!one || emoji === undefined || one.sender_id === viewer) return;
    by.set(one.sender_id, [...new Set([...(by.get(one.sender_id) ?? []), emoji])]);
  };
  for (const raw of found?.emojis ?? []) put(raw, undefined);
  for (const raw of found?.likes ?? []) {
    const sender = oneReaction.safeParse(raw).data?.sender_id;
    if (sender !== undefined && !by.has(sender)) put(raw, '❤');
  }
  return by;
}

/** A short name for a value of any kind. */
export function fingerprint(value: unknown): string {
  return createHash('sha256')
    .update(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))
    .digest('hex')
    .slice(0, 16);
}

const dayMs = 86_400_000;

/** True for a moment (microseconds as digits) that no clock can show yet, however wrong it goes. */
export function isAhead(micros: string, nowMs: number): boolean {
  return isLater(micros, String(BigInt(nowMs + dayMs) * 1000n));
}

/** True when `a` is later than `b`; both microseconds as digits. */
export function isLater(a: string, b: string): boolean {
  return BigInt(a) > BigInt(b);
}
