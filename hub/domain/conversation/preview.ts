import type { MessageRecord } from '../timeline/model.ts';

const previewLength = 140;

/** A message in one line for lists: its text, or, where it has none, what it is in square brackets (an attachment's kind, `location`, `story-reply`...), which clients translate. */
export function previewOf(
  message: Pick<MessageRecord, 'text' | 'attachments' | 'location' | 'contacts' | 'shared' | 'unsupported' | 'unsupportedType'>,
): string {
  const text = message.text.replace(/\s+/g, ' ').trim();
  if (text) return text.length > previewLength ? `${[...text.slice(0, previewLength)].slice(0, -1).join('')}…` : text;
  // What was sent on says more than the picture of it.
  if (message.shared) return `[${message.shared.what}]`;
  const [attachment] = message.attachments;
  if (attachment) return `[${attachment.kind}]`;
  if (message.location) return '[location]';
  if (message.contacts) return '[contact]';
  return `[${message.unsupportedType ?? 'message'}]`;
}
