import type { TemplateResult } from 'lit/html.js';
import type { VisitorMessage } from '../../../hub/api/widget/views.ts';
import type { Chat } from '../chat.ts';
import { linked } from './linked.ts';

let drawMarks: ((markdown: string) => TemplateResult) | null = null;

/** A message's words with their links. Marked-up ones are drawn by code that comes when the first is there. */
export function words(chat: Chat, { text, format }: Pick<VisitorMessage, 'text' | 'format'>): TemplateResult {
  if (format === 'plain') return linked(text);
  if (drawMarks) return drawMarks(text);
  import('./rich.ts').then(
    ({ rich }) => {
      drawMarks = rich;
      chat.set({});
    },
    () => undefined, // offline: the words are there, unmarked, until something is drawn again
  );
  return linked(text);
}
