import { createQueryController } from '@tanstack/lit-query';
import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { endOtherSessions, endSession, listSessions } from '../../../../../hub/api/team/sessions.ts';
import { showError, showToast } from '../../../../app/feedback/toasts.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import '../../../../components/skeleton.ts';
import { api } from '../../../../data/api.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { agoShort, fullTime } from '../../../../words/formats.ts';
import { t } from '../../../../words/words.ts';

/** Where this person is signed in, each to be ended. */
@customElement('hub-profile-sessions')
export class HubProfileSessions extends HubElement {
  readonly #sessions = createQueryController(
    this,
    { queryKey: ['sessions'], queryFn: () => api.call(listSessions, { query: { limit: 100 } }) },
    queryClient,
  );

  protected override render() {
    const { data, isPending, isError } = this.#sessions();
    return html`<section class="section-part">
      <h2>${t('profile:sessions')}</h2>
      <p>${t('profile:sessionsLead')}</p>
      ${isPending ? html`<hub-skeleton shape="text"></hub-skeleton>` : nothing}
      ${isError ? html`<button class="button" @click=${() => queryClient.refetchQueries({ queryKey: ['sessions'] })}>${t('common:retry')}</button>` : nothing}
      <ul class="plain-list">
        ${data?.items.map(
          ({ id, device, ip, isCurrent, lastUsedAt }) =>
            html`<li>
              <span class="ellipsis"
                >${[device.browser, device.system].filter(Boolean).join(', ') || t('profile:unknownDevice')}
                <span class="quiet">${ip}</span></span
              >
              ${
                isCurrent
                  ? html`<span class="chip accent">${t('profile:thisBrowser')}</span>`
                  : html`<time class="quiet" datetime=${lastUsedAt} title=${fullTime(lastUsedAt)}>${agoShort(lastUsedAt)}</time>
                      <button class="button small" @click=${() => this.#end(id)}>${t('profile:sessionEnd')}</button>`
              }
            </li>`,
        )}
      </ul>
      ${(data?.items.length ?? 0) > 1 ? html`<button class="button" @click=${this.#endOthers}>${t('profile:sessionsEndOthers')}</button>` : nothing}
    </section>`;
  }

  async #end(sessionId: string): Promise<void> {
    try {
      await api.call(endSession, { params: { sessionId } });
    } catch (error) {
      showError(error);
    }
    await queryClient.invalidateQueries({ queryKey: ['sessions'] });
  }

  #endOthers = async (): Promise<void> => {
    try {
      await api.call(endOtherSessions);
      showToast({ text: t('profile:sessionsEnded'), kind: 'good' });
    } catch (error) {
      showError(error);
    }
    await queryClient.invalidateQueries({ queryKey: ['sessions'] });
  };
}
