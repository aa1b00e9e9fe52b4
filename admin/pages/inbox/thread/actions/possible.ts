import type { MessageView } from '../../../../../hub/api/customers/messages.ts';
import { isMine } from '../../../../data/conversations/thread-live.ts';
import { may } from '../../../../data/session.ts';
import type { ChannelAbilities } from '../abilities.ts';

/** What can be done with a message, in the order it is offered in. */
export type MessageAction = 'reply' | 'react' | 'copyText' | 'copyLink' | 'edit' | 'delete';

/** What this agent may do with this message on this channel. */
export function actionsOf(message: MessageView, abilities: ChannelAbilities, now = Date.now()): MessageAction[] {
  const actions: MessageAction[] = [];
  const isThere = message.deletedAt === undefined;
  const isNote = message.kind === 'note';
  const mayAnswer = may('conversation.reply');
  if (isThere && (isNote ? may('conversation.note') : mayAnswer)) actions.push('reply');
  if (isThere && mayAnswer && (isNote || abilities.react)) actions.push('react');
  if (message.text !== '') actions.push('copyText');
  actions.push('copyLink');
  if (!isThere || message.direction === 'in' || !may(isNote ? 'conversation.note' : 'conversation.reply')) return actions;
  if (!isMine(message) && !may('conversation.take-over')) return actions;
  if (canEdit(message, abilities)) actions.push('edit');
  if (canDelete(message, abilities, now)) actions.push('delete');
  return actions;
}

/** True while a change has to be made at the customer too. */
export function isAtCustomer({ kind, delivery }: Pick<MessageView, 'kind' | 'delivery'>): boolean {
  return kind === 'text' && ['sent', 'delivered', 'read'].includes(delivery?.state ?? '');
}

function canEdit(message: MessageView, { edit }: ChannelAbilities): boolean {
  const state = message.delivery?.state;
  if (message.text === '' || state === 'sending' || state === 'unknown') return false;
  return !isAtCustomer(message) || edit;
}

function canDelete(message: MessageView, { deleteHours }: ChannelAbilities, now: number): boolean {
  if (message.delivery?.state === 'sending') return false;
  return !isAtCustomer(message) || deleteHours === null || now - Date.parse(message.createdAt) < deleteHours * 3_600_000;
}
