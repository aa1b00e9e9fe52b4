import type { BulkAction, ConversationView } from '../../../../../hub/api/customers/conversations.ts';

/** A conversation before and after what is to be undone, and as it is now. */
export interface Changed {
  before: ConversationView;
  after: ConversationView;
  now: ConversationView;
}

/** One call of an undo; those of `ids` have it in common. */
export interface StepBack {
  ids: string[];
  action: BulkAction;
  /** Who must have them still; only of an assignment. */
  expectedAssigneeId?: string | null;
}

/** How an undo goes, and what it leaves alone because somebody has changed it since. */
export interface WayBack {
  /** One after another; what a step needs is done by those before it. */
  steps: StepBack[];
  /** Ids of conversations of which at least a part stays as it is now. */
  left: string[];
}

type Part = (changed: Changed, at: number) => BulkAction[] | 'left' | null;

/** What an action touches, and so what its undo puts back: the rest may have been changed by others at the same moment. */
const partsOf: Partial<Record<BulkAction['type'], readonly Part[]>> = {
  assign: [assigneeBack],
  take: [assigneeBack],
  close: [statusBack, unreadBack],
  snooze: [statusBack, unreadBack],
  reopen: [statusBack],
  addTag: [tagsBack],
  removeTag: [tagsBack],
  priority: [priorityBack],
};

/**
 * Plans how to have conversations as they were before an action. `at` is the moment of the undo in milliseconds: a snooze that has ended by
 * then is none.
 */
export function stepsBack(type: BulkAction['type'], all: readonly Changed[], at: number): WayBack {
  const steps: StepBack[] = [];
  const left = new Set<string>();
  for (const part of partsOf[type] ?? []) {
    const plans = all.map((changed) => ({ changed, actions: part(changed, at) }));
    for (const { changed, actions } of plans) if (actions === 'left') left.add(changed.now.id);
    for (const turn of [0, 1]) {
      for (const { changed, actions } of plans) {
        const action = Array.isArray(actions) ? actions[turn] : undefined;
        if (action) put(steps, stepOf(changed, action));
      }
    }
  }
  return { steps, left: [...left] };
}

function stepOf({ after, now }: Changed, action: BulkAction): StepBack {
  return { ids: [now.id], action, ...(action.type === 'assign' && { expectedAssigneeId: after.assigneeId }) };
}

/** What is the same for several goes in one call. */
function put(steps: StepBack[], step: StepBack): void {
  const same = steps.find((each) => keyOf(each) === keyOf(step));
  if (same) same.ids.push(...step.ids);
  else steps.push(step);
}

function keyOf({ action, expectedAssigneeId }: StepBack): string {
  return JSON.stringify([action, expectedAssigneeId]);
}

function statusBack({ before, after, now }: Changed, at: number): BulkAction[] | 'left' | null {
  if (before.status === after.status && before.snoozedUntil === after.snoozedUntil) return null;
  if (now.status !== after.status || now.snoozedUntil !== after.snoozedUntil) return 'left';
  if (before.status === 'closed') return [{ type: 'close' }];
  const isStillSnoozed = before.status === 'snoozed' && (before.snoozedUntil === undefined || Date.parse(before.snoozedUntil) > at);
  if (!isStillSnoozed) return after.status === 'open' ? null : [{ type: 'reopen' }];
  const snooze: BulkAction = { type: 'snooze', until: before.snoozedUntil ?? null };
  // What is closed can't be snoozed.
  return after.status === 'closed' ? [{ type: 'reopen' }, snooze] : [snooze];
}

function assigneeBack({ before, after, now }: Changed): BulkAction[] | 'left' | null {
  if (before.assigneeId === after.assigneeId && before.departmentId === after.departmentId) return null;
  if (now.assigneeId !== after.assigneeId || now.departmentId !== after.departmentId) return 'left';
  return [{ type: 'assign', agentId: before.assigneeId, departmentId: before.departmentId }];
}

/** Tag by tag: one that a colleague put on meanwhile stays. */
function tagsBack({ before, after, now }: Changed): BulkAction[] | null {
  const added = after.tags.filter((tag) => !before.tags.includes(tag) && now.tags.includes(tag));
  const removed = before.tags.filter((tag) => !after.tags.includes(tag) && !now.tags.includes(tag));
  return [...added.map((tag): BulkAction => ({ type: 'removeTag', tag })), ...removed.map((tag): BulkAction => ({ type: 'addTag', tag }))];
}

function priorityBack({ before, after, now }: Changed): BulkAction[] | 'left' | null {
  if (before.priority === after.priority) return null;
  return now.priority === after.priority ? [{ type: 'priority', priority: before.priority }] : 'left';
}

/** Closing and snoozing mark as seen; how many were unread is not kept, that some were is. */
function unreadBack({ before, after, now }: Changed): BulkAction[] | null {
  return before.unread > 0 && after.unread === 0 && now.unread === 0 ? [{ type: 'unseen' }] : null;
}
