import { createQueryController } from '@tanstack/lit-query';
import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ContactDetails } from '../../../../hub/api/customers/contacts.ts';
import { ApiError } from '../../../../hub/api/client.ts';
import { wordsOf } from '../../../app/feedback/error-words.ts';
import '../../../components/empty.ts';
import { HubElement } from '../../../components/hub-element.ts';
import '../../../components/skeleton.ts';
import { contactQuery, customFieldsQuery } from '../../../data/contacts/contact.ts';
import { pageVisits } from '../../../components/visits/page-visits.ts';
import { contactVisitsQuery } from '../../../data/visitors/contact-visits.ts';
import { queryClient } from '../../../data/query-client.ts';
import { may } from '../../../data/session.ts';
import { fullTime, shortDate } from '../../../words/formats.ts';
import { t } from '../../../words/words.ts';
import { CloseProfile } from './close-profile.ts';
import './fields/contact-fields.ts';
import './fields/contact-notes.ts';
import './fields/contact-tags.ts';
import './history/contact-history.ts';
import './history/contact-identities.ts';
import './history/contact-merges.ts';
import './profile-head.ts';
import './contact-profile.css';

/** One contact: who it is, what is known of it, where it can be written to, what was talked about. */
@customElement('hub-contact-profile')
export class HubContactProfile extends HubElement {
  @property({ attribute: false }) contactId = '';
  readonly #contact = createQueryController(this, () => contactQuery(this.contactId), queryClient);
  readonly #fields = createQueryController(this, customFieldsQuery, queryClient);

  readonly #visits = createQueryController(this, () => contactVisitsQuery(this.contactId), queryClient);

  protected override render() {
    const { data, error } = this.#contact();
    if (data) return this.#renderContact(data);
    if (!error) return html`<hub-skeleton rows="1"></hub-skeleton><hub-skeleton shape="form" rows="6"></hub-skeleton>`;
    const isGone = error instanceof ApiError && (error.code === 'contact.unknown' || error.code === 'request.invalid');
    return html`<hub-empty
      drawing=${isGone ? 'missing' : 'broken'}
      heading=${isGone ? t('contacts:gone') : t('contacts:profileFailed')}
      text=${isGone ? t('contacts:goneHint') : wordsOf(error)}
      action=${isGone ? t('contacts:closeContact') : t('common:retry')}
      @hub-empty-action=${() => (isGone ? this.dispatchEvent(new CloseProfile()) : void this.#contact.refetch())}
    ></hub-empty>`;
  }

  #renderContact(contact: ContactDetails) {
    return html`<div class="scroll">
      <header><hub-profile-head .contact=${contact}></hub-profile-head></header>
      <section>
        <h2>${t('contacts:about')}</h2>
        <hub-contact-fields .contact=${contact} .customFields=${this.#fields().data ?? []}></hub-contact-fields>
      </section>
      <section>
        <h2>${t('contacts:field.tags')}</h2>
        <hub-contact-tags .contact=${contact}></hub-contact-tags>
      </section>
      <section>
        <h2>${t('contacts:field.notes')}</h2>
        <hub-contact-notes .contact=${contact}></hub-contact-notes>
      </section>
      <section>
        <h2>${t('contacts:identities')}</h2>
        <hub-contact-identities .identities=${contact.identities}></hub-contact-identities>
      </section>
      ${
        may('conversation.view')
          ? html`<section>
              <h2>${t('contacts:history')}</h2>
              <hub-contact-history .contactId=${contact.id}></hub-contact-history>
            </section>`
          : ''
      }
      ${this.#renderVisits()}
      <hub-contact-merges .contactId=${contact.id}></hub-contact-merges>
      <footer class="faint">
        <span title=${fullTime(contact.createdAt)}>${t('contacts:createdOn', { date: shortDate(contact.createdAt) })}</span> ·
        <span title=${fullTime(contact.updatedAt)}>${t('contacts:updatedOn', { date: shortDate(contact.updatedAt) })}</span>
      </footer>
    </div>`;
  }

  /** Left out where there are none: most contacts never were on a site of ours. */
  #renderVisits() {
    const visits = this.#visits().data?.items ?? [];
    return visits.length === 0
      ? ''
      : html`<section>
          <h2>${t('panel:section.visits')}</h2>
          ${pageVisits(visits)}
        </section>`;
  }
}
