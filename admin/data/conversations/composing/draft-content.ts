import { z } from 'zod';
import { textFormat } from '../../../../bots/contract/content.ts';
import type { Draft, DraftMode } from '../../../../hub/api/customers/drafts.ts';
import { fileView } from '../../../../hub/api/customers/files.ts';

const draftContent = z.object({
  text: z.string(),
  format: textFormat,
  /** The message that is answered. */
  replyTo: z.string().nullable(),
  /** Agents who were picked as mentions; those whose name was deleted again are left out when it is sent. */
  mentions: z.array(z.string()),
  /** Uploaded files, in order. */
  attachments: z.array(fileView),
});

/** What is in a composer. */
export type DraftContent = z.infer<typeof draftContent>;

/** A draft as this browser keeps it. */
export const keptDraft = z.object({
  content: draftContent,
  /** When it was changed here, in milliseconds since the epoch. */
  changedAt: z.number(),
  /** The hub's draft that it goes on from, by its `updatedAt`; null: the hub had none. */
  basedOn: z.string().nullable(),
  /** The hub doesn't have this state of it. */
  isDirty: z.boolean(),
});
export type KeptDraft = z.infer<typeof keptDraft>;

export const emptyContent: DraftContent = { text: '', format: 'plain', replyTo: null, mentions: [], attachments: [] };

/** True when there is nothing that could be sent. */
export function isEmptyContent({ text, attachments }: Pick<DraftContent, 'text' | 'attachments'>): boolean {
  return text.trim() === '' && attachments.length === 0;
}

/** What the hub keeps, as the composer has it. */
export function contentOf({ text, format, replyTo, mentions, attachments }: Draft): DraftContent {
  return { text, format, replyTo: replyTo ?? null, mentions, attachments };
}

/** Which of two drafts of the same conversation and mode goes on: the one of this browser, or the hub's, which another device may have written. */
export function pickDraft(local: KeptDraft | null, hubs: Draft | null, { isBeingTyped }: { isBeingTyped: boolean }): 'local' | 'hub' {
  if (!local) return 'hub';
  if (isBeingTyped) return 'local';
  if (!local.isDirty) return 'hub';
  // Nobody changed it since, or it is gone there: what was typed here is all there is.
  if (hubs === null || hubs.updatedAt === local.basedOn) return 'local';
  return local.changedAt >= Date.parse(hubs.updatedAt) ? 'local' : 'hub';
}

/** Those picked as mentions whose `@Name` still stands in the text. */
export function mentionsIn(text: string, picked: readonly string[], nameOf: (id: string) => string | undefined): string[] {
  return [...new Set(picked)].filter((id) => {
    const name = nameOf(id);
    return name !== undefined && text.includes(`@${name}`);
  });
}

/** Names the draft of a conversation in a mode. */
export function draftKey(conversationId: string, mode: DraftMode): string {
  return `${conversationId}.${mode}`;
}
