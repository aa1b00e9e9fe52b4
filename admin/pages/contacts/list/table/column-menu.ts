import { ArrowDown, ArrowUp, Columns3 } from 'lucide';
import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { CustomFieldView } from '../../../../../hub/api/customers/custom-fields.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import { t } from '../../../../words/words.ts';
import { placePanel } from '../place-panel.ts';
import { allColumns, usualColumns, wordsOfColumn } from './columns.ts';
import './column-menu.css';

/** Other columns, or the same in another order. */
export class ColumnsChanged extends Event {
  static readonly type = 'hub-columns-changed';
  readonly columns: readonly string[];

  constructor(columns: readonly string[]) {
    super(ColumnsChanged.type, { bubbles: true });
    this.columns = columns;
  }
}

/**
 * Chooses which columns are shown, and their order.
 * @event hub-columns-changed - ColumnsChanged
 */
@customElement('hub-column-menu')
export class HubColumnMenu extends HubElement {
  @property({ attribute: false }) columns: readonly string[] = [];
  @property({ attribute: false }) customFields: readonly CustomFieldView[] = [];
  @state() private isOpen = false;
  @query('.panel') private panel!: HTMLElement;
  @query('button') private button!: HTMLButtonElement;

  protected override render() {
    const hidden = allColumns(this.customFields).filter((column) => !this.columns.includes(column));
    return html`<button
        class="icon-button"
        popovertarget="contact-columns"
        aria-label=${t('contacts:columns')}
        title=${t('contacts:columns')}
      >
        ${icon(Columns3)}
      </button>
      <div id="contact-columns" class="panel" popover role="dialog" aria-label=${t('contacts:columns')} @toggle=${this.#onToggle}>
        ${
          this.isOpen
            ? html`<p class="hint">${t('contacts:nameColumnStays')}</p>
                <ul>
                  ${this.columns.map((column, place) => this.#renderShown(column, place))}
                  ${hidden.map((column) => this.#renderBox(column, false))}
                </ul>
                <button class="button small plain" @click=${() => this.#set(usualColumns)}>${t('contacts:columnsReset')}</button>`
            : nothing
        }
      </div>`;
  }

  #renderShown(column: string, place: number) {
    const name = wordsOfColumn(column, this.customFields);
    return html`<li>
      ${this.#renderCheck(column, true)}<button
        class="icon-button"
        aria-label=${t('contacts:moveUp', { name })}
        title=${t('contacts:moveUp', { name })}
        ?disabled=${place === 0}
        @click=${() => this.#move(place, -1)}
      >
        ${icon(ArrowUp, 13)}</button
      ><button
        class="icon-button"
        aria-label=${t('contacts:moveDown', { name })}
        title=${t('contacts:moveDown', { name })}
        ?disabled=${place === this.columns.length - 1}
        @click=${() => this.#move(place, 1)}
      >
        ${icon(ArrowDown, 13)}
      </button>
    </li>`;
  }

  #renderBox(column: string, isShown: boolean) {
    return html`<li>${this.#renderCheck(column, isShown)}</li>`;
  }

  #renderCheck(column: string, isShown: boolean) {
    return html`<label class="check"
      ><input type="checkbox" .checked=${isShown} @change=${() => this.#toggle(column)} /><span class="ellipsis"
        >${wordsOfColumn(column, this.customFields)}</span
      ></label
    >`;
  }

  #toggle(column: string): void {
    this.#set(this.columns.includes(column) ? this.columns.filter((each) => each !== column) : [...this.columns, column]);
  }

  #move(place: number, step: 1 | -1): void {
    const column = this.columns[place];
    if (column === undefined) return;
    this.#set(this.columns.toSpliced(place, 1).toSpliced(place + step, 0, column));
  }

  #set(columns: readonly string[]): void {
    this.dispatchEvent(new ColumnsChanged(columns));
  }

  #onToggle = (event: ToggleEvent): void => {
    this.isOpen = event.newState === 'open';
    if (this.isOpen) placePanel(this.button, this.panel, 260);
    else if (this.contains(document.activeElement)) this.button.focus();
  };
}
