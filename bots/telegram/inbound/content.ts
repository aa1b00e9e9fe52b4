import type { InboundContent } from '../../contract/content.ts';
import type { MessageEnvelope } from './update.ts';

/** What a message says. */
export function toContent(message: MessageEnvelope): InboundContent | undefined {
  const text = typeof message['text'] === 'string' ? message['text'] : '';
  return { text, format: 'plain', attachments: [] };
}
