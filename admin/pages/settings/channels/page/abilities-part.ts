import { Check, Minus } from 'lucide';
import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import { t } from '../../../../words/words.ts';
import { abilityRows } from './ability-words.ts';

/** What a channel can do and what it can't, in words. */
@customElement('hub-channel-abilities')
export class HubChannelAbilities extends HubElement {
  @property({ attribute: false }) abilities: Record<string, unknown> = {};

  protected override render() {
    return html`<section class="section-part">
      <h2 id="abilities">${t('channels:abilities')}</h2>
      <p>${t('channels:abilitiesLead')}</p>
      <table class="table abilities" aria-labelledby="abilities">
        <thead class="sr-only">
          <tr>
            <th scope="col">${t('channels:abilityWhat')}</th>
            <th scope="col">${t('channels:abilityHow')}</th>
          </tr>
        </thead>
        <tbody>
          ${abilityRows(this.abilities).map(
            ({ what, how }) =>
              html`<tr>
                <th class="plain" scope="row">${what}</th>
                <td class=${how === null ? 'quiet' : ''}>
                  <span class="how">${icon(how === null ? Minus : Check, 14)} <span>${how ?? t('channels:cannot')}</span></span>
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </section>`;
  }
}
