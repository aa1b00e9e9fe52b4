import type { ChannelView } from '../../../../../hub/api/customers/channels.ts';
import type { FilterName } from '../../../../data/conversations/listing/query.ts';
import { session } from '../../../../data/session.ts';
import { agentById, departmentById } from '../../../../data/team.ts';
import { spanShort } from '../../../../words/formats.ts';
import { t } from '../../../../words/words.ts';

/** What a filter is about. */
export function wordsOfFilter(name: FilterName): string {
  return t(`inbox:filter.${name}`);
}

/** What a filter asks for, in words: a name for an id, where it is known. */
export function wordsOfValue(name: FilterName, value: unknown, channels: readonly ChannelView[]): string {
  const text = String(value);
  switch (name) {
    case 'status':
      return statusWords(text);
    case 'assignee':
      return text === 'me' || text === session.value?.agent.id
        ? t('common:me')
        : text === 'none'
          ? t('common:nobody')
          : (agentById(text)?.displayName ?? t('inbox:filter.gone'));
    case 'channel':
      return channels.find(({ id }) => id === text)?.name ?? t('inbox:filter.gone');
    case 'department':
      return departmentById(text)?.name ?? t('inbox:filter.gone');
    case 'priority':
      return priorityWords(text);
    case 'waiting':
      return t('inbox:filter.atLeast', { span: spanShort(Number(value) * 60_000) });
    case 'tag':
      return text;
    case 'unread':
    case 'mentioned':
      return '';
  }
}

/** A conversation's state, in words. */
function statusWords(status: string): string {
  return status === 'open' ? t('inbox:status.open') : status === 'snoozed' ? t('inbox:tab.snoozed') : t('inbox:tab.closed');
}

function priorityWords(priority: string): string {
  if (priority === 'urgent') return t('inbox:priority.urgent');
  if (priority === 'high') return t('inbox:priority.high');
  return priority === 'low' ? t('inbox:priority.low') : t('inbox:priority.normal');
}
