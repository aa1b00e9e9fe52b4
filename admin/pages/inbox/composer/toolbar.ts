import { AtSign, Bold, BookmarkPlus, Code, Italic, Link, Paperclip, Smile, Type, Zap } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import type { TextMark } from './field/formatting.ts';
import { keysInWords } from '../../../app/commands/shortcuts.ts';
import { icon } from '../../../components/icon.ts';
import { may } from '../../../data/session.ts';
import { t } from '../../../words/words.ts';

/** What the buttons under the field do. */
export interface ToolbarActs {
  attach: (files: File[]) => void;
  emoji: (anchor: HTMLElement) => void;
  /** Types a sign that opens a list. */
  sign: (sign: '/' | '@') => void;
  toggleFormat: () => void;
  mark: (mark: TextMark) => void;
  saveQuickReply: () => void;
}

/** Keys of the marks, by `event.code`. */
export const markKeys: Record<TextMark, string> = {
  bold: '$mod+KeyB',
  italic: '$mod+KeyI',
  code: '$mod+KeyE',
  link: '$mod+Shift+KeyU',
};

const marks = [
  ['bold', Bold],
  ['italic', Italic],
  ['code', Code],
  ['link', Link],
] as const;

/** The buttons under the field. */
export function renderToolbar(
  acts: ToolbarActs,
  { isNote, isEditing, isFormatted, hasText }: { isNote: boolean; isEditing: boolean; isFormatted: boolean; hasText: boolean },
): TemplateResult {
  return html`<div class="tools" role="toolbar" aria-label=${t('composer:tools')}>
    ${isEditing || !may('file.upload') ? nothing : attachButton(acts)}
    <button
      class="icon-button"
      aria-label=${t('composer:emoji')}
      title=${t('composer:emoji')}
      aria-haspopup="dialog"
      @click=${(event: Event) => {
        if (event.currentTarget instanceof HTMLElement) acts.emoji(event.currentTarget);
      }}
    >
      ${icon(Smile)}
    </button>
    ${isEditing || !may('quick-reply.view') ? nothing : tool(Zap, t('composer:quickReplies'), () => acts.sign('/'), '/')}
    ${isNote && !isEditing ? tool(AtSign, t('composer:mention'), () => acts.sign('@'), '@') : nothing}
    <button
      class="icon-button"
      aria-label=${t('composer:format')}
      title=${t('composer:format')}
      aria-pressed=${isFormatted}
      @click=${acts.toggleFormat}
    >
      ${icon(Type)}
    </button>
    ${isFormatted ? marks.map(([mark, picture]) => tool(picture, t(`composer:mark.${mark}`), () => acts.mark(mark), markKeys[mark])) : nothing}
    ${
      may('quick-reply.manage') && !isEditing && hasText
        ? html`<span class="wide">${tool(BookmarkPlus, t('composer:saveQuickReply'), acts.saveQuickReply)}</span>`
        : nothing
    }
  </div>`;
}

function tool(picture: typeof Bold, label: string, run: () => void, keys = ''): TemplateResult {
  const title = keys ? `${label} (${keys.length > 1 ? keysInWords(keys).flat().join(' ') : keys})` : label;
  return html`<button
    class="icon-button"
    aria-label=${label}
    title=${title}
    @pointerdown=${(event: Event) => event.preventDefault() /* what is selected in the field stays so */}
    @click=${run}
  >
    ${icon(picture)}
  </button>`;
}

function attachButton(acts: ToolbarActs): TemplateResult {
  const choose = (event: Event): void => {
    const { currentTarget: input } = event;
    if (!(input instanceof HTMLInputElement)) return;
    acts.attach([...(input.files ?? [])]);
    input.value = ''; // the same file can be chosen again
  };
  return html`<button
      class="icon-button"
      aria-label=${t('composer:attach')}
      title=${t('composer:attach')}
      @click=${(event: Event) => {
        const input = event.currentTarget instanceof HTMLElement ? event.currentTarget.nextElementSibling : null;
        if (input instanceof HTMLInputElement) input.click();
      }}
    >
      ${icon(Paperclip)}</button
    ><input type="file" multiple hidden tabindex="-1" aria-hidden="true" @change=${choose} />`;
}
