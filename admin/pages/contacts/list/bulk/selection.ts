import { signal } from '@preact/signals-core';

const chosen = signal<ReadonlySet<string>>(new Set());
let anchor: string | null = null;

/** The contacts that were picked out of the list to do one thing to all of them. */
export const selectedContacts = chosen;

/** Picks one or lets it go; what Shift then spans begins here. */
export function toggleContact(id: string): void {
  const next = new Set(chosen.peek());
  if (!next.delete(id)) next.add(id);
  anchor = id;
  chosen.value = next;
}

/** Picks everything between the last one picked and this one, as the rows stand. */
export function selectContactsTo(id: string, rows: readonly string[]): void {
  const from = anchor === null ? -1 : rows.indexOf(anchor);
  const to = rows.indexOf(id);
  if (from < 0 || to < 0) {
    toggleContact(id);
    return;
  }
  chosen.value = new Set([...chosen.peek(), ...rows.slice(Math.min(from, to), Math.max(from, to) + 1)]);
}

/** Picks all of these. */
export function selectContacts(ids: readonly string[]): void {
  chosen.value = new Set(ids);
}

/** Lets everything go. */
export function clearContacts(): void {
  anchor = null;
  if (chosen.peek().size > 0) chosen.value = new Set();
}
