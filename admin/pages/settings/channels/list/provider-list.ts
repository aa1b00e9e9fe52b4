import { html, nothing, type TemplateResult } from 'lit';
import { href } from '../../../../app/routing/route.ts';
import { t, tMaybe } from '../../../../words/words.ts';
import type { Provider } from '../channel-queries.ts';
import { providerMark } from '../channel-marks.ts';
import { abilitiesInShort } from '../page/ability-words.ts';

/** The catalogue: every provider of the hub's registry, with what it can do; with `canConnect` each leads to its form. */
export function providerList(providers: readonly Provider[], { canConnect }: { canConnect: boolean }): TemplateResult {
  return html`<ul class="providers">
    ${providers.map(
      ({ provider, title, abilities, isUnofficial }) =>
        html`<li class="card">
          ${providerMark(provider)}
          <div>
            <h3>${title} ${isUnofficial ? html`<span class="chip warn">${t('channels:unofficialShort')}</span>` : nothing}</h3>
            <p class="quiet">${tMaybe(`channels:about.${provider}`, {}, abilitiesInShort(abilities))}</p>
          </div>
          ${
            canConnect
              ? html`<a
                  class="button"
                  href=${href(`/settings/channels/new?provider=${provider}`)}
                  aria-label=${t('channels:connectNamed', { title })}
                  >${t('channels:connect')}</a
                >`
              : nothing
          }
        </li>`,
    )}
  </ul>`;
}
