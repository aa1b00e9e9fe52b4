import { html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { HubElement } from '../../components/hub-element.ts';
import { t } from '../../words/words.ts';
import type { Command } from './commands.ts';
import { findElsewhere } from './palette-search.ts';
import { fuzzyScore } from './fuzzy.ts';
import { keysInWords } from './shortcuts.ts';
import './palette.css';

/** The command palette: everything that can be done here, and every conversation and contact by name, from the keyboard. */
@customElement('hub-palette')
export class HubPalette extends HubElement {
  @state() private typed = '';
  @state() private active = 0;
  @state() private found: readonly Command[] = [];
  @query('dialog') private dialog!: HTMLDialogElement;
  #commands: readonly Command[] = [];
  #search: AbortController | null = null;

  /** Opens over whatever is on screen, with what can be done there. */
  show(commands: readonly Command[]): void {
    this.#commands = commands;
    this.typed = '';
    this.found = [];
    this.active = 0;
    this.dialog.showModal();
    this.renderRoot.querySelector<HTMLInputElement>('input')?.select();
  }

  protected override render() {
    const results = this.#results();
    return html`<dialog class="palette" aria-label=${t('shell:palette')} @click=${this.#closeOutside} @close=${() => this.#search?.abort()}>
      <input
        class="typed"
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant=${results.length > 0 ? `palette-${this.active}` : nothing}
        aria-label=${t('shell:palettePlaceholder')}
        placeholder=${t('shell:palettePlaceholder')}
        autocomplete="off"
        spellcheck="false"
        .value=${this.typed}
        @input=${this.#type}
        @keydown=${this.#move}
      />
      <div id="palette-list" class="list scroll" role="listbox" aria-label=${t('shell:palette')}>${this.#renderGroups(results)}</div>
      <p class="foot quiet">
        <span><kbd>↑</kbd> <kbd>↓</kbd> ${t('shell:paletteMove')}</span> <span><kbd>↵</kbd> ${t('shell:paletteRun')}</span>
        <span><kbd>Esc</kbd> ${t('shell:paletteClose')}</span>
      </p>
    </dialog>`;
  }

  #renderGroups(results: readonly Command[]): TemplateResult | TemplateResult[] {
    if (results.length === 0) return html`<p class="none quiet">${t('shell:paletteNothing')}</p>`;
    const groups = [...new Set(results.map(({ group }) => group))];
    return groups.map(
      (group) =>
        html`<div role="group" aria-label=${group}>
          <div class="group" aria-hidden="true">${group}</div>
          ${results.map((command, index) => (command.group === group ? this.#renderCommand(command, index) : nothing))}
        </div>`,
    );
  }

  #renderCommand(command: Command, index: number): TemplateResult {
    return html`<div
      id="palette-${index}"
      class="option"
      role="option"
      aria-selected=${index === this.active}
      @pointermove=${() => {
        this.active = index;
      }}
      @click=${() => this.#run(command)}
    >
      <span class="ellipsis">${command.title}${command.hint ? html` <span class="quiet">${command.hint}</span>` : nothing}</span>
      ${
        command.keys === undefined
          ? nothing
          : html`<span class="keys">${keysInWords(command.keys).map((press) => press.map((key) => html`<kbd>${key}</kbd>`))}</span>`
      }
    </div>`;
  }

  #results(): readonly Command[] {
    if (this.typed.trim() === '') return inGroups(this.#commands);
    const scored = this.#commands.map((command) => ({
      command,
      score: Math.max(fuzzyScore(command.title, this.typed), fuzzyScore(command.words ?? '', this.typed) * (command.words ? 0.8 : 0)),
    }));
    const best = scored.filter(({ score }) => score > 0).toSorted((a, b) => b.score - a.score);
    return inGroups([...best.slice(0, 12).map(({ command }) => command), ...this.found]);
  }

  #type = (event: InputEvent): void => {
    if (!(event.currentTarget instanceof HTMLInputElement)) return;
    this.typed = event.currentTarget.value;
    this.active = 0;
    this.#search?.abort();
    const search = new AbortController();
    this.#search = search;
    void findElsewhere(this.typed, search.signal).then((found) => {
      if (!search.signal.aborted) this.found = found;
    });
  };

  #move = (event: KeyboardEvent): void => {
    const results = this.#results();
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step !== undefined && results.length > 0) {
      event.preventDefault();
      this.active = (this.active + step + results.length) % results.length;
      void this.updateComplete.then(() => this.renderRoot.querySelector(`#palette-${this.active}`)?.scrollIntoView({ block: 'nearest' }));
    }
    const chosen = results[this.active];
    if (event.key === 'Enter' && !event.isComposing && chosen) {
      event.preventDefault();
      this.#run(chosen);
    }
  };

  #run(command: Command): void {
    this.dialog.close();
    command.run();
  }

  #closeOutside = (event: MouseEvent): void => {
    if (event.target === this.dialog) this.dialog.close();
  };
}

/** The groups in the order of their first command, each together, so that the arrows move as the eye does. */
function inGroups(commands: readonly Command[]): Command[] {
  const groups = new Map<string, Command[]>();
  for (const command of commands) groups.set(command.group, [...(groups.get(command.group) ?? []), command]);
  return [...groups.values()].flat();
}

declare global {
  interface HTMLElementTagNameMap {
    'hub-palette': HubPalette;
  }
}
