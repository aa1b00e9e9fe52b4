import { TriangleAlert } from 'lucide';
import { html, type TemplateResult } from 'lit';
import { icon } from '../../../components/icon.ts';
import { t, tMaybe } from '../../../words/words.ts';
import type { Provider } from './channel-queries.ts';

/** What somebody risks with a connection that its provider does not allow. */
export function unofficialNote(given: Pick<Provider, 'provider' | 'title'>): TemplateResult {
  const title = tMaybe(`channels:company.${given.provider}`, {}, given.title);
  return html`<div class="callout warn">
    ${icon(TriangleAlert)}
    <div class="stack" style="gap:4px">
      <b>${t('channels:unofficial')}</b>
      <span>${t('channels:unofficialRisk', { title })}</span>
    </div>
  </div>`;
}
