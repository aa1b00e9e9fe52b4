import { newThread } from '../../data/sending/queue-entry.ts';
import type { Chat } from '../chat.ts';

/** Words that were not sent, kept for each conversation of each visitor. */
export interface Draft {
  /** What belongs where one writes, given what stands there; null: just that. To be asked after every drawing. */
  settle(written: string): string | null;
  keep(written: string): void;
  /** What stands there is none of the visitor's drafts: the next time theirs is given anew. */
  restart(): void;
}

/** Makes the drafts of a chat. */
export function createDraft(chat: () => Chat): Draft {
  let owner = '';
  let thread = '';
  let picked: string | null = null;
  /** Threads that the hub does not know have names that no later page will know. */
  const nameOf = (name: string) => `${owner} ${name.startsWith(newThread) ? newThread : name}`;
  const keep = (written: string) => {
    if (owner) chat().core.setDraft(nameOf(thread), written);
  };
  return {
    settle(written) {
      const { session, begun } = chat().state();
      const hadOwner = owner !== '';
      if (!session) {
        owner = '';
        return hadOwner ? '' : null;
      }
      const now = chat().thread();
      const isOwner = owner === session.visitorId;
      if (isOwner && now === thread) return null;
      // The same words to the same people: only now it is known to whom, or in which conversation.
      const isSame = !isOwner || (thread.startsWith(newThread) && (picked === null || begun[thread] === now));
      const isCarried = isSame && written.trim() !== '';
      if (isCarried) keep('');
      owner = session.visitorId;
      thread = now;
      picked = chat().view().thread;
      if (isCarried) keep(written);
      return isCarried ? null : chat().core.draft(nameOf(now));
    },
    keep,
    restart() {
      owner = '';
    },
  };
}
