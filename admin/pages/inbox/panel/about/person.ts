import { ExternalLink } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import type { ContactDetails } from '../../../../../hub/api/customers/contacts.ts';
import type { ConversationView } from '../../../../../hub/api/customers/conversations.ts';
import { href } from '../../../../app/routing/route.ts';
import { avatar } from '../../../../components/avatar.ts';
import { icon } from '../../../../components/icon.ts';
import { may } from '../../../../data/session.ts';
import { t } from '../../../../words/words.ts';
import { saveContact } from '../fields/save-contact.ts';
import '../fields/inline-field.ts';

/** The customer's face and name, known from the conversation before the rest is. */
export function renderPerson(head: ConversationView, contact: ContactDetails | undefined): TemplateResult {
  const name = contact?.name ?? head.contact.name;
  return html`<header class="person">
    ${avatar(name, { url: contact?.avatarUrl ?? head.contact.avatarUrl, size: 52 })}
    <div class="words">
      ${
        contact && may('contact.edit')
          ? html`<hub-inline-field
              class="name"
              .label=${t('panel:name')}
              .value=${name}
              isRequired
              isBare
              .save=${(typed: string) => saveContact(contact, t('panel:name'), { name: typed }, { name: contact.name })}
            ></hub-inline-field>`
          : html`<h2 class="ellipsis">${name}</h2>`
      }
      <p class="row quiet">
        ${contact ? html`<span class="chip ${contact.kind === 'known' ? 'good' : ''}" title=${t(`panel:kindHint.${contact.kind}`)}>${t(`panel:kind.${contact.kind}`)}</span>` : nothing}
        ${contact?.blocked ? html`<span class="chip bad">${t('panel:blockedChip')}</span>` : nothing}
        ${contact?.username ? html`<span class="ellipsis">@${contact.username}</span>` : nothing}
      </p>
    </div>
    ${
      may('contact.view')
        ? html`<a
            class="icon-button"
            href=${href(`/contacts/${head.contact.id}`)}
            aria-label=${t('panel:openContact')}
            title=${t('panel:openContact')}
            >${icon(ExternalLink, 15)}</a
          >`
        : nothing
    }
  </header>`;
}
