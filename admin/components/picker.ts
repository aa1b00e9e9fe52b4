import type * as FloatingUi from '@floating-ui/dom';
import { Check } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { fuzzyScore } from '../app/commands/fuzzy.ts';
import { t } from '../words/words.ts';
import { HubElement } from './hub-element.ts';
import { icon } from './icon.ts';
import './picker.css';

/** Something that can be picked. */
export interface Choice {
  value: string;
  label: string;
  /** A face, a colour, an icon before the label. */
  mark?: TemplateResult;
  /** A quiet word behind it. */
  hint?: string;
  isDisabled?: boolean;
}

/** Something was picked (`value`), or in a picker of many it was put in or taken out; `typed` when it is a new word. */
export class PickEvent extends Event {
  static readonly type = 'hub-pick';
  readonly value: string;
  readonly isNew: boolean;

  constructor(value: string, isNew = false) {
    super(PickEvent.type, { bubbles: true });
    this.value = value;
    this.isNew = isNew;
  }
}

let made = 0;

/**
 * Picks one or several of a list by typing: a field with a list under it, used inside a popover (`anchor`) or in place. The one who uses it
 * keeps what is chosen: it hears PickEvent and sets `chosen`.
 * @event hub-pick - PickEvent
 * @event hub-picker-close - Escape, or the focus left (with an anchor)
 */
@customElement('hub-picker')
export class HubPicker extends HubElement {
  @property({ attribute: false }) choices: readonly Choice[] = [];
  @property({ attribute: false }) chosen: readonly string[] = [];
  @property() label = '';
  /** With it a word that is not in the list can be added, and this says so: "Create tag “{{text}}”". */
  @property({ attribute: false }) createLabel: ((typed: string) => string) | null = null;
  /** What it hangs under; without one it stands where it is put. */
  @property({ attribute: false }) anchor: HTMLElement | null = null;
  @state() private typed = '';
  @state() private active = 0;
  @query('.picker') private box!: HTMLElement;
  @query('input') private field!: HTMLInputElement;
  readonly #id = `picker-${(made += 1)}`;
  #stopPlacing: (() => void) | undefined;

  /** Puts the focus into the field. */
  override focus(): void {
    this.field.focus();
  }

