import type { ChannelView } from '../../../../../hub/api/customers/channels.ts';
import type { ConversationView } from '../../../../../hub/api/customers/conversations.ts';
import type { ChannelAbilities } from '../../../../data/conversations/composing/abilities.ts';

/** Something the author should know before sending to the customer. */
export type Notice =
  'blocked' | 'unreachable' | 'window-closed' | 'channel-failed' | 'channel-paused' | 'channel-connecting' | 'closed' | 'offline';

/** What is known of where the words go. */
export interface Destination {
  head: Pick<ConversationView, 'contact' | 'unreachable' | 'status' | 'lastInboundAt'> | null;
  health: ChannelView['health'] | undefined;
  abilities: Pick<ChannelAbilities, 'windowHours'> | null;
  isOnline: boolean;
  /** In milliseconds since the epoch. */
  now: number;
}

/** What stands against a reply or is good to know of it, the gravest first. Notes have none but being offline: they stay in the team. */
export function findNotices({ head, health, abilities, isOnline, now }: Destination, mode: 'reply' | 'note'): Notice[] {
  const offline: Notice[] = isOnline ? [] : ['offline'];
  if (mode === 'note' || !head) return offline;
  const found: Notice[] = [];
  if (isWindowClosed(head, abilities, now)) found.push('window-closed');
  if (head.contact.blocked) found.push('blocked');
  if (head.unreachable) found.push('unreachable');
  if (health?.state === 'failed') found.push('channel-failed');
  if (health?.state === 'paused') found.push('channel-paused');
  if (health?.state === 'connecting') found.push('channel-connecting');
  if (head.status === 'closed') found.push('closed');
  return [...found, ...offline];
}

/** True when the provider lets us write only for some hours after the customer did, and they are over: nothing can be sent. */
export function isWindowClosed(
  head: Pick<ConversationView, 'lastInboundAt'> | null,
  abilities: Pick<ChannelAbilities, 'windowHours'> | null,
  now: number,
): boolean {
  if (!head || !abilities || abilities.windowHours === null) return false;
  return now - (head.lastInboundAt === null ? 0 : Date.parse(head.lastInboundAt)) > abilities.windowHours * 3_600_000;
}
