/** Something a visitor wrote that the hub has not taken yet. */
export interface QueueEntry {
  /** Made once and sent with every try: the hub takes it as one message. */
  clientId: string;
  /** A conversation's id; or a name of one to come. */
  thread: string;
  /** It begins a conversation beside those there are. */
  isNew: boolean;
  text: string;
  attachments: QueuedFile[];
  replyTo?: { id: string; text: string };
  press?: { messageId: string; index: number };
  createdAt: string;
  state: 'waiting' | 'sending' | 'failed';
  /** Why the hub refused it. */
  code?: string;
}

/** An uploaded file that waits for its message. */
export interface QueuedFile {
  id: string;
  name: string;
  mimeType: string;
  size: number;
}

/** More than this is not kept: somebody types into a page that is cut off for good. */
export const mostQueued = 50;

/** The prefix of threads that the hub does not know yet. */
export const newThread = 'new:';

/** The next one to go out: of each conversation in order, none that was refused. Null: nothing is to be sent. */
export function nextOf(queue: readonly QueueEntry[]): QueueEntry | null {
  return queue.find(({ state }) => state !== 'failed') ?? null;
}

/** How long to wait before the try after `tries` that failed, in milliseconds: longer each time, at most 20 s, never the same for all. */
export function pauseAfter(tries: number, random = Math.random()): number {
  return Math.min(20_000, 500 * 2 ** Math.min(tries, 6)) * (0.5 + random);
}
