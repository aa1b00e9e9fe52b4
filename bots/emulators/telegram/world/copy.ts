import { forwardOrigin, type NewMessage } from './messages.ts';
import type { Message } from './state.ts';

/** What a forwarded (with its origin) or copied message takes from its source; buttons and replies stay behind. */
export function copyOf(source: Message, isForward: boolean): Partial<NewMessage> {
  const { text, entities, caption, captionEntities, media, attachment } = source;
  return { text, entities, caption, captionEntities, media, attachment, forwardOrigin: isForward ? forwardOrigin(source) : undefined };
}
