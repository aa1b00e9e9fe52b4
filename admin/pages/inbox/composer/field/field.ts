import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { HubElement } from '../../../../components/hub-element.ts';
import { preferences } from '../../../../data/preferences.ts';
import { toggleMark, type TextMark } from './formatting.ts';
import { keyMeans } from './keys.ts';
import { Suggesting } from './suggesting.ts';
import { suggestionList } from './suggestion-list.ts';
import type { Suggestion } from './suggestions.ts';
import './field.css';

/** What the field asks for; the composer does it. */
export interface FieldActs {
  change: (text: string) => void;
  send: () => void;
  /** Escape: leaves what can be left; false: nothing could, so the field lets go of the focus. */
  leave: () => boolean;
  /** Up in an empty field; false: there is nothing of one's own to change. */
  editLast: () => boolean;
  takeFiles: (files: File[]) => void;
  mention: (agentId: string) => void;
}

let made = 0;

/** The text field of the composer: as high as its text, at most two fifths of the window; finishes `/`, `@` and `:` from a list. */
@customElement('hub-composer-field')
export class HubComposerField extends HubElement {
  @property({ attribute: false }) conversationId = '';
  @property() value = '';
  @property() placeholder = '';
  @property() label = '';
  @property({ type: Boolean }) canMention = false;
  @property({ attribute: false }) acts: FieldActs | null = null;
  @query('textarea') readonly area!: HTMLTextAreaElement;
  readonly #suggesting = new Suggesting(this);
  readonly #id = `composer-suggestions-${(made += 1)}`;

  override focus(): void {
    this.area.focus();
  }

  /** Puts the caret behind the text and the focus into the field. */
  focusEnd(): void {
    this.area.focus();
    this.area.setSelectionRange(this.area.value.length, this.area.value.length);
  }

  /** Marks what is selected, or takes the mark off. */
  mark(mark: TextMark): void {
    const { area } = this;
    const { from, to, insert, selectFrom, selectTo } = toggleMark(area.value, area.selectionStart, area.selectionEnd, mark);
    this.#replace(from, to, insert);
    area.setSelectionRange(selectFrom, selectTo);
  }

  /** Types a text where the caret is, over what is selected. A sign that opens a list gets the space it needs before it. */
  type(text: string): void {
    const { area } = this;
    const before = area.value.slice(0, area.selectionStart);
    const needsSpace = /^[/@:]$/.test(text) && before !== '' && !/\s$/.test(before);
    this.#replace(area.selectionStart, area.selectionEnd, needsSpace ? ` ${text}` : text);
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('conversationId')) this.#suggesting.close();
    this.#fit();
    if (this.#suggesting.isOpen) this.querySelector(`#${this.#id} [aria-selected='true']`)?.scrollIntoView({ block: 'nearest' });
  }

  protected override render() {
    const { isOpen, found, active } = this.#suggesting;
    return html`${suggestionList(this.#id, this.#suggesting, (each) => this.#pick(each))}
      <textarea
        rows="1"
        class="scroll"
        aria-label=${this.label}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls=${isOpen && found.length > 0 ? this.#id : nothing}
        aria-activedescendant=${isOpen && found.length > 0 ? `${this.#id}-${active}` : nothing}
        placeholder=${this.placeholder}
        maxlength="150000"
        enterkeyhint=${isTouch() ? 'enter' : 'send'}
        .value=${live(this.value)}
        @input=${this.#input}
        @keydown=${this.#key}
        @click=${this.#look}
        @paste=${this.#paste}
        @blur=${() => this.#suggesting.close()}
      ></textarea>`;
  }

  #input = (): void => {
    this.acts?.change(this.area.value);
    this.#look();
  };

  #look = (): void => {
    const { area, canMention, conversationId } = this;
    void this.#suggesting.look(area.value, area.selectionStart, { canMention, conversationId });
  };

  #key = (event: KeyboardEvent): void => {
    const { area } = this;
    const means = keyMeans(event, {
      sendWith: preferences.peek().sendWith,
      isTouch: isTouch(),
      hasList: this.#suggesting.isOpen,
      isEmpty: area.value === '',
    });
    if (means === null) return;
    if (means === 'edit-last' && !this.acts?.editLast()) return;
    event.preventDefault();
    event.stopPropagation();
    if (means === 'send') this.acts?.send();
    else if (means === 'next') this.#suggesting.move(1);
    else if (means === 'previous') this.#suggesting.move(-1);
    else if (means === 'close-list') this.#suggesting.close();
    else if (means === 'leave' && !this.acts?.leave()) area.blur();
    else if (means === 'pick') {
      const chosen = this.#suggesting.found[this.#suggesting.active];
      if (chosen) this.#pick(chosen);
      else this.#suggesting.close();
    }
  };

  #pick({ insert, mentions, inserted }: Suggestion): void {
    const { trigger } = this.#suggesting;
    if (!trigger) return;
    const to = trigger.from + 1 + trigger.query.length;
    if (mentions !== undefined) this.acts?.mention(mentions);
    this.#replace(trigger.from, to, insert);
    this.#suggesting.close();
    inserted?.();
  }

  /** Files and pictures become attachments; of a formatted text only the words arrive, which is what a text field does by itself. */
  #paste = (event: ClipboardEvent): void => {
    const files = [...(event.clipboardData?.files ?? [])];
    const hasText = event.clipboardData?.types.includes('text/plain') ?? false;
    // A spreadsheet's copy brings its own picture along.
    if (files.length === 0 || hasText) return;
    event.preventDefault();
    this.acts?.takeFiles(files);
  };

  /** By the browser's own typing, so that it can be undone; the value changes by the event it sends. */
  #replace(from: number, to: number, text: string): void {
    const { area } = this;
    area.focus();
    area.setSelectionRange(from, to);
    if (document.execCommand('insertText', false, text)) return;
    area.setRangeText(text, from, to, 'end');
    area.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }

  /** Where the browser doesn't size a field by its content itself. */
  #fit(): void {
    if (CSS.supports('field-sizing', 'content')) return;
    this.area.style.height = 'auto';
    this.area.style.height = `${this.area.scrollHeight}px`;
  }
}

/** On a phone's keyboard Enter is a new line: there is no Shift to hold. */
function isTouch(): boolean {
  return matchMedia('(pointer: coarse)').matches;
}
