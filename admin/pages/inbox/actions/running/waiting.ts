import { effect, signal } from '@preact/signals-core';
import { getConversation, type BulkAction } from '../../../../../hub/api/customers/conversations.ts';
import { api, isUnreachable } from '../../../../data/api.ts';
import { connection } from '../../../../data/connection-state.ts';
import { keepHeads } from '../../../../data/conversations/heads.ts';

/** What is done once the hub can be reached again. */
export interface Waiting {
  id: string;
  action: BulkAction;
  /** When the customer wrote last, as the agent saw it. */
  lastInboundAt: string | null;
  /** The customer wrote since: closing or putting it aside would hide that, so it is left undone. */
  giveUp: () => void;
  carryOut: () => Promise<void>;
}

const queue = signal<readonly Waiting[]>([]);
let isStarted = false;
let isFlushing = false;

/** Puts it behind what waits already; returns how to take it out again, false where it is on its way. */
export function waitForHub(one: Waiting): () => boolean {
  start();
  queue.value = [...queue.peek(), one];
  return () => {
    const isIn = queue.peek().includes(one);
    queue.value = queue.peek().filter((each) => each !== one);
    return isIn;
  };
}

function start(): void {
  if (isStarted) return;
  isStarted = true;
  effect(() => {
    if (connection.isOnline.value && queue.value.length > 0) void flush();
  });
  // What waits lives in this page only.
  window.addEventListener('beforeunload', (event) => {
    if (queue.peek().length > 0) event.preventDefault();
  });
}

async function flush(): Promise<void> {
  if (isFlushing) return;
  isFlushing = true;
  try {
    for (let one = queue.peek()[0]; one && connection.isOnline.peek(); one = queue.peek()[0]) {
      const next = one;
      const isStale = await hasCustomerWritten(next);
      if (!queue.peek().includes(next)) continue;
      queue.value = queue.peek().filter((each) => each !== next);
      if (isStale) next.giveUp();
      else await next.carryOut();
    }
  } catch (error) {
    // Away again: the next time it is reached goes on where this ended.
    if (!isUnreachable(error)) throw error;
  } finally {
    isFlushing = false;
  }
}

/** Throws what fetch throws when nobody answers; what else is wrong with it, carrying it out finds out. */
async function hasCustomerWritten({ id, action, lastInboundAt }: Waiting): Promise<boolean> {
  if (action.type !== 'close' && action.type !== 'snooze') return false;
  try {
    const now = await api.call(getConversation, { params: { conversationId: id } });
    const isStale = now.lastInboundAt !== lastInboundAt;
    if (isStale) keepHeads([now]);
    return isStale;
  } catch (error) {
    if (isUnreachable(error)) throw error;
    return false;
  }
}
