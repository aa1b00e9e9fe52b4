import { createQueryController } from '@tanstack/lit-query';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { MessageTemplate } from '../../../../../bots/contract/template.ts';
import { listTemplates } from '../../../../../hub/api/customers/channels.ts';
import { sendMessage } from '../../../../../hub/api/customers/messages.ts';
import { wordsOf } from '../../../../app/feedback/error-words.ts';
import { DialogDone } from '../../../../app/feedback/show-dialog.ts';
import '../../../../components/empty.ts';
import { formField } from '../../../../components/form-field.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import '../../../../components/skeleton.ts';
import { api } from '../../../../data/api.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { language as shown, t } from '../../../../words/words.ts';
import { templatePreview } from './template-preview.ts';

/** The dialog of `showTemplate`. */
@customElement('hub-template-dialog')
export class HubTemplateDialog extends HubElement {
  @property({ attribute: false }) conversationId = '';
  @property({ attribute: false }) channelId = '';
  @state() private chosen = '';
  @state() private values: Record<string, string> = {};
  @state() private hasTried = false;
  @state() private failure = '';
  @state() private isSending = false;
  /** One message however often it is tried. */
  readonly #clientId = crypto.randomUUID();
  readonly #templates = createQueryController(
    this,
    () => ({
      queryKey: ['templates', this.channelId],
      queryFn: async () => (await api.call(listTemplates, { params: { channelId: this.channelId } })).items,
      staleTime: 60_000,
    }),
    queryClient,
  );

  protected override render() {
    const { data, error, refetch } = this.#templates();
    const approved = data?.filter((each) => each.state === 'approved') ?? [];
    const template = approved.find((each) => nameOf(each) === this.chosen) ?? approved[0];
    return html`<wa-dialog label=${t('composer:template')} open>
      ${
        error
          ? html`<p class="callout bad" role="alert"><span>${wordsOf(error)}</span></p>
              <button class="button" @click=${() => void refetch()}>${t('common:retry')}</button>`
          : !data
            ? html`<hub-skeleton shape="form" rows="3"></hub-skeleton>`
            : template
              ? this.#renderForm(template, approved)
              : html`<hub-empty heading=${t('composer:noTemplates')} text=${t('composer:noTemplatesHint')}></hub-empty>`
      }
    </wa-dialog>`;
  }

  #renderForm(template: MessageTemplate, approved: readonly MessageTemplate[]): TemplateResult {
    return html`<form class="stack" style="gap:14px" @submit=${(event: SubmitEvent) => void this.#send(event, template)} novalidate>
      <div class="field">
        <label for="template-name">${t('composer:templateName')}</label>
        <select id="template-name" class="input" autofocus @change=${this.#choose}>
          ${approved.map(
            (each) =>
              html`<option value=${nameOf(each)} ?selected=${each === template}>${each.name} · ${languageName(each.language)}</option>`,
          )}
        </select>
      </div>
      ${template.blanks.map(({ key, in: place, example }) =>
        formField({
          id: `template-blank-${key}`,
          name: key,
          label: labelOf({ key, in: place }),
          ...(example && { hint: t('composer:templateExample', { example }) }),
          value: this.values[key] ?? '',
          error: this.hasTried && !this.values[key]?.trim() ? t('common:required') : undefined,
          isRequired: true,
          onInput: (value) => (this.values = { ...this.values, [key]: value }),
        }),
      )}
      <div class="field">
        <span class="label">${t('composer:templatePreview')}</span>
        ${templatePreview(template, this.values)}
      </div>
      ${this.failure ? html`<p class="callout bad" role="alert">${this.failure}</p>` : nothing}
      <div class="row">
        <span class="spacer"></span>
        <button type="button" class="button" @click=${() => this.dispatchEvent(new DialogDone())}>${t('common:cancel')}</button>
        <button class="button primary" ?disabled=${this.isSending}>${t('composer:send')}</button>
      </div>
    </form>`;
  }

  #choose = (event: Event): void => {
    if (!(event.currentTarget instanceof HTMLSelectElement)) return;
    this.chosen = event.currentTarget.value;
    this.values = {};
    this.hasTried = false;
  };

  async #send(event: SubmitEvent, { name, language, blanks }: MessageTemplate): Promise<void> {
    event.preventDefault();
    this.hasTried = true;
    if (this.isSending || blanks.some(({ key }) => !this.values[key]?.trim())) return;
    this.isSending = true;
    this.failure = '';
    try {
      const values = Object.fromEntries(blanks.map(({ key }) => [key, this.values[key]?.trim() ?? '']));
      await api.call(sendMessage, {
        params: { conversationId: this.conversationId },
        body: { kind: 'text', template: { name, language, values }, clientId: this.#clientId, force: true },
      });
      this.dispatchEvent(new DialogDone());
    } catch (error) {
      this.failure = wordsOf(error);
    } finally {
      this.isSending = false;
    }
  }
}

/** Where a blank is, and what its provider counts or calls it there: a key of ours begins with the place. */
function labelOf({ key, in: place }: Pick<MessageTemplate['blanks'][number], 'key' | 'in'>): string {
  const name = key.replace(/^(header|button)[.:]/, '').replaceAll(/[_.:]/g, ' ');
  return t(`composer:templateBlank.${place}`, { name });
}

/** `pt_BR` as the language on screen calls it. */
function languageName(code: string): string {
  try {
    return new Intl.DisplayNames(shown.value, { type: 'language' }).of(code.replace('_', '-')) ?? code;
  } catch {
    return code; // a provider may write it in a way that is no language tag
  }
}

/** A name is one template in each of its languages. */
function nameOf({ name, language }: MessageTemplate): string {
  return `${name} ${language}`;
}
