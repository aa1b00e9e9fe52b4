import { Ellipsis } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import type { ConversationView } from '../../../../hub/api/customers/conversations.ts';
import { commandsOnScreen, type Command } from '../../../app/commands/commands.ts';
import { keysInWords } from '../../../app/commands/shortcuts.ts';
import { navigate } from '../../../app/routing/route.ts';
import { icon } from '../../../components/icon.ts';
import { may } from '../../../data/session.ts';
import { t } from '../../../words/words.ts';
import { conversationCommands } from '../actions/conversation-commands.ts';

/** What has a button of its own where there is room; `conversation.reopen` of a snoozed one has none. */
const ownButtons = ['conversation.snooze', 'conversation.assign'];
const inMenu = [
  ...ownButtons,
  'conversation.reopen',
  'conversation.transfer',
  'conversation.tags',
  'conversation.priority',
  'conversation.unseen',
  'conversation.copyLink',
];
const dangerous = ['conversation.block', 'conversation.unblock'];

/** Everything else that can be done with a conversation; where it is narrow also what has no room for a button. */
export function renderMenu(conversationId: string, { contact, status }: ConversationView): TemplateResult {
  const commands = conversationCommands(conversationId).filter(({ isEnabled }) => isEnabled?.() ?? true);
  const find = (id: string): Command | undefined => commands.find((command) => command.id === id);
  const items = (ids: readonly string[]): (TemplateResult | typeof nothing)[] =>
    ids.flatMap((id) => {
      const command = find(id);
      if (!command || (id === 'conversation.reopen' && status === 'closed')) return [];
      return renderItem(command, ownButtons.includes(id) ? 'narrow-only' : '');
    });
  const choose = (event: CustomEvent<{ item: { value: string } }>): void => {
    const { value } = event.detail.item;
    if (value === 'contact') navigate(`/contacts/${contact.id}`);
    else if (value === 'search') searchCommand()?.run();
    else find(value)?.run();
  };
  return html`<wa-dropdown placement="bottom-end" @wa-select=${choose}>
    <button slot="trigger" class="icon-button" aria-label=${t('panel:moreActions')} title=${t('panel:moreActions')}>
      ${icon(Ellipsis)}
    </button>
    ${items(inMenu)}
    <wa-dropdown-item value="search">${t('panel:searchInThread')}</wa-dropdown-item>
    ${may('contact.view') ? html`<wa-dropdown-item value="contact">${t('panel:openContact')}</wa-dropdown-item>` : nothing}
    ${dangerous.some(find) ? html`<wa-divider></wa-divider>${items(dangerous)}` : nothing}
  </wa-dropdown>`;
}

function renderItem({ id, title, keys }: Command, kind: string): TemplateResult {
  return html`<wa-dropdown-item value=${id} class=${kind} variant=${id === 'conversation.block' ? 'danger' : 'default'}
    >${title}${keys ? html`<span slot="details" class="keys">${keysInWords(keys).flat().join(' ')}</span>` : nothing}</wa-dropdown-item
  >`;
}

/** The thread's own: it opens its field and keeps the focus. */
function searchCommand(): Command | undefined {
  return commandsOnScreen().find(({ id }) => id === 'thread.search');
}
