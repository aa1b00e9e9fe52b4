import { createQueryController } from '@tanstack/lit-query';
import { ChevronLeft, ListFilter } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { contactKind, type ContactFilters } from '../../../../../hub/api/customers/contact-filters.ts';
import type { CustomFieldView } from '../../../../../hub/api/customers/custom-fields.ts';
import { setQuery } from '../../../../app/routing/route.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import { PickEvent, type Choice } from '../../../../components/picker.ts';
import { customFieldsQuery } from '../../../../data/contacts/contact.ts';
import { channelsQuery, tagsQuery } from '../../../../data/conversations/listing/choices.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { may } from '../../../../data/session.ts';
import { t } from '../../../../words/words.ts';
import { wordsOfKind, wordsOfLanguage } from '../../contact-words.ts';
import { placePanel } from '../place-panel.ts';
import { setFieldFilter } from './chips.ts';
import './range-form.ts';
import './value-form.ts';
import './filter-menu.css';

const width = 260;
const usualLanguages = ['en', 'ru', 'de', 'fr', 'es', 'it', 'pt', 'pl', 'uk', 'tr', 'ar', 'he', 'zh', 'ja', 'ko', 'kk', 'uz'];
const plainKinds = ['kind', 'tag', 'blocked', 'channel', 'language', 'created', 'lastMessage'] as const;
type PlainKind = (typeof plainKinds)[number];

/** Picks what the list is narrowed by, and its value: two short steps, by keyboard or pointer. What is chosen goes into the address. */
@customElement('hub-contact-filter-menu')
export class HubContactFilterMenu extends HubElement {
  /** What the address asks for now. */
  @property({ attribute: false }) filters: ContactFilters = {};
  /** A plain kind, or `field:<key>`; null: the kind is still to be chosen. */
  @state() private kind: string | null = null;
  @state() private isOpen = false;
  @query('.panel') private panel!: HTMLElement;
  @query('button') private button!: HTMLButtonElement;

  readonly #channels = createQueryController(this, () => ({ ...channelsQuery, enabled: this.isOpen && may('channel.view') }), queryClient);
  readonly #tags = createQueryController(this, () => ({ ...tagsQuery(''), enabled: this.isOpen }), queryClient);
  readonly #fields = createQueryController(this, customFieldsQuery, queryClient);

  /** Opens it at the kinds of filters. */
  show(): void {
    this.panel.showPopover();
  }

  protected override render() {
    return html`<button
        class="button"
        popovertarget="contact-filters"
        aria-label=${t('contacts:filter')}
        title="${t('contacts:addFilter')} (F)"
      >
        ${icon(ListFilter)}<span class="words">${t('contacts:filter')}</span>
      </button>
      <div
        id="contact-filters"
        class="panel"
        popover
        role="dialog"
        aria-label=${t('contacts:addFilter')}
        @toggle=${this.#onToggle}
        @hub-filter-set=${() => this.panel.hidePopover()}
        @hub-picker-close=${() => this.panel.hidePopover()}
      >
        ${this.isOpen ? this.#renderStep() : nothing}
      </div>`;
  }

  #renderStep(): TemplateResult {
    if (this.kind === null)
      return html`<hub-picker .label=${t('contacts:filterBy')} .choices=${this.#kinds()} @hub-pick=${this.#pickKind}></hub-picker>`;
    const field = this.#fieldOf(this.kind);
    const name = field?.name ?? t(`contacts:filter.${this.kind as PlainKind}`); // not a field's, so one of the plain ones
    return html`<div class="row">
        <button class="icon-button" aria-label=${t('common:back')} @click=${() => this.#goTo(null)}>${icon(ChevronLeft)}</button>
        <b class="ellipsis">${name}</b>
      </div>
      ${this.#renderValue(this.kind, name, field)}`;
  }

  #renderValue(kind: string, name: string, field: CustomFieldView | undefined): TemplateResult {
    const { filters } = this;
    if (kind === 'created' || kind === 'lastMessage')
      return html`<hub-range-form what=${kind} .since=${filters[`${kind}After`]} .until=${filters[`${kind}Before`]}></hub-range-form>`;
    if (field && field.type !== 'choice' && field.type !== 'boolean')
      return html`<hub-value-form .field=${field} .filters=${filters}></hub-value-form>`;
    const chosen = field ? String(filters.fields?.[field.key] ?? '') : String(filters[kind as 'kind' | 'tag'] ?? ''); // each is a value of one word
    return html`<hub-picker
      .label=${name}
      .choices=${this.#values(kind, field)}
      .chosen=${chosen === '' ? [] : [chosen]}
      .createLabel=${kind === 'language' ? (text: string) => t('contacts:otherLanguage', { text }) : null}
      @hub-pick=${(event: PickEvent) => this.#pickValue(kind, field, event.value, chosen)}
    ></hub-picker>`;
  }

  #kinds(): Choice[] {
    const plain = plainKinds
      .filter((kind) => kind !== 'channel' || may('channel.view'))
      .map((kind) => ({ value: kind, label: t(`contacts:filter.${kind}`) }));
    return [...plain, ...(this.#fields().data ?? []).map(({ key, name }) => ({ value: `field:${key}`, label: name }))];
  }

  #values(kind: string, field: CustomFieldView | undefined): Choice[] {
    if (field?.type === 'boolean')
      return [true, false].map((is) => ({ value: String(is), label: is ? t('contacts:yes') : t('contacts:no') }));
    if (field) return field.choices.map((choice) => ({ value: choice, label: choice }));
    switch (kind) {
      case 'kind':
        return contactKind.options.map((each) => ({ value: each, label: wordsOfKind(each) }));
      case 'blocked':
        return [
          { value: 'true', label: t('contacts:blockedYes') },
          { value: 'false', label: t('contacts:blockedNo') },
        ];
      case 'tag':
        return (this.#tags().data ?? []).map(({ name }) => ({ value: name, label: name }));
      case 'channel':
        return (this.#channels().data ?? []).map(({ id, name }) => ({ value: id, label: name }));
      case 'language':
        return usualLanguages.map((tag) => ({ value: tag, label: wordsOfLanguage(tag), hint: tag }));
      default:
        return [];
    }
  }

  #fieldOf(kind: string): CustomFieldView | undefined {
    return (this.#fields().data ?? []).find(({ key }) => kind === `field:${key}`);
  }

  #pickKind = (event: Event): void => {
    if (!(event instanceof PickEvent)) return;
    event.stopPropagation();
    this.#goTo(event.value);
  };

  /** What was chosen already goes when it is picked again. */
  #pickValue(kind: string, field: CustomFieldView | undefined, value: string, chosen: string): void {
    const next = value === chosen ? null : value;
    if (field) setFieldFilter(this.filters, field.key, next !== null && field.type === 'boolean' ? next === 'true' : next);
    else setQuery({ [kind]: next });
    this.panel.hidePopover();
  }

  #goTo(kind: string | null): void {
    this.kind = kind;
    void this.#focusStep();
  }

  async #focusStep(): Promise<void> {
    await this.updateComplete;
    const step = this.querySelector<HubElement>('hub-picker, hub-range-form, hub-value-form');
    await step?.updateComplete;
    step?.focus();
  }

  #onToggle = (event: ToggleEvent): void => {
    this.isOpen = event.newState === 'open';
    if (this.isOpen) {
      placePanel(this.button, this.panel, width);
      this.#goTo(null);
    } else if (this.contains(document.activeElement)) this.button.focus();
  };
}
