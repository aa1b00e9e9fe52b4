import { session } from '../../session.ts';
import { outboxEntry, type OutboxEntry } from './outbox-entry.ts';

/** `hub.outbox.<agent>.<clientId>`: one entry each, so that two windows don't write over each other's. */
function prefix(): string {
  return `hub.outbox.${session.peek()?.agent.id ?? ''}.`;
}

/** Keeps it until it is sent. Where the store is full the page still has it. */
export function keepEntry(entry: OutboxEntry): void {
  try {
    localStorage.setItem(prefix() + entry.clientId, JSON.stringify(entry));
  } catch {
    // It goes out as long as the page is open.
  }
}

/** Forgets what was sent or thrown away. */
export function forgetEntry(clientId: string): void {
  localStorage.removeItem(prefix() + clientId);
}

/** What earlier visits of the signed-in agent left; one that was on its way when the page went waits again. */
export function readEntries(): OutboxEntry[] {
  return Object.keys(localStorage).flatMap((key) => {
    if (!key.startsWith(prefix())) return [];
    try {
      const { data } = outboxEntry.safeParse(JSON.parse(localStorage.getItem(key) ?? ''));
      return data ? [{ ...data, state: data.state === 'sending' ? ('waiting' as const) : data.state }] : [];
    } catch {
      return []; // not ours
    }
  });
}
