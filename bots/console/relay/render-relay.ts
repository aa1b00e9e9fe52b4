import type { MessageView } from '../../../hub/api/customers/messages.ts';
import type { Translate } from '../console.ts';
import type { DeskConversation } from '../desk-views.ts';
import { describeContent, describeEdited, describeReactions } from '../cards/describe-message.ts';
import { join, lines, style, type Styled } from '../telegram/entities.ts';

/** A message of the timeline as shown to an agent: who, in which conversation (not in its own topic), what. */
export function renderRelay(
  t: Translate,
  conversation: Pick<DeskConversation, 'number' | 'contact'>,
  message: MessageView,
  inTopic: boolean,
): Styled {
  const body = describeEdited(t, message, describeContent(t, message));
  return lines(headOf(t, conversation, message, inTopic), body, describeReactions(message), deliveryOf(t, message));
}

/** The first line; null where the place says it all. */
export function headOf(
  t: Translate,
  conversation: Pick<DeskConversation, 'number' | 'contact'>,
  message: MessageView,
  inTopic: boolean,
): Styled | null {
  const number = inTopic ? '' : ` · #${conversation.number}`;
  if (message.kind === 'note') return join('📝 ', style('bold', t('message.note-by', { name: message.author.name })), number);
  if (message.direction === 'out') return join('↩️ ', style('bold', message.author.name), number);
  const forwarded = message.forwarded ? ` · ${t('message.forwarded')}` : '';
  return join(style('bold', conversation.contact.name), number, forwarded);
}

function deliveryOf(t: Translate, message: MessageView): string | null {
  const state = message.delivery?.state;
  return state === 'failed' || state === 'unknown' ? t(`delivery.${state}`) : null;
}
