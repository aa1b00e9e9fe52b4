import { CornerUpLeft, Ellipsis, Link, Pencil, SmilePlus } from 'lucide';
import { html, type TemplateResult } from 'lit';
import type { MessageView } from '../../../../../hub/api/customers/messages.ts';
import { icon } from '../../../../components/icon.ts';
import { t } from '../../../../words/words.ts';
import type { Scene } from '../scene.ts';
import { actionsOf, type MessageAction } from './possible.ts';

const quick: readonly MessageAction[] = ['reply', 'react', 'edit', 'copyLink'];

/** The few things most often done with a message, beside it; the rest is in the menu. */
export function renderToolbar(message: MessageView, { abilities, acts }: Scene): TemplateResult {
  const possible = actionsOf(message, abilities).filter((action) => quick.includes(action));
  return html`<div class="toolbar" role="toolbar" aria-label=${t('thread:actions')}>
    ${possible.map((action) => {
      const { picture, run } = toolOf(action, message, acts);
      return html`<button class="icon-button" aria-label=${t(`thread:${action}`)} title=${t(`thread:${action}`)} @click=${run}>
        ${icon(picture, 15)}
      </button>`;
    })}
    <button
      class="icon-button"
      aria-haspopup="menu"
      aria-label=${t('common:more')}
      title=${t('common:more')}
      @click=${(event: Event) => event.currentTarget instanceof Element && acts.showMenu(message, event.currentTarget)}
    >
      ${icon(Ellipsis, 15)}
    </button>
  </div>`;
}

function toolOf(action: MessageAction, message: MessageView, acts: Scene['acts']) {
  const onPress = (event: Event) => event.currentTarget instanceof Element && acts.chooseReaction(message, event.currentTarget);
  switch (action) {
    case 'react':
      return { picture: SmilePlus, run: onPress };
    case 'edit':
      return { picture: Pencil, run: () => acts.edit(message) };
    case 'copyLink':
      return { picture: Link, run: () => acts.copyLink(message) };
    default:
      return { picture: CornerUpLeft, run: () => acts.reply(message) };
  }
}
