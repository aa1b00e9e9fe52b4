import { createQueryController } from '@tanstack/lit-query';
import { ArrowDown, ArrowUp, ChevronDown } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { until } from 'lit/directives/until.js';
import type { ContactDetails } from '../../../../hub/api/customers/contacts.ts';
import type { ConversationView } from '../../../../hub/api/customers/conversations.ts';
import { wordsOf } from '../../../app/feedback/error-words.ts';
import '../../../components/empty.ts';
import { HubElement } from '../../../components/hub-element.ts';
import { icon } from '../../../components/icon.ts';
import '../../../components/skeleton.ts';
import { contactQuery, duplicatesQuery } from '../../../data/contacts/contact.ts';
import { headOf } from '../../../data/conversations/heads.ts';
import { contactVisitsQuery } from '../../../data/visitors/contact-visits.ts';
import { queryClient } from '../../../data/query-client.ts';
import { may } from '../../../data/session.ts';
import { t } from '../../../words/words.ts';
import './about/about.ts';
import { renderAccounts } from './about/accounts.ts';
import { renderDuplicates } from './about/duplicates.ts';
import './about/notes.ts';
import { renderPerson } from './about/person.ts';
import { isFolded, moveSection, sectionsInOrder, toggleFolded, type SectionName } from './arrangement.ts';
import './conversation/facts.ts';
import './conversation/files.ts';
import './conversation/others.ts';
import './contact-panel.css';

/** Beside a conversation: who the customer is, what is known, and what else there was. */
@customElement('hub-contact-panel')
export class HubContactPanel extends HubElement {
  @property({ attribute: false }) conversationId = '';
  @state() private isArranging = false;

  readonly #contact = createQueryController(
    this,
    () => ({ ...contactQuery(this.#contactId()), enabled: this.#contactId() !== '' && may('contact.view') }),
    queryClient,
  );
  readonly #duplicates = createQueryController(
    this,
    () => ({ ...duplicatesQuery(this.#contactId()), enabled: this.#contactId() !== '' && may('contact.view') }),
    queryClient,
  );

  readonly #visits = createQueryController(
    this,
    () => ({ ...contactVisitsQuery(this.#contactId()), enabled: this.#contactId() !== '' && may('contact.view') }),
    queryClient,
  );

  protected override render() {
    const head = headOf(this.conversationId).value;
    // Whether anything can be seen here is the header's to say.
    if (!head) return html`<hub-skeleton rows="6" shape="text"></hub-skeleton>`;
    const contact = this.#contact();
    return html`<div class="content scroll" tabindex="-1">
      ${renderPerson(head, contact.data)} ${this.#renderTrouble()}
      ${repeat(
        this.#shown(head, contact.data),
        (name) => name,
        (name, place, all = this.#shown(head, contact.data)) => this.#renderSection(name, { head, contact: contact.data, place, all }),
      )}
      <button class="button plain small arrange" aria-pressed=${this.isArranging} @click=${() => (this.isArranging = !this.isArranging)}>
        ${t(this.isArranging ? 'panel:arranged' : 'panel:arrange')}
      </button>
    </div>`;
  }

  #contactId(): string {
    return headOf(this.conversationId).value?.contact.id ?? '';
  }

  #renderTrouble() {
    if (!may('contact.view')) return html`<p class="trouble quiet">${t('panel:noContactRight')}. ${t('panel:noContactRightHint')}</p>`;
    const contact = this.#contact();
    if (contact.data) return nothing;
    if (!contact.isError) return html`<hub-skeleton rows="5" shape="text"></hub-skeleton>`;
    return html`<div class="trouble" role="alert">
      <p>${t('panel:contactFailed')}</p>
      <p class="quiet">${wordsOf(contact.error)}</p>
      <button class="button small" @click=${() => void contact.refetch()}>${t('common:retry')}</button>
    </div>`;
  }

  /** What has nothing to show is left out, rather than saying that there is nothing. */
  #shown(head: ConversationView, contact: ContactDetails | undefined): SectionName[] {
    return sectionsInOrder().filter((name) => {
      if (name === 'facts' || name === 'files') return true;
      if (!contact) return false;
      if (name === 'duplicates') return may('contact.edit') && (this.#duplicates().data ?? []).length > 0;
      if (name === 'visits') return (this.#visits().data?.items ?? []).length > 0;
      if (name === 'others') return contact.conversationCount > 1 || contact.conversations.some(({ id }) => id !== head.id);
      return true;
    });
  }

  #renderSection(
    name: SectionName,
    {
      head,
      contact,
      place,
      all,
    }: { head: ConversationView; contact: ContactDetails | undefined; place: number; all: readonly SectionName[] },
  ): TemplateResult {
    const isOpen = !isFolded(name) && !this.isArranging;
    const section = t(`panel:section.${name}`);
    const id = `panel-${name}`;
    return html`<section class="part" role="group" aria-labelledby="${id}-title">
      <h3 id="${id}-title">
        <button class="fold" aria-expanded=${isOpen} aria-controls=${id} @click=${() => toggleFolded(name)}>
          <span>${section}</span><span class="arrow">${icon(ChevronDown, 14)}</span>
        </button>
        ${
          this.isArranging
            ? html`<button
                  class="icon-button"
                  aria-label=${t('panel:moveUp', { section })}
                  ?disabled=${place === 0}
                  @click=${() => moveSection(name, -1, all)}
                >
                  ${icon(ArrowUp, 14)}</button
                ><button
                  class="icon-button"
                  aria-label=${t('panel:moveDown', { section })}
                  ?disabled=${place === all.length - 1}
                  @click=${() => moveSection(name, 1, all)}
                >
                  ${icon(ArrowDown, 14)}
                </button>`
            : nothing
        }
      </h3>
      <div id=${id} class="inside" ?hidden=${!isOpen}>${isOpen ? this.#renderInside(name, head, contact) : nothing}</div>
    </section>`;
  }

  #renderInside(name: SectionName, head: ConversationView, contact: ContactDetails | undefined): TemplateResult | typeof nothing {
    if (name === 'facts') return html`<hub-conversation-facts .conversationId=${head.id}></hub-conversation-facts>`;
    if (name === 'files') return html`<hub-conversation-files .conversationId=${head.id}></hub-conversation-files>`;
    if (!contact) return nothing;
    if (name === 'about') return html`<hub-contact-about .contact=${contact}></hub-contact-about>`;
    if (name === 'notes') return html`<hub-contact-notes .contactId=${contact.id} .notes=${contact.notes}></hub-contact-notes>`;
    if (name === 'accounts') return renderAccounts(contact.identities);
    if (name === 'visits') return html`${until(this.#renderVisits(), nothing)}`;
    if (name === 'others') return html`<hub-other-conversations .contactId=${contact.id} .openId=${head.id}></hub-other-conversations>`;
    return renderDuplicates(contact.id, this.#duplicates().data ?? []);
  }

  /** Few contacts have any: how they look is loaded with the first. */
  async #renderVisits(): Promise<TemplateResult> {
    const { pageVisits } = await import('../../../components/visits/page-visits.ts');
    return pageVisits(this.#visits().data?.items ?? []);
  }
}
