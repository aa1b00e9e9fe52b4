import { batch } from '@preact/signals-core';
import type { BulkAction, ConversationView } from '../../../../../hub/api/customers/conversations.ts';
import { showError, showToast, showUndo } from '../../../../app/feedback/toasts.ts';
import { connection } from '../../../../data/connection-state.ts';
import { changeHead, headOf, keepHeads } from '../../../../data/conversations/heads.ts';
import { t } from '../../../../words/words.ts';
import { clearSelection, selection } from '../../list/bulk/selection.ts';
import { progress } from './progress.ts';
import { mountProgressBar } from './progress-bar.ts';
import { tellRefused, wordsOfDoing } from './refusal-words.ts';
import { send, type Details, type Outcome } from './send.ts';
import { waitForHub } from './waiting.ts';

/** One thing done to one or many conversations. */
export interface Doing {
  ids: readonly string[];
  action: BulkAction;
  /** How a conversation looks at once; null: it is like that already, or the action is not for it. */
  look: (head: ConversationView) => Partial<ConversationView> | null;
  /** What the toast says of what was done; null: no toast, it shows by itself. */
  words: ((heads: readonly ConversationView[]) => string) | null;
  details?: Details;
  /** What waits for the connection when there is none; without it it is refused then: who has a conversation can't be decided offline. */
  canWait?: boolean;
  /** Runs before an undo, such as the way back to the conversation. */
  onUndo?: () => void;
  /** More to do about a refusal. */
  onRefused?: (outcome: Outcome) => { label: string; run: () => void }[];
}

/** What was begun: how it ended, and how to take it back (with a toast of what could not be). */
export interface Run {
  /** How each conversation was before. */
  before: ReadonlyMap<string, ConversationView>;
  outcome: Promise<Outcome>;
  undo: () => void;
}

/** More than these show how far they are. */
const fewAtOnce = 20;
/** More than these are not kept for later. */
const mostWaiting = 20;

/** After these a conversation is usually on another list: what was selected for it is done with. */
const movesOn: readonly BulkAction['type'][] = ['close', 'reopen', 'snooze', 'assign', 'take'];

/** Does it: shown at once, sent, confirmed or taken back and explained, with an undo for six seconds. */
export function run(doing: Doing): Run {
  const { action, look, words } = doing;
  const before = new Map<string, ConversationView>();
  const back = new Map<string, () => void>();
  batch(() => {
    for (const id of new Set(doing.ids)) {
      const head = headOf(id).peek();
      const change = head && look(head);
      if (!head || !change) continue;
      before.set(id, head);
      back.set(id, changeHead(id, change));
    }
  });
  // Of what is not known here there is nothing to show, and no undo.
  const ids = [...before.keys(), ...doing.ids.filter((id) => headOf(id).peek() === null)];
  if (movesOn.includes(action.type) && doing.ids.every((id) => selection.peek().has(id))) clearSelection();
  let isUndone = false;
  const started = connection.isOnline.peek() ? sendTold(ids, doing) : Promise.resolve(cutOff(ids));
  const undo = (): void => {
    if (isUndone) return;
    isUndone = true;
    doing.onUndo?.();
    takeBack();
  };
  const takeBack = (): void => {
    // Here by now, as the pickers are, or it comes with the first undo.
    Promise.all([outcome, import('./undo-run.ts')])
      .then(([{ done }, { undoRun }]) => undoRun(action.type, before, done))
      .catch((error: unknown) => showError(error, takeBack));
  };
  const untell = words && before.size > 0 ? showUndo(words([...before.values()]), () => undo()) : () => undefined;
  const outcome = started.then((ended) => settle(ended, { doing, before, back, untell, undone: () => isUndone }));
  return { before, outcome, undo };
}

async function sendTold(ids: readonly string[], { action, details }: Doing): Promise<Outcome> {
  if (ids.length === 0) return { done: [], refused: [], unreached: [] };
  const isLong = ids.length > fewAtOnce;
  if (isLong) mountProgressBar();
  const tell = (through: number): void => {
    if (isLong) progress.value = { words: wordsOfDoing(action), through, total: ids.length };
  };
  tell(0);
  try {
    return await send(ids, action, details, tell);
  } finally {
    if (isLong) progress.value = null;
  }
}

interface Settling {
  doing: Doing;
  before: ReadonlyMap<string, ConversationView>;
  back: ReadonlyMap<string, () => void>;
  untell: () => void;
  undone: () => boolean;
}

/** Keeps what was confirmed, takes back what was not and says why. */
function settle(ended: Outcome, settling: Settling): Outcome {
  const { doing, back, untell } = settling;
  batch(() => {
    keepHeads(ended.done);
    for (const { id } of ended.refused) back.get(id)?.();
  });
  if (ended.refused.length > 0) {
    if (ended.done.length === 0) untell();
    tellRefused(ended.refused, { done: ended.done.length, actions: doing.onRefused?.(ended) ?? [] });
  }
  if (ended.unreached.length > 0) cannotReach(ended, settling);
  return ended;
}

function cannotReach({ unreached, cut }: Outcome, { doing, before, back, untell, undone }: Settling): void {
  untell();
  const rest = { ...doing, ids: unreached };
  const takeBack = (): void => batch(() => unreached.forEach((id) => back.get(id)?.()));
  if (undone() || !doing.canWait || unreached.length > mostWaiting) {
    takeBack();
    if (!undone()) showError(cut, () => void run(rest));
    return;
  }
  const cancels = unreached.map((id) =>
    waitForHub({
      id,
      action: doing.action,
      lastInboundAt: before.get(id)?.lastInboundAt ?? null,
      giveUp: () => {
        back.get(id)?.();
        showToast({ text: t('panel:wroteMeanwhile', { name: before.get(id)?.contact.name ?? '' }), stayMs: 10_000 });
      },
      carryOut: async () => {
        const ended = await sendTold([id], doing);
        // Cut again in between: it is told like anything else that failed.
        settle(ended, { doing: { ...doing, canWait: false }, before, back, untell: () => undefined, undone: () => false });
      },
    }),
  );
  showToast({
    text: t('panel:waitsForHub'),
    stayMs: 8000,
    actions: [
      {
        label: t('common:undo'),
        run: () => {
          const isOut = cancels.map((cancel) => cancel()).every(Boolean);
          takeBack();
          if (isOut) doing.onUndo?.();
        },
      },
    ],
  });
}

function cutOff(ids: readonly string[]): Outcome {
  return { done: [], refused: [], unreached: [...ids], cut: new TypeError('offline') };
}
