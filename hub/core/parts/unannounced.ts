/** What of a message has not been announced yet; the first three are its own arrival, the others are changes. */
export type Unannounced = 'received' | 'sent' | 'noted' | 'text' | 'deleted' | 'reactions' | 'delivery' | 'attachments';

const arrivals: readonly Unannounced[] = ['received', 'sent', 'noted'];

/** True for a message's own arrival, which happens once. */
export function isArrival(kind: Unannounced): boolean {
  return arrivals.includes(kind);
}
