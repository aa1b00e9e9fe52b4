import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { HubElement } from '../../components/hub-element.ts';
import { t } from '../../words/words.ts';
import { showDialog } from '../feedback/show-dialog.ts';
import { commandsOnScreen, type Command } from './commands.ts';
import { keysInWords, singleKeysAreOn } from './shortcuts.ts';
import './shortcut-help.css';

/** Lists the keys of this screen. */
export async function showShortcutHelp(): Promise<void> {
  const commands = commandsOnScreen().filter(({ keys }) => keys !== undefined);
  await showDialog(new HubShortcutHelp(), { commands });
}

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
