import { createQueryController } from '@tanstack/lit-query';
import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { listPushSubscriptions, unsubscribeFromPush } from '../../../../../hub/api/team/push.ts';
import { showError } from '../../../../app/feedback/toasts.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { api } from '../../../../data/api.ts';
import { pushState } from '../../../../data/push.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { fullTime, shortDate } from '../../../../words/formats.ts';
import { t } from '../../../../words/words.ts';

/** The browsers that get this person's pushes. */
@customElement('hub-push-devices')
export class HubPushDevices extends HubElement {
  readonly #devices = createQueryController(
    this,
    () => ({ queryKey: ['push', pushState.value], queryFn: () => api.call(listPushSubscriptions) }),
    queryClient,
  );

  protected override render() {
    const items = this.#devices().data?.items ?? [];
    if (items.length === 0) return nothing;
    return html`<h3>${t('profile:pushDevices')}</h3>
      <ul class="plain-list">
        ${items.map(
          ({ id, device, isCurrent, createdAt, problem }) =>
            html`<li>
              <span class="ellipsis">${[device.browser, device.system].filter(Boolean).join(', ') || t('profile:unknownDevice')}</span>
              ${isCurrent ? html`<span class="chip accent">${t('profile:thisBrowser')}</span>` : nothing}
              ${problem ? html`<span class="chip bad">${t(`profile:problem.${problem}`)}</span>` : nothing}
              <time class="quiet" datetime=${createdAt} title=${fullTime(createdAt)}>${shortDate(createdAt)}</time>
              <button class="button small" @click=${() => this.#remove(id)}>${t('common:remove')}</button>
            </li>`,
        )}
      </ul>`;
  }

  async #remove(pushSubscriptionId: string): Promise<void> {
    try {
      await api.call(unsubscribeFromPush, { params: { pushSubscriptionId } });
      await queryClient.invalidateQueries({ queryKey: ['push'] });
    } catch (error) {
      showError(error);
    }
  }
}
