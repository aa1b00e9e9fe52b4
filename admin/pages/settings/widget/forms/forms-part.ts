import { createQueryController } from '@tanstack/lit-query';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { leadForm as leadFormSchema } from '../../../../../hub/api/widget/settings.ts';
import { href } from '../../../../app/routing/route.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { customFieldsQuery } from '../../../../data/contacts/contact.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { may } from '../../../../data/session.ts';
import { t } from '../../../../words/words.ts';
import { channelsQuery } from '../../channels/channel-queries.ts';
import { cardsField, numberField, selectField, switchField } from '../../form/fields.ts';
import { spokenField } from '../look/spoken-field.ts';
import type { WidgetForm } from '../widget-form.ts';
import './lead-fields.ts';

/** What the widget asks for and allows: the lead form, the rating, files, several conversations, going on in Telegram. */
@customElement('hub-widget-forms')
export class HubWidgetForms extends HubElement {
  @property({ attribute: false }) form!: WidgetForm;
  readonly #fields = createQueryController(this, () => ({ ...customFieldsQuery, enabled: may('contact.view') }), queryClient);
  readonly #channels = createQueryController(this, channelsQuery, queryClient);

  protected override render() {
    return html`${this.#renderLead()} ${this.#renderRating()} ${this.#renderFiles()} ${this.#renderTalking()}`;
  }

  #renderLead(): TemplateResult {
    const { values, set, isDisabled, problems, words } = this.form;
    const { leadForm } = values;
    return html`<section class="section-part">
      <h2>${t('widget:leadForm')}</h2>
      <p>${t('widget:leadLead')}</p>
      <div class="form-parts">
        ${cardsField({
          name: 'widget-lead-when',
          label: t('widget:leadWhen'),
          value: leadForm.when,
          cards: leadFormSchema.shape.when.options.map((value) => ({
            value,
            label: t(`widget:leadWhen.${value}`),
            text: t(`widget:leadWhenHint.${value}`),
          })),
          isDisabled,
          onChange: (when) => set('leadForm', { ...leadForm, when: leadFormSchema.shape.when.parse(when) }),
        })}
        ${
          leadForm.when === 'never'
            ? nothing
            : html`${spokenField({
                  id: 'widget-lead-title',
                  label: t('widget:leadTitle'),
                  value: leadForm.title,
                  placeholders: { en: words.en['leadTitle'] ?? '', ru: words.ru['leadTitle'] ?? '' },
                  isDisabled,
                  error: problems['leadForm.title'],
                  onInput: (title) => set('leadForm', { ...leadForm, title }),
                })}
                <hub-lead-fields
                  .fields=${leadForm.fields}
                  .customFields=${this.#fields().data ?? []}
                  .words=${words}
                  .error=${problems['leadForm.fields'] ?? ''}
                  ?is-disabled=${isDisabled}
                  .onChange=${(fields: typeof leadForm.fields) => set('leadForm', { ...leadForm, fields })}
                ></hub-lead-fields>`
        }
      </div>
    </section>`;
  }

  #renderRating(): TemplateResult {
    const { values, set, isDisabled, problems, words } = this.form;
    const { rating } = values;
    return html`<section class="section-part">
      <h2>${t('widget:rating')}</h2>
      <p>${t('widget:ratingLead')}</p>
      <div class="form-parts">
        ${switchField({
          id: 'widget-rating',
          label: t('widget:ratingOn'),
          isOn: rating.isOn,
          isDisabled,
          onChange: (isOn) => set('rating', { ...rating, isOn }),
        })}
        ${
          rating.isOn
            ? html`${spokenField({
                id: 'widget-rating-question',
                label: t('widget:ratingQuestion'),
                value: rating.question,
                placeholders: { en: words.en['ratingQuestion'] ?? '', ru: words.ru['ratingQuestion'] ?? '' },
                isDisabled,
                error: problems['rating.question'],
                onInput: (question) => set('rating', { ...rating, question }),
              })}
              ${switchField({
                id: 'widget-rating-comment',
                label: t('widget:ratingComment'),
                isOn: rating.withComment,
                isDisabled,
                onChange: (withComment) => set('rating', { ...rating, withComment }),
              })}`
            : nothing
        }
      </div>
    </section>`;
  }

  #renderFiles(): TemplateResult {
    const { values, set, isDisabled, problems } = this.form;
    const { files } = values;
    return html`<section class="section-part">
      <h2>${t('widget:files')}</h2>
      <div class="form-parts">
        ${switchField({
          id: 'widget-files',
          label: t('widget:filesAllowed'),
          hint: t('widget:filesHint'),
          isOn: files.isAllowed,
          isDisabled,
          onChange: (isAllowed) => set('files', { ...files, isAllowed }),
        })}
        ${
          files.isAllowed
            ? numberField({
                id: 'widget-file-size',
                label: t('widget:fileSize'),
                value: files.maxMegabytes,
                min: 1,
                max: 1024,
                isDisabled,
                error: problems['files.maxMegabytes'],
                onInput: (maxMegabytes) => set('files', { ...files, maxMegabytes: maxMegabytes ?? Number.NaN }),
              })
            : nothing
        }
      </div>
    </section>`;
  }

  #renderTalking(): TemplateResult {
    const { values, set, isDisabled } = this.form;
    return html`<section class="section-part">
      <h2>${t('widget:talking')}</h2>
      <div class="form-parts">
        ${switchField({
          id: 'widget-many',
          label: t('widget:many'),
          hint: t('widget:manyHint'),
          isOn: values.manyConversations,
          isDisabled,
          onChange: (isOn) => set('manyConversations', isOn),
        })}
        ${switchField({
          id: 'widget-sound',
          label: t('widget:sound'),
          hint: t('widget:soundHint'),
          isOn: values.sound,
          isDisabled,
          onChange: (isOn) => set('sound', isOn),
        })}
        ${this.#renderCarryOn()}
      </div>
    </section>`;
  }

  #renderCarryOn(): TemplateResult {
    const { values, set, isDisabled } = this.form;
    const bots = (this.#channels().data ?? []).filter(({ provider }) => provider === 'telegram');
    if (this.#channels().data && bots.length === 0) {
      return html`<div class="field">
        <span class="label">${t('widget:carryOn')}</span>
        <span class="hint"
          >${t('widget:carryOnNone')}
          ${isDisabled ? nothing : html`<a href=${href('/settings/channels/new')}>${t('widget:carryOnConnect')}</a>`}</span
        >
      </div>`;
    }
    return selectField({
      id: 'widget-carry-on',
      label: t('widget:carryOn'),
      hint: t('widget:carryOnHint'),
      value: values.carryOnChannelId ?? '',
      options: {
        '': t('widget:carryOnOff'),
        ...Object.fromEntries(bots.map(({ id, name, account }) => [id, account?.username ? `${name} (@${account.username})` : name])),
      },
      isDisabled,
      onChange: (id) => set('carryOnChannelId', id === '' ? null : id),
    });
  }
}
