import type { MessageTemplate } from '../../../../../bots/contract/template.ts';

/** What the customer would read: header, body and footer with the blanks filled; an empty blank stays as it is, so that it shows. */
export function filled(
  { header, body, footer }: Pick<MessageTemplate, 'header' | 'body' | 'footer'>,
  values: Record<string, string>,
): string {
  const fill = (text: string): string => text.replaceAll(/\{\{([^{}]+)\}\}/g, (blank, key: string) => values[key.trim()]?.trim() || blank);
  return [header, body, footer].flatMap((text) => (text ? [fill(text)] : [])).join('\n\n');
}
