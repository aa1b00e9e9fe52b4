import { createQueryController } from '@tanstack/lit-query';
import { Plus } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ContactDetails } from '../../../../../hub/api/customers/contacts.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import { openPicker } from '../../../../components/picker.ts';
import { customFieldsQuery } from '../../../../data/contacts/contact.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { may } from '../../../../data/session.ts';
import { showError } from '../../../../app/feedback/toasts.ts';
import { language, t } from '../../../../words/words.ts';
import { sayAsDialog } from '../../actions/pickers/pick.ts';
import { colorOfTag, tagDot } from '../../actions/pickers/tag-colors.ts';
import '../fields/inline-field.ts';
import type { HubInlineField } from '../fields/inline-field.ts';
import { saveContact } from '../fields/save-contact.ts';
import { renderCustomField } from './custom-field.ts';
import { languageChoices, languageName } from './languages.ts';
import { tagsQuery } from '../../actions/pickers/tags-query.ts';

/** What is known of a contact, each edited where it stands. */
@customElement('hub-contact-about')
export class HubContactAbout extends HubElement {
  @property({ attribute: false }) contact!: ContactDetails;
  /** A line for one more phone or e-mail is open. */
  @state() private adding: 'phones' | 'emails' | null = null;

  /** While a list is being saved it stays as it was: what is typed has its line until the hub has it. */
  @state() private held: ContactDetails | null = null;

  readonly #fields = createQueryController(this, () => customFieldsQuery, queryClient);
  readonly #tags = createQueryController(this, () => tagsQuery, queryClient);

  protected override render() {
    const { contact } = this;
    const isReadonly = !may('contact.edit');
    void language.value; // the names of languages follow it
    const custom = (this.#fields().data ?? []).filter(({ isShownInInbox }) => isShownInInbox);
    return html`${this.#renderMany('phones', t('panel:phone'), isReadonly)}${this.#renderMany('emails', t('panel:email'), isReadonly)}
      <hub-inline-field
        .label=${t('panel:language')}
        .value=${contact.language ?? ''}
        .shown=${contact.language ? languageName(contact.language) : ''}
        .kind=${'choice' as const}
        .choices=${languageChoices(contact.language)}
        ?isReadonly=${isReadonly}
        .save=${(typed: string) => saveContact(contact, t('panel:language'), { language: typed || null }, { language: contact.language })}
      ></hub-inline-field>
      <hub-inline-field
        .label=${t('panel:externalUserId')}
        .value=${contact.externalUserId ?? ''}
        canCopy
        ?isReadonly=${isReadonly}
        .save=${(typed: string) =>
          saveContact(contact, t('panel:externalUserId'), { externalUserId: typed || null }, { externalUserId: contact.externalUserId })}
      ></hub-inline-field>
      ${custom.map((field) => renderCustomField(contact, field, isReadonly))} ${this.#renderTags(isReadonly)}`;
  }

  #renderMany(what: 'phones' | 'emails', label: string, isReadonly: boolean): TemplateResult {
    const values = (this.held ?? this.contact)[what];
    const kind = what === 'phones' ? 'tel' : 'email';
    const isAdding = values.length === 0 || this.adding === what;
    return html`${values.map(
      (value, place) =>
        html`<hub-inline-field
          .label=${label}
          .value=${value}
          .kind=${kind}
          canCopy
          ?isReadonly=${isReadonly}
          .save=${(typed: string) => this.#saveMany(what, label, typed === '' ? values.toSpliced(place, 1) : values.with(place, typed))}
        ></hub-inline-field>`,
    )}${
      isAdding
        ? html`<hub-inline-field
            .label=${label}
            .kind=${kind}
            ?isReadonly=${isReadonly}
            .save=${(typed: string) => this.#saveMany(what, label, [...values, typed])}
          ></hub-inline-field>`
        : isReadonly
          ? nothing
          : html`<button class="button plain small one-more" @click=${() => this.#add(what)}>
              ${icon(Plus, 12)}${t(what === 'phones' ? 'panel:addPhone' : 'panel:addEmail')}
            </button>`
    }`;
  }

  #add(what: 'phones' | 'emails'): void {
    this.adding = what;
    void this.updateComplete.then(() => {
      const label = t(what === 'phones' ? 'panel:phone' : 'panel:email');
      const empty = [...this.renderRoot.querySelectorAll<HubInlineField>('hub-inline-field')].findLast((field) => field.label === label);
      void empty?.updateComplete.then(() => empty.querySelector<HTMLElement>('button.value')?.click());
    });
  }

  async #saveMany(what: 'phones' | 'emails', label: string, values: string[]): Promise<void> {
    const before = this.contact;
    this.held = before;
    try {
      await saveContact(before, label, { [what]: values }, { [what]: before[what] });
      this.adding = null;
    } finally {
      this.held = null;
    }
  }

  #renderTags(isReadonly: boolean): TemplateResult {
    const { tags } = this.contact;
    const all = this.#tags().data;
    const chips = tags.map((tag) => html`<span class="chip">${tagDot(colorOfTag(tag, all))}<span class="ellipsis">${tag}</span></span>`);
    return html`<div class="tags-line">
      <span class="label">${t('panel:tags')}</span>
      <span class="chips">
        ${chips}
        ${
          isReadonly
            ? tags.length === 0
              ? html`<span class="faint">${t('panel:emptyReadonly')}</span>`
              : nothing
            : html`<button
                class="icon-button"
                aria-label=${t('panel:editContactTags')}
                title=${t('panel:editContactTags')}
                aria-haspopup="listbox"
                aria-expanded="false"
                @click=${this.#pickTags}
              >
                ${icon(Plus, 14)}
              </button>`
        }
      </span>
    </div>`;
  }

  #pickTags = (event: Event): void => {
    if (!(event.currentTarget instanceof HTMLElement)) return;
    const all = this.#tags().data ?? [];
    const others = this.contact.tags.filter((tag) => !all.some(({ name }) => name === tag));
    openPicker(
      event.currentTarget,
      {
        choices: [
          ...all.map(({ name, color }) => ({ value: name, label: name, mark: tagDot(color) })),
          ...others.map((name) => ({ value: name, label: name, mark: tagDot('gray') })),
        ],
        chosen: this.contact.tags,
        label: t('panel:contactTags'),
        isMany: true,
        createLabel: (typed) => t('panel:createTag', { tag: typed }),
      },
      ({ value }, picker) => {
        const before = picker.chosen;
        const tags = before.includes(value) ? before.filter((each) => each !== value) : [...before, value];
        picker.chosen = tags;
        if (!picker.choices.some((choice) => choice.value === value)) {
          picker.choices = [...picker.choices, { value, label: value, mark: tagDot('gray') }];
        }
        saveContact(this.contact, t('panel:contactTags'), { tags }, { tags: [...before] }).catch((error: unknown) => {
          picker.chosen = before;
          showError(error);
        });
      },
    );
    sayAsDialog(t('panel:contactTags'));
  };
}
