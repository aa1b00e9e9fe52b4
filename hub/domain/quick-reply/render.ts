import { quickReplyPlaceholder, type QuickReplyPlaceholder } from '../../api/customers/quick-replies.ts';

/** What stands in for the placeholders; an absent value leaves nothing behind. */
export type QuickReplyValues = Partial<Record<QuickReplyPlaceholder, string>>;

/**
 * A quick reply's text with its placeholders filled, `{{contact.name|there}}` with what to say when the value is absent. What is
 * not a placeholder of ours stays as it is, so that the agent sees the mistake before sending.
 */
export function renderQuickReply(quickReply: { text: string }, values: QuickReplyValues): string {
  return quickReply.text.replaceAll(/\{\{\s*([\w.]+)\s*(?:\|([^{}]*))?\}\}/g, (whole, name: string, otherwise: string | undefined) => {
    const placeholder = quickReplyPlaceholder.safeParse(name);
    if (!placeholder.success) return whole;
    return values[placeholder.data] || (otherwise ?? '').trim();
  });
}
