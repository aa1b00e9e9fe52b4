import { SendHorizontal, StickyNote } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import type { TextFormat } from '../../../../bots/contract/content.ts';
import { toPlain } from '../../../../bots/contract/rich-text.ts';
import type { DraftMode } from '../../../../hub/api/customers/drafts.ts';
import { icon } from '../../../components/icon.ts';
import type { ChannelAbilities } from '../../../data/conversations/composing/abilities.ts';
import { fitText } from '../../../data/conversations/composing/limits.ts';
import { preferences } from '../../../data/preferences.ts';
import { keysInWords } from '../../../app/commands/shortcuts.ts';
import { number } from '../../../words/formats.ts';
import { t } from '../../../words/words.ts';

/** What the end of the composer shows and does. */
export interface Foot {
  mode: DraftMode;
  text: string;
  format: TextFormat;
  isEditing: boolean;
  hasFiles: boolean;
  /** It goes out as soon as its files are there. */
  isUploading: boolean;
  /** Of one message on the channel, in bytes where the provider counts those; null: no limit counts, or it is not known. */
  limits: Pick<ChannelAbilities, 'textLength' | 'textBytes'> | null;
  /** The channel lets nothing be sent now. */
  isBlocked: boolean;
  /** The conversation is closed and may be opened by the one who writes. */
  canReopen: boolean;
  acts: { send: () => void; reopenAndSend: () => void; cancelEdit: () => void; callOff: () => void };
}

/** Counter, hint and the button that sends. */
export function renderFoot(foot: Foot): TemplateResult {
  const { isEditing, isUploading, acts } = foot;
  const sent = foot.format === 'markdown' ? toPlain(foot.text) : foot.text;
  const bytes = foot.limits?.textBytes ?? null;
  const fit = foot.limits && fitText(bytes === null ? sent.length : new TextEncoder().encode(sent).length, bytes ?? foot.limits.textLength);
  const isTooLong = isEditing && fit !== null && fit.parts > 1;
  const canSend = (foot.text.trim() !== '' || (foot.hasFiles && !isEditing)) && !foot.isBlocked && !isTooLong;
  return html`<div class="end">
    ${
      fit?.isNear
        ? html`<span class="fit numbers ${fit.parts > 1 ? 'over' : ''}" role="status"
            >${number(fit.length)} /
            ${number(fit.limit)}${fit.parts > 1 ? html` · ${t(isTooLong ? 'composer:tooLong' : 'composer:parts', { count: fit.parts })}` : nothing}</span
          >`
        : html`<span class="hint wide" aria-hidden="true">${sendHint()}</span>`
    }
    ${isEditing ? html`<button class="button small" @click=${acts.cancelEdit}>${t('common:cancel')}</button>` : nothing}
    ${isUploading ? html`<button class="button small" @click=${acts.callOff}>${t('common:cancel')}</button>` : nothing}
    ${
      foot.canReopen && !isEditing && !isUploading
        ? html`<button class="button small" aria-disabled=${!canSend} @click=${() => canSend && acts.reopenAndSend()}>
            ${t('composer:reopenAndSend')}
          </button>`
        : nothing
    }
    ${sendButton(foot, canSend)}
  </div>`;
}

/** Stays in the tab order while it can do nothing, so that the focus is never lost. */
function sendButton({ mode, isEditing, isUploading, acts }: Foot, canSend: boolean): TemplateResult {
  const isNote = mode === 'note';
  const words = isUploading
    ? t('composer:waitingForFiles')
    : isEditing
      ? t('common:save')
      : t(isNote ? 'composer:addNote' : 'composer:send');
  return html`<button
    class="button small send ${isNote ? 'note' : 'primary'}"
    aria-disabled=${!canSend || isUploading}
    @click=${() => {
      if (canSend && !isUploading) acts.send();
    }}
  >
    ${isEditing ? nothing : icon(isNote ? StickyNote : SendHorizontal, 14)}${words}
  </button>`;
}

function sendHint(): string {
  const { sendWith } = preferences.value;
  const keys = keysInWords(sendWith === 'enter' ? 'Enter' : '$mod+Enter')
    .flat()
    .join(' ');
  return t('composer:sendHint', { keys });
}