  protected override firstUpdated(): void {
    if (!this.anchor) return;
    const { anchor, box } = this;
    box.popover = 'manual';
    box.showPopover();
    void keepPlaced(anchor, box).then((stop) => {
      if (this.isConnected) this.#stopPlacing = stop;
      else stop();
    });
    this.field.focus();
    document.addEventListener('pointerdown', this.#closeOutside, true);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopPlacing?.();
    document.removeEventListener('pointerdown', this.#closeOutside, true);
  }

  protected override render() {
    const found = this.#found();
    const canCreate = this.#canCreate();
    const count = found.length + (canCreate ? 1 : 0);
    return html`<div class="picker ${this.anchor ? 'floating' : ''}">
      <input
        class="input"
        role="combobox"
        aria-expanded="true"
        aria-controls="${this.#id}-list"
        aria-autocomplete="list"
        aria-label=${this.label}
        aria-activedescendant=${count > 0 ? `${this.#id}-${this.active}` : nothing}
        placeholder=${this.label}
        autocomplete="off"
        .value=${this.typed}
        @input=${this.#type}
        @keydown=${this.#key}
      />
      <div id="${this.#id}-list" class="list scroll" role="listbox" aria-label=${this.label} aria-multiselectable="true">
        ${found.map((choice, index) => this.#renderChoice(choice, index))}
        ${
          canCreate
            ? html`<div
                id="${this.#id}-${found.length}"
                class="option"
                role="option"
                aria-selected="false"
                data-active=${this.active === found.length}
                @click=${() => this.#pick(null)}
              >
                ${this.createLabel?.(this.typed.trim())}
              </div>`
            : nothing
        }
        ${count === 0 ? html`<div class="none quiet" role="option" aria-disabled="true" aria-selected="false">${t('common:nothingFound')}</div>` : nothing}
      </div>
    </div>`;
  }

  #renderChoice({ value, label, mark, hint, isDisabled = false }: Choice, index: number): TemplateResult {
    const isChosen = this.chosen.includes(value);
    return html`<div
      id="${this.#id}-${index}"
      class="option"
      role="option"
      aria-selected=${isChosen}
      aria-disabled=${isDisabled}
      data-active=${index === this.active}
      @pointermove=${() => {
        this.active = index;
      }}
      @click=${() => this.#pick(index)}
    >
      ${mark ?? nothing}<span class="ellipsis">${label}</span>${hint ? html`<span class="hint">${hint}</span>` : nothing}
      <span class="tick">${isChosen ? icon(Check, 14) : nothing}</span>
    </div>`;
  }

  #found(): readonly Choice[] {
    if (this.typed.trim() === '') return this.choices;
    const scored = this.choices.map((choice) => ({ choice, score: fuzzyScore(`${choice.label} ${choice.hint ?? ''}`, this.typed) }));
    return scored
      .filter(({ score }) => score > 0)
      .toSorted((a, b) => b.score - a.score)
      .map(({ choice }) => choice);
  }

  #canCreate(): boolean {
    const typed = this.typed.trim().toLowerCase();
    return this.createLabel !== null && typed !== '' && !this.choices.some(({ label }) => label.toLowerCase() === typed);
  }

  #type = (): void => {
    this.typed = this.field.value;
    this.active = 0;
  };

  #key = (event: KeyboardEvent): void => {
    const count = this.#found().length + (this.#canCreate() ? 1 : 0);
    if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && count > 0) {
      event.preventDefault();
      this.active = (this.active + (event.key === 'ArrowDown' ? 1 : -1) + count) % count;
      void this.updateComplete.then(() =>
        this.renderRoot.querySelector(`#${this.#id}-${this.active}`)?.scrollIntoView({ block: 'nearest' }),
      );
    } else if (event.key === 'Enter' && !event.isComposing && count > 0) {
      event.preventDefault();
      this.#pick(this.active < this.#found().length ? this.active : null);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.#close();
    } else if (event.key === 'Tab' && this.anchor) this.#close();
  };

  #pick(index: number | null): void {
    const choice = index === null ? null : this.#found()[index];
    if (choice?.isDisabled) return;
    if (choice) this.dispatchEvent(new PickEvent(choice.value));
    else if (index === null) this.dispatchEvent(new PickEvent(this.typed.trim(), true));
    this.typed = '';
    this.field.focus();
  }

  #close(): void {
    this.dispatchEvent(new Event('hub-picker-close', { bubbles: true }));
  }

  #closeOutside = (event: Event): void => {
    const path = event.composedPath();
    if (!path.includes(this) && !(this.anchor && path.includes(this.anchor))) this.#close();
  };
}

/** Keeps the list under its anchor; how to place is loaded with the first list that opens. */
async function keepPlaced(anchor: HTMLElement, box: HTMLElement): Promise<() => void> {
  const floating = await import('@floating-ui/dom');
  return floating.autoUpdate(anchor, box, () => void place(floating, anchor, box));
}

async function place(
  { computePosition, flip, offset, shift, size }: typeof FloatingUi,
  anchor: HTMLElement,
  box: HTMLElement,
): Promise<void> {
  const { x, y } = await computePosition(anchor, box, {
    placement: 'bottom-start',
    strategy: 'fixed',
    middleware: [
      offset(4),
      flip({ padding: 8 }),
      shift({ padding: 8 }),
      size({
        padding: 8,
        apply: ({ availableHeight }) => {
          box.style.maxHeight = `${Math.min(360, availableHeight)}px`;
        },
      }),
    ],
  });
  Object.assign(box.style, { left: `${x}px`, top: `${y}px` });
}

let open: { picker: HubPicker; close: () => void } | null = null;

/** Opens a picker under an element: `openPicker(button, {choices, chosen, label}, value => …)`. Picking one closes it unless `isMany`. Returns its closing. */
export function openPicker(
  anchor: HTMLElement,
  {
    isMany = false,
    ...given
  }: Pick<HubPicker, 'choices' | 'chosen' | 'label'> & Partial<Pick<HubPicker, 'createLabel'>> & { isMany?: boolean },
  onPick: (event: PickEvent, picker: HubPicker) => void,
): () => void {
  const wasOpenHere = open?.picker.anchor === anchor;
  open?.close();
  if (wasOpenHere) return () => undefined;
  const picker = Object.assign(new HubPicker(), given, { anchor });
  const close = (): void => {
    if (open?.picker !== picker) return;
    open = null;
    const hadFocus = picker.contains(document.activeElement);
    picker.remove();
    anchor.setAttribute('aria-expanded', 'false');
    if (hadFocus) anchor.focus();
  };
  picker.addEventListener(PickEvent.type, (event) => {
    if (!(event instanceof PickEvent)) return;
    if (!isMany) close();
    onPick(event, picker);
  });
  picker.addEventListener('hub-picker-close', close);
  open = { picker, close };
  anchor.setAttribute('aria-expanded', 'true');
  // Inside an open dialog only what is inside it can be reached; elsewhere it stays within the page's landmarks.
  (anchor.closest('wa-dialog, dialog') ?? anchor.closest('main') ?? document.querySelector('main') ?? document.body).append(picker);
  return close;
}
