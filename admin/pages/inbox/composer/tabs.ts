import { Lock, Reply, StickyNote } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import type { DraftMode } from '../../../../hub/api/customers/drafts.ts';
import { icon } from '../../../components/icon.ts';
import { may } from '../../../data/session.ts';
import { t } from '../../../words/words.ts';

const modes = [
  { mode: 'reply', picture: Reply, key: 'R', needs: 'conversation.reply' },
  { mode: 'note', picture: StickyNote, key: 'N', needs: 'conversation.note' },
] as const;

/** For whom the words are: the customer, or the team only. */
export function renderTabs(mode: DraftMode, choose: (mode: DraftMode) => void): TemplateResult {
  const offered = modes.filter(({ needs }) => may(needs));
  const move = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    choose(mode === 'reply' && may('conversation.note') ? 'note' : may('conversation.reply') ? 'reply' : mode);
  };
  return html`<div class="modes">
    <div role="tablist" aria-label=${t('composer:modes')} @keydown=${move}>
      ${offered.map(
        (each) =>
          html`<button
            role="tab"
            class="mode ${each.mode}"
            aria-selected=${each.mode === mode}
            aria-controls="composer-panel"
            tabindex=${each.mode === mode ? 0 : -1}
            title="${t(`composer:${each.mode}`)} (${each.key})"
            @click=${() => choose(each.mode)}
          >
            ${icon(each.picture, 14)}${t(`composer:${each.mode}`)}
          </button>`,
      )}
    </div>
    ${mode === 'note' ? html`<span class="only-team">${icon(Lock, 12)}${t('composer:onlyTeam')}</span>` : nothing}
  </div>`;
}
