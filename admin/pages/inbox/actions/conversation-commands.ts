import type { Command } from '../../../app/commands/commands.ts';
import type { ConversationView } from '../../../../hub/api/customers/conversations.ts';
import { headOf } from '../../../data/conversations/heads.ts';
import { may, session } from '../../../data/session.ts';
import { t } from '../../../words/words.ts';
import { assignConversations, mayMove, takeConversations } from './assign.ts';
import { blockContactOf, unblockContactOf } from './block.ts';
import { copyLink } from './copy-link.ts';
import { markSeen, markUnseen } from './marks.ts';
import { closeConversations, reopenConversations } from './status.ts';
import { transferConversations } from './transfer/transfer.ts';
import { showAssign, showPriority, showSnooze, showTags } from './pickers/pickers.ts';

/** What keys and palette do to conversations: the open one, or several that were selected. What can't be done to them is not offered. */
export function conversationCommands(target: string | readonly string[]): Command[] {
  const ids = typeof target === 'string' ? [target] : [...target];
  const heads = (): ConversationView[] => ids.flatMap((id) => headOf(id).peek() ?? []);
  const some = (test: (head: ConversationView) => boolean) => (): boolean => heads().some(test);
  const group = ids.length > 1 ? t('panel:selected', { count: ids.length }) : t('panel:conversation');
  const isLive = ({ status }: ConversationView): boolean => status !== 'closed';
  const commands: (Command & { isAllowed: boolean })[] = [
    {
      id: 'conversation.close',
      title: t('panel:close'),
      group,
      keys: 'KeyE',
      isAllowed: may('conversation.close'),
      isEnabled: some(isLive),
      run: () => closeConversations(ids),
    },
    {
      id: 'conversation.closeAndNext',
      title: t('panel:closeAndNext'),
      group,
      keys: 'Shift+KeyE',
      isAllowed: may('conversation.close'),
      isEnabled: some(isLive),
      run: () => closeConversations(ids, 'next'),
    },
    {
      id: 'conversation.reopen',
      title: t('panel:reopen'),
      group,
      isAllowed: may('conversation.close'),
      isEnabled: some(({ status }) => status !== 'open'),
      run: () => reopenConversations(ids),
    },
    {
      id: 'conversation.snooze',
      title: t('panel:snoozeEllipsis'),
      group,
      keys: 'KeyZ',
      isAllowed: may('conversation.snooze'),
      isEnabled: some(isLive),
      run: () => showSnooze(ids),
    },
    {
      id: 'conversation.assign',
      title: t('panel:assignEllipsis'),
      group,
      keys: 'KeyA',
      isAllowed: may('conversation.assign'),
      isEnabled: some((head) => isLive(head) && mayMove(head)),
      run: () => showAssign(ids),
    },
    {
      id: 'conversation.toMe',
      title: t('panel:assignToMe'),
      group,
      keys: 'KeyI',
      isAllowed: may('conversation.assign'),
      isEnabled: some((head) => isLive(head) && mayMove(head) && head.assigneeId !== session.peek()?.agent.id),
      run: () => giveToMe(ids),
    },
    {
      id: 'conversation.transfer',
      title: t('panel:transferEllipsis'),
      group,
      isAllowed: may('conversation.assign') && may('department.view'),
      isEnabled: some((head) => isLive(head) && mayMove(head)),
      run: () => void transferConversations(ids),
    },
    {
      id: 'conversation.tags',
      title: t('panel:tagsEllipsis'),
      group,
      keys: 'KeyL',
      isAllowed: may('conversation.reply'),
      run: () => showTags(ids),
    },
    {
      id: 'conversation.priority',
      title: t('panel:priorityEllipsis'),
      group,
      keys: 'KeyP',
      isAllowed: may('conversation.reply'),
      run: () => showPriority(ids),
    },
    {
      id: 'conversation.unseen',
      title: t('panel:markUnread'),
      group,
      keys: 'KeyU',
      isAllowed: true,
      run: () => markUnseen(ids),
    },
    {
      id: 'conversation.seen',
      title: t('panel:markRead'),
      group,
      isAllowed: true,
      isEnabled: some(({ unread }) => unread > 0),
      run: () => markSeen(ids),
    },
    ...(ids.length === 1 ? ofOne(ids[0] ?? '', group) : []),
  ];
  return commands.filter(({ isAllowed }) => isAllowed);
}

function ofOne(id: string, group: string): (Command & { isAllowed: boolean })[] {
  const isBlocked = (): boolean => headOf(id).peek()?.contact.blocked ?? false;
  return [
    {
      id: 'conversation.block',
      title: t('panel:blockEllipsis'),
      group,
      isAllowed: may('contact.edit'),
      isEnabled: () => !isBlocked(),
      run: () => void blockContactOf(id),
    },
    {
      id: 'conversation.unblock',
      title: t('panel:unblock'),
      group,
      isAllowed: may('contact.edit'),
      isEnabled: isBlocked,
      run: () => void unblockContactOf(id),
    },
    { id: 'conversation.copyLink', title: t('panel:copyLink'), group, isAllowed: true, run: () => void copyLink(id) },
  ];
}

/** What nobody has is taken, so that only one of two gets it; what a colleague has is given by a decision. */
function giveToMe(ids: readonly string[]): void {
  const me = session.peek()?.agent.id;
  if (me === undefined) return;
  const isFree = ids.every((id) => headOf(id).peek()?.assigneeId === null);
  if (isFree) takeConversations(ids);
  else assignConversations(ids, { agentId: me });
}
