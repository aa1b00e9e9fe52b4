import { addressOf } from '../world/threads.ts';
import type { Item, Profile, Thread, World } from '../world/state.ts';

/** A profile as Instagram writes it. */
export function showProfile(world: World, { id, username, fullName, picture }: Profile): object {
  return {
    pk: Number(id),
    username,
    full_name: fullName,
    is_private: false,
    is_verified: false,
    profile_pic_url: addressOf(world, picture),
  };
}

/** Marks a file within an item's body; its address is written when the item is shown, since addresses expire. */
export function fileMark(path: string): { $file: string } {
  return { $file: path };
}

/** A message as Instagram writes it. */
export function showItem(world: World, item: Item): unknown {
  if (item.shownAs) return item.shownAs.value;
  const [likes, emojis] = [
    item.reactions.filter(({ emoji }) => emoji === '❤'),
    item.reactions.map(({ userId, emoji, at }) => ({ sender_id: Number(userId), emoji, timestamp: at, super_react_type: 'none' })),
  ];
  return {
    item_id: item.id,
    user_id: Number(item.userId),
    timestamp: item.at,
    item_type: item.type,
    client_context: item.clientContext,
    show_forward_attribution: false,
    ...withAddresses(world, item.body),
    ...(item.reactions.length > 0 && {
      reactions: {
        likes_count: likes.length,
        likes: likes.map(({ userId, at }) => ({ sender_id: Number(userId), timestamp: at })),
        emojis,
      },
    }),
  };
}

/** A thread with its newest messages first; `count` of those before `cursor`, an item's id. */
export function showThread(world: World, thread: Thread, count: number, cursor?: string): object {
  const end = cursor === undefined ? thread.items.length : thread.items.findIndex(({ id }) => id === cursor);
  const start = Math.max(0, end - count);
  const items = thread.items.slice(start, Math.max(end, 0)).toReversed();
  const account = world.accounts.get(thread.accountId);
  const newest = thread.items.at(-1);
  return {
    thread_id: thread.id,
    thread_v2_id: `1784${thread.id.slice(-12)}`,
    users: thread.personIds.flatMap((id) => {
      const person = world.people.get(id);
      return person ? [showProfile(world, person)] : [];
    }),
    left_users: [],
    items: [...thread.poison, ...items.map((item) => showItem(world, item))],
    last_activity_at: newest?.at ?? 0,
    thread_type: 'private',
    thread_title: thread.personIds.map((id) => world.people.get(id)?.username ?? '').join(', '),
    viewer_id: Number(account?.id),
    is_group: thread.isGroup,
    pending: thread.isPending,
    has_older: start > 0,
    has_newer: false,
    oldest_cursor: items.at(-1)?.id ?? '',
    newest_cursor: items[0]?.id ?? '',
    last_seen_at: Object.fromEntries([...thread.seen].map(([id, { itemId, at }]) => [id, { item_id: itemId, timestamp: at }])),
    last_permanent_item: newest ? showItem(world, newest) : null,
  };
}

function withAddresses(world: World, value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withAddress(world, one)]));
}

function withAddress(world: World, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => withAddress(world, one));
  if (typeof value !== 'object' || value === null) return value;
  if ('$file' in value && typeof value.$file === 'string') return addressOf(world, value.$file);
  return withAddresses(world, { ...value });
}
