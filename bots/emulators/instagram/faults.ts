import { createFaultList } from '../fault-list.ts';

/**
 * What goes wrong. `cut-before`: the connection is cut before the call is carried out; `cut-after`: after it, unanswered; `late`: it is answered only
 * once the app has taken every webhook, the echo of this very message too.
 */
export type FaultKind = '429' | '500' | 'transient' | 'cut-before' | 'cut-after' | 'late' | 'token-expired';

/** The calls that faults and the log tell apart; `cdn` is a download of a file, `sender_action` a call of `messages` that sends none: typing, seen. */
export type CallName =
  | 'me'
  | 'messages'
  | 'sender_action'
  | 'message_attachments'
  | 'subscribed_apps'
  | 'profile'
  | 'refresh_access_token'
  | 'debug_token'
  | 'cdn';

/** A fault to switch on; each field narrows what it strikes. */
export interface NewFault {
  kind: FaultKind;
  method?: CallName;
  /** The id of the person written to. */
  recipient?: string;
  /** Seconds named by a 429. */
  retryAfter?: number;
  /** How many calls it strikes before it is gone; all until removed when absent. */
  times?: number;
}

/** A fault that is on. */
export interface Fault extends NewFault {
  id: number;
  /** How many calls it has struck. */
  hits: number;
}

/** The faults that are on. */
export interface Faults {
  add(fault: NewFault): Fault;
  list(): Fault[];
  remove(id: number): boolean;
  clear(): void;
  /** The fault that strikes this call, counted. */
  strike(call: { method: CallName; recipient: string | undefined }): Fault | null;
}

/** No faults yet. */
export function createFaults(): Faults {
  return createFaultList<NewFault, { method: CallName; recipient: string | undefined }>(
    ({ method, recipient }, call) => (method ?? call.method) === call.method && (recipient ?? call.recipient) === call.recipient,
  );
}
