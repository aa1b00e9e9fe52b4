import { AlarmClock, Check, Ellipsis, Flag, Tag, UserPlus, UserRoundCheck, X, type IconNode } from 'lucide';
import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { Commands, type Command } from '../../../../app/commands/commands.ts';
import { keysInWords } from '../../../../app/commands/shortcuts.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import { t } from '../../../../words/words.ts';
import { conversationCommands } from '../../actions/conversation-commands.ts';
import { clearSelection, selection } from './selection.ts';
import './bulk-bar.css';
import { showAssign, showPriority, showSnooze, showTags } from '../../actions/pickers/pickers.ts';

const inBar: readonly (readonly [id: string, picture: IconNode])[] = [
  ['conversation.toMe', UserRoundCheck],
  ['conversation.assign', UserPlus],
  ['conversation.snooze', AlarmClock],
  ['conversation.tags', Tag],
  ['conversation.priority', Flag],
  ['conversation.close', Check],
];
const inMenu = ['conversation.transfer', 'conversation.reopen', 'conversation.seen', 'conversation.unseen'];

/** These show a list to choose from, beside the button that was pressed. */
const pickers: Record<string, (ids: readonly string[], at: HTMLElement) => void> = {
  'conversation.assign': showAssign,
  'conversation.snooze': showSnooze,
  'conversation.tags': showTags,
  'conversation.priority': showPriority,
};

/** What can be done to all selected conversations at once; while it is on screen the keys of a conversation mean them. */
@customElement('hub-bulk-bar')
export class HubBulkBar extends HubElement {
  constructor() {
    super();
    new Commands(this, () => conversationCommands([...selection.peek()]));
  }

  protected override render() {
    const ids = [...selection.value];
    const commands = new Map(
      conversationCommands(ids)
        .filter(({ isEnabled }) => isEnabled?.() !== false)
        .map((command) => [command.id, command]),
    );
    return html`<div class="bar" role="toolbar" aria-label=${t('inbox:bulk')}>
      <button
        class="icon-button"
        aria-label=${t('inbox:clearSelection')}
        title="${t('inbox:clearSelection')} (Esc)"
        @click=${clearSelection}
      >
        ${icon(X)}
      </button>
      <span class="numbers" role="status"
        ><span class="words">${t('inbox:selected', { count: ids.length })}</span
        ><span class="number" aria-hidden="true">${ids.length}</span></span
      >
      <span class="spacer"></span>
      ${inBar.map(([id, picture]) => this.#renderButton(commands.get(id), picture, ids))} ${this.#renderMenu(commands)}
    </div>`;
  }

  #renderButton(command: Command | undefined, picture: IconNode, ids: readonly string[]) {
    if (!command) return nothing;
    const keys = command.keys ? ` (${keysInWords(command.keys).flat().join(' ')})` : '';
    return html`<button
      class="icon-button"
      aria-label=${command.title}
      title=${command.title + keys}
      @click=${(event: Event) => {
        const pick = pickers[command.id];
        if (pick && event.currentTarget instanceof HTMLElement) pick(ids, event.currentTarget);
        else command.run();
      }}
    >
      ${icon(picture)}
    </button>`;
  }

  #renderMenu(commands: ReadonlyMap<string, Command>) {
    const items = inMenu.flatMap((id) => commands.get(id) ?? []);
    if (items.length === 0) return nothing;
    return html`<wa-dropdown
      placement="top-end"
      @wa-select=${(event: CustomEvent<{ item: { value: string } }>) => commands.get(event.detail.item.value)?.run()}
    >
      <button slot="trigger" class="icon-button" aria-label=${t('common:more')} title=${t('common:more')}>${icon(Ellipsis)}</button>
      ${items.map(({ id, title }) => html`<wa-dropdown-item value=${id}>${title}</wa-dropdown-item>`)}
    </wa-dropdown>`;
  }
}
