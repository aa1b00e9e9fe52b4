import { createQueryController } from '@tanstack/lit-query';
import { Plus } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { permission } from '../../../../hub/api/permissions.ts';
import { listAccessTokens, revokeAccessToken, type AccessTokenView } from '../../../../hub/api/team/access-tokens.ts';
import { Commands } from '../../../app/commands/commands.ts';
import { showError, showToast } from '../../../app/feedback/toasts.ts';
import '../../../components/empty.ts';
import { HubElement } from '../../../components/hub-element.ts';
import { icon } from '../../../components/icon.ts';
import '../../../components/skeleton.ts';
import { api } from '../../../data/api.ts';
import { queryClient } from '../../../data/query-client.ts';
import { confirm } from '../../../dialogs/confirm.ts';
import { agoShort, fullTime, shortDate } from '../../../words/formats.ts';
import { t } from '../../../words/words.ts';
import '../form/fields.css';
import { loadFailed } from '../form/load-failed.ts';
import { readAll } from '../form/read-all.ts';
import { showNewToken } from './show-new-token.ts';
import './tokens.css';

const queryKey = ['access-tokens'];

/** The access tokens section of the settings. */
@customElement('hub-tokens-settings')
export class HubTokensSettings extends HubElement {
  readonly #tokens = createQueryController(
    this,
    { queryKey, queryFn: () => readAll((paging) => api.call(listAccessTokens, { query: paging })) },
    queryClient,
  );

  constructor() {
    super();
    new Commands(this, () => [
      { id: 'tokens.new', title: t('team:newToken'), group: t('settings:tokens'), run: () => void this.#create() },
    ]);
  }

  protected override render() {
    const { data, error, isPending } = this.#tokens();
    return html`<header class="section-head">
        <div>
          <h1>${t('settings:tokens')}</h1>
          <p>${t('team:tokensLead')}</p>
        </div>
        <button class="button primary" @click=${this.#create}>${icon(Plus)} ${t('team:newToken')}</button>
      </header>
      ${isPending ? html`<hub-skeleton shape="text" rows="3"></hub-skeleton>` : nothing}
      ${error && !data ? loadFailed(error, () => this.#tokens().refetch()) : nothing}
      ${
        data?.length === 0
          ? html`<hub-empty
              drawing="blank"
              heading=${t('team:noTokens')}
              text=${t('team:noTokensText')}
              action=${t('team:newToken')}
              @hub-empty-action=${this.#create}
            ></hub-empty>`
          : nothing
      }
      ${data && data.length > 0 ? this.#renderTable(data) : nothing}`;
  }

  #renderTable(tokens: readonly AccessTokenView[]): TemplateResult {
    return html`<section class="section-part">
      <table class="table stacking">
        <thead>
          <tr>
            <th scope="col">${t('team:name')}</th>
            <th scope="col">${t('team:scopes')}</th>
            <th scope="col">${t('team:lastUsed')}</th>
            <th scope="col">${t('team:expires')}</th>
            <td><span class="sr-only">${t('common:more')}</span></td>
          </tr>
        </thead>
        <tbody>
          ${tokens.map((token) => this.#renderRow(token))}
        </tbody>
      </table>
    </section>`;
  }

  #renderRow(token: AccessTokenView): TemplateResult {
    const { name, scopes, createdBy, createdAt, expiresAt, lastUsedAt } = token;
    const isOver = expiresAt !== null && new Date(expiresAt) <= new Date();
    return html`<tr>
      <td>
        <div><b>${name}</b><br /><span class="quiet">${t('team:createdBy', { name: createdBy, date: shortDate(createdAt) })}</span></div>
      </td>
      <td data-label=${t('team:scopes')}>
        ${
          scopes.length === permission.options.length
            ? t('team:allScopes')
            : html`<details class="scopes">
                <summary>${t('team:scopeCount', { count: scopes.length })}</summary>
                <ul>
                  ${scopes.map((scope) => html`<li>${t(`team:may.${scope}`)}</li>`)}
                </ul>
              </details>`
        }
      </td>
      <td data-label=${t('team:lastUsed')}>
        ${lastUsedAt ? html`<time datetime=${lastUsedAt} title=${fullTime(lastUsedAt)}>${agoShort(lastUsedAt)}</time>` : html`<span class="faint">${t('team:neverUsed')}</span>`}
      </td>
      <td data-label=${t('team:expires')}>
        ${
          isOver
            ? html`<span class="chip bad">${t('team:expired')}</span>`
            : expiresAt
              ? html`<time datetime=${expiresAt} title=${fullTime(expiresAt)}>${shortDate(expiresAt)}</time>`
              : html`<span class="faint">${t('team:never')}</span>`
        }
      </td>
      <td class="number">
        <button class="button small" aria-label="${t('team:revoke')}: ${name}" @click=${() => this.#revoke(token)}>
          ${t('team:revoke')}
        </button>
      </td>
    </tr>`;
  }

  #create = async (): Promise<void> => {
    await showNewToken();
    await queryClient.invalidateQueries({ queryKey });
  };

  async #revoke({ id, name }: AccessTokenView): Promise<void> {
    const isAgreed = await confirm({
      heading: t('team:revokeToken', { name }),
      text: t('team:revokeTokenText'),
      action: t('team:revoke'),
      isDangerous: true,
    });
    if (!isAgreed) return;
    try {
      await api.call(revokeAccessToken, { params: { accessTokenId: id } });
      showToast({ text: t('team:tokenRevoked', { name }), kind: 'good' });
    } catch (error) {
      showError(error);
    }
    await queryClient.invalidateQueries({ queryKey });
  }
}
