import type { sendVisitorMessage } from '../../../hub/api/widget/calls.ts';
import type { Answer, Body } from '../call.ts';
import { CallFailed } from '../call.ts';
import type { KeptStore } from '../kept.ts';
import type { Store } from '../state.ts';
import { mostQueued, newThread, nextOf, pauseAfter, type QueueEntry } from './queue-entry.ts';

interface QueueParts {
  store: Store;
  /** Where the queue is kept: the visitor's, or a verified user's own. */
  kept: () => KeptStore;
  /** Names the lock that lets one tab send at a time. */
  lockName: string;
  send(body: Body<typeof sendVisitorMessage>): Promise<Answer<typeof sendVisitorMessage>>;
  onSent(entry: QueueEntry, answer: Answer<typeof sendVisitorMessage>): void;
}

/** What is on its way from this browser: kept over reloads, in order, sent by one tab at a time. */
export interface Queue {
  /** False: there is no room for more. */
  add(entry: QueueEntry): boolean;
  retry(clientId: string): void;
  discard(clientId: string): void;
  /** Sends what waits, now that it may work. */
  goOn(): void;
  /** Takes over what is kept: from before this page, or written by another tab. */
  reload(): void;
}

/** Makes the queue; it begins to send with the first `goOn`. */
export function createQueue({ store, kept, lockName, send, onSent }: QueueParts): Queue {
  let tries = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isPumping = false;
  let isAskedAgain = false;

  const read = () => kept().read().queue ?? [];
  const write = (change: (queue: QueueEntry[]) => QueueEntry[]) => {
    const queue = change(read());
    kept().change({ queue });
    store.change({ queue });
  };
  const set = (clientId: string, part: Partial<QueueEntry>) =>
    write((queue) => queue.map((each) => (each.clientId === clientId ? { ...each, ...part } : each)));

  /** One try; false: not now. */
  const attempt = async (entry: QueueEntry): Promise<boolean> => {
    set(entry.clientId, { state: 'sending' });
    try {
      const answer = await send(bodyOf(entry));
      tries = 0;
      // What was written after it into the same new conversation follows it there.
      write((queue) =>
        queue
          .filter(({ clientId }) => clientId !== entry.clientId)
          .map((each) => (each.thread === entry.thread ? { ...each, thread: answer.conversation.id, isNew: false } : each)),
      );
      onSent(entry, answer);
      return true;
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      if (!error.isPassing) {
        set(entry.clientId, { state: 'failed', code: error.code });
        return true;
      }
      set(entry.clientId, { state: 'waiting' });
      tries += 1;
      return false;
    }
  };
  const pump = async () => {
    for (let entry = nextOf(read()); entry && store.get().session; entry = nextOf(read())) {
      if (await attempt(entry)) continue;
      timer = setTimeout(goOn, pauseAfter(tries));
      return;
    }
  };
  const goOn = () => {
    clearTimeout(timer);
    if (isPumping) {
      isAskedAgain = true;
      return;
    }
    isPumping = true;
    isAskedAgain = false;
    void oneTab(lockName, pump).finally(() => {
      isPumping = false;
      if (isAskedAgain) goOn();
    });
  };

  return {
    add(entry) {
      if (read().length >= mostQueued) return false;
      write((queue) => [...queue, entry]);
      goOn();
      return true;
    },
    retry(clientId) {
      write((queue) => queue.map(({ code: _code, ...each }) => (each.clientId === clientId ? { ...each, state: 'waiting' } : each)));
      goOn();
    },
    discard: (clientId) => write((queue) => queue.filter((each) => each.clientId !== clientId)),
    goOn() {
      tries = 0;
      goOn();
    },
    reload: () => store.change({ queue: read() }),
  };
}

/** Runs while no other tab of this browser does; where locks are unknown at once, since a repeat makes no second message. */
async function oneTab(name: string, run: () => Promise<void>): Promise<void> {
  const { locks } = navigator as { locks?: LockManager };
  await (locks ? locks.request(name, run) : run());
}

function bodyOf({ clientId, thread, isNew, text, attachments, replyTo, press }: QueueEntry): Body<typeof sendVisitorMessage> {
  return {
    clientId,
    conversationId: thread.startsWith(newThread) ? null : thread,
    isNew,
    text,
    attachments: attachments.map(({ id }) => id),
    ...(replyTo && { replyTo: replyTo.id }),
    ...(press && { press }),
  };
}
