import type { VisitorMessage } from '../../hub/api/widget/views.ts';

/** The part of a conversation that this browser has read. */
export interface Thread {
  /** Ascending by seq. */
  messages: readonly VisitorMessage[];
  /** The hub's word up to where nothing is missing. */
  cursor: number;
  hasBefore: boolean;
  /** When it was read last, by the hub's clock. */
  syncedAt: string;
}

/** Messages with others put in: of two with one id the higher `rev` wins, order is by `seq`. */
export function withMessages(known: readonly VisitorMessage[], more: readonly VisitorMessage[]): readonly VisitorMessage[] {
  if (more.length === 0) return known;
  const byId = new Map(known.map((each) => [each.id, each]));
  for (const each of more) {
    const before = byId.get(each.id);
    if (!before || before.rev <= each.rev) byId.set(each.id, each);
  }
  return [...byId.values()].sort((a, b) => a.seq - b.seq);
}

/** Changes to messages that are here; others are older than what was read, and come with their page. */
export function withChanges(known: readonly VisitorMessage[], changed: readonly VisitorMessage[]): readonly VisitorMessage[] {
  const ids = new Set(known.map(({ id }) => id));
  return withMessages(
    known,
    changed.filter(({ id }) => ids.has(id)),
  );
}
