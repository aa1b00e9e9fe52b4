import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ApiError } from '../../../../../hub/api/client.ts';
import { answerSignIn, type ChannelView, type SignInView } from '../../../../../hub/api/customers/channels.ts';
import { wordsOf } from '../../../../app/feedback/error-words.ts';
import { formField } from '../../../../components/form-field.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { qr } from '../../../../components/qr.ts';
import { api } from '../../../../data/api.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { t, tMaybe } from '../../../../words/words.ts';
import { healthWords, refusalWords } from '../reason-words.ts';

/** Why a code was not taken, with the provider's own words behind ours. */
function refusalIn(error: unknown): string {
  if (!(error instanceof ApiError)) return wordsOf(error);
  const { ours, quote } = refusalWords(error.details);
  return ours || `${wordsOf(error)} ${quote}`.trim();
}

/** What a person has to do before an account works: scan a code, type one, or confirm in the provider's app. Follows the account as it goes on. */
@customElement('hub-channel-sign-in')
export class HubChannelSignIn extends HubElement {
  @property({ attribute: false }) channel!: ChannelView;
  /** What is typed so far: the account is told of anew all the time, and a refused code is mended, not typed again. */
  @state() private code = '';
  @state() private failure = '';
  @state() private isSending = false;

  protected override render() {
    const { signIn } = this.channel.health;
    if (!signIn) return nothing;
    return html`<section class="section-part sign-in" aria-labelledby="sign-in">
      <h2 id="sign-in">${t('channels:signIn')}</h2>
      ${this.#renderStep(signIn)}
    </section>`;
  }

  #renderStep(step: SignInView): TemplateResult {
    if (step.kind === 'qr')
      return html`<div class="first-message">
        ${qr(step.value, t('channels:signInQr'), 232)}
        <div class="stack" style="gap:12px">
          <p>${tMaybe(`channels:signInHow.${this.channel.provider}`, {}, t('channels:signInScan'))}</p>
          <p class="callout" role="status"><i class="waiting-dot" aria-hidden="true"></i><span>${t('channels:signInWaiting')}</span></p>
        </div>
      </div>`;
    if (step.kind === 'confirm') {
      const { provider, health } = this.channel;
      const { hint } = step;
      // Some want a code typed into their app: the hint is the code then.
      const typed = hint === undefined ? '' : tMaybe(`channels:signInType.${provider}`, { code: hint }, hint);
      const words = typed || (health.reason ? healthWords(health) : t('channels:signInConfirm'));
      return html`<p class="callout" role="status"><i class="waiting-dot" aria-hidden="true"></i><span>${words}</span></p>`;
    }
    return html`<form class="stack" style="gap:12px" @submit=${this.#send} novalidate>
      ${formField({
        id: 'sign-in-code',
        name: 'code',
        value: this.code,
        onInput: (code) => {
          this.code = code;
        },
        label: t('channels:signInCode'),
        hint: t(`channels:signInFrom.${step.from}`, { hint: step.hint ?? '' }).trim(),
        error: this.failure,
        autocomplete: 'one-time-code',
        isRequired: true,
      })}
      <div class="row"><button class="button primary" ?disabled=${this.isSending}>${t('channels:signInSend')}</button></div>
    </form>`;
  }

  #send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (this.isSending) return;
    const { code } = this;
    this.failure = code.trim() === '' ? t('channels:signInNeedsCode') : '';
    if (this.failure) return;
    this.isSending = true;
    try {
      await api.call(answerSignIn, { params: { channelId: this.channel.id }, body: { code } });
      this.code = '';
    } catch (error) {
      this.failure = refusalIn(error);
    } finally {
      this.isSending = false;
    }
    await queryClient.invalidateQueries({ queryKey: ['channels'] });
  };
}
