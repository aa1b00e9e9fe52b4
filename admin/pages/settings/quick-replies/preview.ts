import { quickReplyPlaceholder, type QuickReplyPlaceholder } from '../../../../hub/api/customers/quick-replies.ts';

/** A stretch of a quick reply as it would be sent: plain text, a value filled in, or a placeholder that nobody knows. */
export interface Stretch {
  kind: 'text' | 'value' | 'unknown';
  text: string;
}

/**
 * A quick reply's text with sample values in the place of its placeholders, by the hub's own rules: `{{contact.name|there}}` names what stands
 * there without a value, and what is no placeholder stays as it is.
 */
export function previewOf(text: string, values: Partial<Record<QuickReplyPlaceholder, string>>): Stretch[] {
  const stretches: Stretch[] = [];
  let from = 0;
  for (const found of text.matchAll(/\{\{\s*([\w.]+)\s*(?:\|([^{}]*))?\}\}/g)) {
    if (found.index > from) stretches.push({ kind: 'text', text: text.slice(from, found.index) });
    const [whole, name = '', otherwise = ''] = found;
    const placeholder = quickReplyPlaceholder.safeParse(name);
    stretches.push(
      placeholder.success ? { kind: 'value', text: values[placeholder.data] || otherwise.trim() } : { kind: 'unknown', text: whole },
    );
    from = found.index + whole.length;
  }
  if (from < text.length) stretches.push({ kind: 'text', text: text.slice(from) });
  return stretches;
}
