import { signal, type Signal } from '@preact/signals-core';
import { ApiError } from '../../../hub/api/client.ts';
import { getDraft, saveDraft, type Draft, type DraftMode } from '../../../hub/api/customers/drafts.ts';
import { api } from '../api.ts';
import { onEveryConnect } from '../realtime.ts';
import {
  contentOf,
  draftKey,
  emptyContent,
  isEmptyContent,
  pickDraft,
  type DraftContent,
  type KeptDraft,
} from './composing/draft-content.ts';
import { forgetDraft, keepDraft, keptDraftKeys, onDraftElsewhere, readDraft } from './composing/kept-drafts.ts';
import { markDraft } from './listing/draft-marks.ts';

/** So long after the last change the hub gets it. */
const saveAfterMs = 1000;
/** What was changed here within this time is still being typed: nothing from elsewhere replaces it. */
const typingMs = 30_000;

interface DraftState {
  conversationId: string;
  mode: DraftMode;
  content: Signal<DraftContent>;
  /** What this browser keeps of it; null: it never held anything here. */
  kept: KeptDraft | null;
  /** When it was changed on this page; 0: never. */
  typedAt: number;
  timer?: ReturnType<typeof setTimeout> | undefined;
  saving: Promise<void> | null;
}

const states = new Map<string, DraftState>();
const modes = ['reply', 'note'] as const;

/** What is in the composer of a conversation in a mode: of this browser at once, of the hub after `loadDrafts`. */
export function draftOf(conversationId: string, mode: DraftMode): Signal<DraftContent> {
  return stateOf(conversationId, mode).content;
}

/** Changes it: kept by this browser at once, by the hub a second later. */
export function changeDraft(conversationId: string, mode: DraftMode, change: Partial<DraftContent>): void {
  const state = stateOf(conversationId, mode);
  state.typedAt = Date.now();
  put(state, { ...state.content.peek(), ...change }, { isDirty: true });
  clearTimeout(state.timer);
  state.timer = setTimeout(() => void save(state), saveAfterMs);
}

/** Empties it because it was sent or thrown away; the hub's copy goes too. */
export function clearDraft(conversationId: string, mode: DraftMode): void {
  changeDraft(conversationId, mode, emptyContent);
  stateOf(conversationId, mode).typedAt = 0;
  markDraft(conversationId, otherText(conversationId, mode));
}

/** Reads what the hub keeps and goes on with the newer. Never throws: without the hub this browser's own stay. */
export async function loadDrafts(conversationId: string): Promise<void> {
  try {
    const found = await api.call(getDraft, { params: { conversationId } });
    for (const mode of modes) adopt(stateOf(conversationId, mode), found[mode]);
  } catch {
    // Offline, or it may not be seen any more, which the thread says.
  }
}

/** Hands to the hub what it doesn't have yet, when the conversation is left. */
export function flushDrafts(conversationId: string): void {
  for (const mode of modes) void save(stateOf(conversationId, mode));
  markDraft(conversationId, otherText(conversationId));
}

let isStarted = false;

/** Follows other windows, and hands over after every connect what could not be saved; once for the page. */
export function startDrafts(): void {
  if (isStarted) return;
  isStarted = true;
  onDraftElsewhere((conversationId, mode, told) => {
    const state = stateOf(conversationId, mode);
    if (isBeingTyped(state) || (told && told.changedAt <= (state.kept?.changedAt ?? 0))) return;
    state.kept = told;
    state.content.value = told?.content ?? emptyContent;
  });
  onEveryConnect(() => {
    for (const { conversationId, mode } of keptDraftKeys()) void save(stateOf(conversationId, mode));
  });
}

function stateOf(conversationId: string, mode: DraftMode): DraftState {
  const key = draftKey(conversationId, mode);
  const known = states.get(key);
  if (known) return known;
  const kept = readDraft(conversationId, mode);
  const made: DraftState = { conversationId, mode, content: signal(kept?.content ?? emptyContent), kept, typedAt: 0, saving: null };
  states.set(key, made);
  return made;
}

function isBeingTyped({ typedAt, kept }: DraftState): boolean {
  return typedAt > 0 && (kept?.isDirty === true || Date.now() - typedAt < typingMs);
}

function adopt(state: DraftState, found: Draft | null): void {
  if (pickDraft(state.kept, found, { isBeingTyped: isBeingTyped(state) }) === 'local') {
    if (state.kept && !state.kept.isDirty) return;
    void save(state);
    return;
  }
  state.kept = null;
  put(state, found ? contentOf(found) : emptyContent, { isDirty: false, basedOn: found?.updatedAt ?? null });
}

function put(state: DraftState, content: DraftContent, { isDirty, basedOn }: { isDirty: boolean; basedOn?: string | null }): void {
  state.content.value = content;
  state.kept = { content, isDirty, changedAt: Date.now(), basedOn: basedOn === undefined ? (state.kept?.basedOn ?? null) : basedOn };
  if (isDirty || !isEmptyContent(content)) keepDraft(state.conversationId, state.mode, state.kept);
  else forgetDraft(state.conversationId, state.mode);
}

/** One save after another: an old one can't overtake a newer. What can't be saved now stays dirty for the next connect. */
async function save(state: DraftState): Promise<void> {
  clearTimeout(state.timer);
  if (state.saving) await state.saving;
  if (!state.kept?.isDirty || state.saving) return;
  state.saving = send(state).finally(() => {
    state.saving = null;
  });
  await state.saving;
}

async function send(state: DraftState): Promise<void> {
  const { conversationId, mode } = state;
  const content = state.content.peek();
  if (isEmptyContent(content) && state.kept?.basedOn === null) {
    put(state, content, { isDirty: false }); // the hub never had it
    return;
  }
  try {
    const saved = await api.call(saveDraft, { params: { conversationId }, body: bodyOf(mode, content) }).catch(async (error: unknown) => {
      // A file, message or agent that is gone must not cost the words.
      if (!(error instanceof ApiError) || error.code === 'conversation.unknown' || error.status !== 404) throw error;
      return api.call(saveDraft, { params: { conversationId }, body: { mode, text: content.text, format: content.format } });
    });
    const isStill = state.content.peek() === content;
    put(state, state.content.peek(), { isDirty: !isStill, basedOn: saved[mode]?.updatedAt ?? null });
    markDraft(conversationId, otherText(conversationId));
  } catch {
    // Kept by this browser; the next connect or change saves it.
  }
}

function bodyOf(mode: DraftMode, { text, format, replyTo, mentions, attachments }: DraftContent) {
  return { mode, text, format, mentions, attachments: attachments.map(({ id }) => id), ...(replyTo && { replyTo }) };
}

/** What a list shows as the conversation's draft: the reply before the note. */
function otherText(conversationId: string, without?: DraftMode): string | null {
  for (const mode of modes) {
    if (mode === without) continue;
    const { text } = stateOf(conversationId, mode).content.peek();
    if (text.trim()) return text;
  }
  return null;
}
