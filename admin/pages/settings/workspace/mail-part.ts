import { createQueryController } from '@tanstack/lit-query';
import { Mail } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { z } from 'zod';
import { ApiError } from '../../../../hub/api/client.ts';
import { getMailStatus, sendTestMail } from '../../../../hub/api/team/mail.ts';
import { wordsOf } from '../../../app/feedback/error-words.ts';
import { HubElement } from '../../../components/hub-element.ts';
import { icon } from '../../../components/icon.ts';
import '../../../components/skeleton.ts';
import { api } from '../../../data/api.ts';
import { queryClient } from '../../../data/query-client.ts';
import { signedIn } from '../../../data/session.ts';
import { agoShort, fullTime } from '../../../words/formats.ts';
import { t } from '../../../words/words.ts';
import { loadFailed } from '../form/load-failed.ts';

type MailStatus = z.infer<NonNullable<(typeof getMailStatus)['view']>>;

const queryKey = ['workspace', 'mail'];
const refusal = z.object({ reason: z.string() });

/** Whether the hub can send mail, what of it is stuck, and a test. */
@customElement('hub-workspace-mail')
export class HubWorkspaceMail extends HubElement {
  @state() private result: { isGood: boolean; text: string } | null = null;
  @state() private isSending = false;
  readonly #status = createQueryController(this, { queryKey, queryFn: () => api.call(getMailStatus) }, queryClient);

  protected override render() {
    const { data, error, isPending } = this.#status();
    return html`<section class="section-part">
      <h2>${t('team:mail')}</h2>
      <p>${t('team:mailLead')}</p>
      ${isPending ? html`<hub-skeleton shape="text" rows="1"></hub-skeleton>` : nothing}
      ${error ? loadFailed(error, () => this.#status().refetch()) : nothing} ${data ? this.#renderStatus(data) : nothing}
    </section>`;
  }

  #renderStatus({ isSetUp, from, troubled }: MailStatus): TemplateResult {
    if (!isSetUp) {
      return html`<div class="callout">${icon(Mail)}<span>${t('team:mailOff', { url: 'SMTP_URL', from: 'MAIL_FROM' })}</span></div>`;
    }
    return html`<div class="stack" style="gap:12px">
      <div class="row" style="flex-wrap:wrap">
        <span class="chip good">${t('team:mailOn')}</span><span>${from}</span>
        <button class="button small" ?disabled=${this.isSending} @click=${this.#test}>${t('team:mailTest')}</button>
      </div>
      ${
        this.result
          ? html`<div class="callout ${this.result.isGood ? 'good' : 'bad'}" role="status"><span>${this.result.text}</span></div>`
          : nothing
      }
      ${
        troubled.length > 0
          ? html`<h3>${t('team:mailTroubled')}</h3>
              <ul class="plain-list">
                ${troubled.map(
                  ({ to, kind, reason, createdAt, failedAt }) =>
                    html`<li>
                      <span>${to} <span class="quiet">${t(`team:mailKind.${kind}`)}: ${reason}</span></span>
                      <span class="chip ${failedAt ? 'bad' : 'warn'}">${failedAt ? t('team:mailFailed') : t('team:mailWaits')}</span>
                      <time class="quiet" datetime=${createdAt} title=${fullTime(createdAt)}>${agoShort(createdAt)}</time>
                    </li>`,
                )}
              </ul>`
          : nothing
      }
    </div>`;
  }

  #test = async (): Promise<void> => {
    this.isSending = true;
    this.result = null;
    try {
      const { to, response } = await api.call(sendTestMail);
      this.result = { isGood: true, text: t('team:mailTested', { to, response }) };
    } catch (error) {
      const words = error instanceof ApiError && error.code === 'mail.refused' ? refusal.safeParse(error.details) : null;
      this.result = {
        isGood: false,
        text: words?.success ? t('team:mailRefused', { to: signedIn().user.email, reason: words.data.reason }) : wordsOf(error),
      };
    } finally {
      this.isSending = false;
    }
  };
}
