import { draftMode, type DraftMode } from '../../../../hub/api/customers/drafts.ts';
import { session } from '../../session.ts';
import { draftKey, keptDraft, type KeptDraft } from './draft-content.ts';

/** `hub.draft.<agent>.<conversation>.<mode>`: two people at one browser don't see each other's. */
function prefix(): string {
  return `hub.draft.${session.peek()?.agent.id ?? ''}.`;
}

/** What this browser keeps of a draft; null where it keeps nothing. */
export function readDraft(conversationId: string, mode: DraftMode): KeptDraft | null {
  return parse(localStorage.getItem(prefix() + draftKey(conversationId, mode)));
}

/** Keeps it for the next visit and for other windows. A browser whose store is full keeps the hub's copy only. */
export function keepDraft(conversationId: string, mode: DraftMode, draft: KeptDraft): void {
  try {
    localStorage.setItem(prefix() + draftKey(conversationId, mode), JSON.stringify(draft));
  } catch {
    // The page and, a second later, the hub have it.
  }
}

/** Forgets it. */
export function forgetDraft(conversationId: string, mode: DraftMode): void {
  localStorage.removeItem(prefix() + draftKey(conversationId, mode));
}

/** Every draft of the signed-in agent that this browser keeps. */
export function keptDraftKeys(): { conversationId: string; mode: DraftMode }[] {
  return Object.keys(localStorage).flatMap((key) => placeOf(key) ?? []);
}

/** Hears what another window of this browser wrote or, with null, sent or threw away. */
export function onDraftElsewhere(hear: (conversationId: string, mode: DraftMode, told: KeptDraft | null) => void): void {
  window.addEventListener('storage', ({ key, newValue }) => {
    const found = key === null ? null : placeOf(key);
    if (found) hear(found.conversationId, found.mode, parse(newValue));
  });
}

function placeOf(key: string): { conversationId: string; mode: DraftMode } | null {
  if (!key.startsWith(prefix())) return null;
  const [conversationId = '', told] = key.slice(prefix().length).split('.');
  const mode = draftMode.safeParse(told);
  return mode.success ? { conversationId, mode: mode.data } : null;
}

function parse(text: string | null): KeptDraft | null {
  if (text === null) return null;
  try {
    return keptDraft.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null; // not ours
  }
}
