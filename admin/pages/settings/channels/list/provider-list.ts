import { html, nothing, type TemplateResult } from 'lit';
import { href } from '../../../../app/routing/route.ts';
import { t, tMaybe } from '../../../../words/words.ts';
import type { Provider } from '../channel-queries.ts';
import { providerMark, providerTitle } from '../channel-marks.ts';
import { abilitiesInShort } from '../page/ability-words.ts';

/** The catalogue: every provider of the hub's registry, the allowed ones first, with what it can do; with `canConnect` each leads to its form. */
export function providerList(providers: readonly Provider[], { canConnect }: { canConnect: boolean }): TemplateResult {
  const rank = ({ isUnofficial, isBuiltIn }: Provider): number => (isUnofficial ? 2 : isBuiltIn ? 1 : 0);
  return html`<ul class="providers">
    ${providers
      .toSorted((a, b) => rank(a) - rank(b))
      .map((each) => {
        const { provider, abilities, isUnofficial, isBuiltIn } = each;
        const title = providerTitle(each);
        return html`<li class="card">
          ${providerMark(provider)}
          <div>
            <h3>${title} ${isUnofficial ? html`<span class="chip warn">${t('channels:unofficialShort')}</span>` : nothing}</h3>
            <p class="quiet">${tMaybe(`channels:about.${provider}`, {}, abilitiesInShort(abilities))}</p>
          </div>
          ${
            !canConnect
              ? nothing
              : isBuiltIn
                ? html`<a class="button" href=${href('/settings/widget')}>${t('channels:setUp')}</a>`
                : html`<a
                    class="button"
                    href=${href(`/settings/channels/new?provider=${provider}`)}
                    aria-label=${t('channels:connectNamed', { title })}
                    >${t('channels:connect')}</a
                  >`
          }
        </li>`;
      })}
  </ul>`;
}
