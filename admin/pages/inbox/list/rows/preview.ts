import type { ConversationView } from '../../../../../hub/api/customers/conversations.ts';
import { agentById } from '../../../../data/team.ts';
import { session } from '../../../../data/session.ts';
import { t, tMaybe } from '../../../../words/words.ts';

/** The last message in one line: whose it is when it is the team's, and what it says; what has no text is named in the language on screen. */
export function previewOf(head: ConversationView): { from: string; text: string } {
  const kind = /^\[([\w-]+)\]$/.exec(head.preview)?.[1];
  const text = kind ? tMaybe(`inbox:preview.${kind}`, {}, t('inbox:preview.unsupported')) : head.preview || t('inbox:preview.none');
  return { from: authorOf(head), text };
}

function authorOf({ lastAuthor, lastAuthorId }: ConversationView): string {
  if (lastAuthor === 'bot') return t('inbox:from', { name: t('inbox:bot') });
  if (lastAuthor !== 'agent') return '';
  if (lastAuthorId !== null && lastAuthorId === session.value?.agent.id) return t('inbox:from', { name: t('common:you') });
  const name = agentById(lastAuthorId)?.displayName.split(' ')[0];
  return t('inbox:from', { name: name ?? t('inbox:team') });
}
