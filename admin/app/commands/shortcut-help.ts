import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { HubElement } from '../../components/hub-element.ts';
import { t } from '../../words/words.ts';
import type { Command } from './commands.ts';
import { keysInWords, singleKeysAreOn } from './shortcuts.ts';
import './shortcut-help.css';

/** The dialog of `showShortcutHelp`. */
@customElement('hub-shortcut-help')
export class HubShortcutHelp extends HubElement {
  @property({ attribute: false }) commands: readonly Command[] = [];

  protected override render() {
    const groups = [...new Set(this.commands.map(({ group }) => group))];
    return html`<wa-dialog class="shortcut-help" label=${t('shell:shortcuts')} open light-dismiss>
      ${singleKeysAreOn.value ? '' : html`<p class="quiet">${t('shell:shortcutsAreOff')}</p>`}
      <div class="groups">
        ${groups.map(
          (group) =>
            html`<section>
              <h3>${group}</h3>
              <dl>
                ${this.commands
                  .filter((command) => command.group === group)
                  .map(
                    ({ title, keys = '' }) =>
                      html`<div>
                        <dt>${title}</dt>
                        <dd>${keysInWords(keys).map((press) => press.map((key) => html`<kbd>${key}</kbd> `))}</dd>
                      </div>`,
                  )}
              </dl>
            </section>`,
        )}
      </div>
    </wa-dialog>`;
  }
}
