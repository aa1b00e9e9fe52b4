import type { Priority } from '../../../../hub/api/customers/conversations.ts';
import { t } from '../../../words/words.ts';
import { run, type Run } from './running/run.ts';

/** Sets the priority of conversations. */
export function setPriority(ids: readonly string[], priority: Priority): void {
  run({
    ids,
    action: { type: 'priority', priority },
    look: (head) => (head.priority === priority ? null : { priority }),
    words: (heads) =>
      t('panel:prioritised', { count: heads.length, name: heads[0]?.contact.name ?? '', priority: t(`panel:priority.${priority}`) }),
    canWait: true,
  });
}

/** Puts a tag on conversations; a new name becomes a tag. `isQuiet`: whoever calls tells of it, and how to undo it. */
export function addTag(ids: readonly string[], tag: string, { isQuiet = false }: { isQuiet?: boolean } = {}): Run {
  return run({
    ids,
    action: { type: 'addTag', tag },
    look: ({ tags }) => (tags.includes(tag) ? null : { tags: [...tags, tag] }),
    words: isQuiet ? null : (heads) => t('panel:tagged', { count: heads.length, name: heads[0]?.contact.name ?? '', tag }),
    canWait: true,
  });
}

/** Takes a tag from conversations. */
export function removeTag(ids: readonly string[], tag: string, { isQuiet = false }: { isQuiet?: boolean } = {}): Run {
  return run({
    ids,
    action: { type: 'removeTag', tag },
    look: ({ tags }) => (tags.includes(tag) ? { tags: tags.filter((each) => each !== tag) } : null),
    words: isQuiet ? null : (heads) => t('panel:untagged', { count: heads.length, name: heads[0]?.contact.name ?? '', tag }),
    canWait: true,
  });
}

/** Marks conversations as seen, up to their last message. */
export function markSeen(ids: readonly string[]): void {
  run({ ids, action: { type: 'seen' }, look: () => ({ unread: 0 }), words: null, canWait: true });
}

/** Marks conversations as unread again from the customer's last message on. */
export function markUnseen(ids: readonly string[]): void {
  run({ ids, action: { type: 'unseen' }, look: ({ unread }) => ({ unread: Math.max(1, unread) }), words: null, canWait: true });
}
