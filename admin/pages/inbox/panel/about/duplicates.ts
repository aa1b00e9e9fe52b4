import { html, type TemplateResult } from 'lit';
import type { DuplicateView } from '../../../../../hub/api/customers/contact-merges.ts';
import { href } from '../../../../app/routing/route.ts';
import { avatar } from '../../../../components/avatar.ts';
import { t } from '../../../../words/words.ts';
import { showMerge } from '../../../contacts/merge/show-merge.ts';

/** Contacts that may be the same person, and the way to make one of two. */
export function renderDuplicates(contactId: string, found: readonly DuplicateView[]): TemplateResult {
  return html`<ul class="rows">
    ${found.map(
      ({ contact, reasons }) =>
        html`<li class="duplicate">
          ${avatar(contact.name, { url: contact.avatarUrl, size: 24 })}
          <span class="who">
            <a class="ellipsis" href=${href(`/contacts/${contact.id}`)}>${contact.name}</a>
            <span class="faint ellipsis">${reasons.map((reason) => t(`panel:reason.${reason}`)).join(', ')}</span>
          </span>
          <button class="button small" @click=${() => void showMerge(contactId, contact.id)}>${t('panel:compare')}</button>
        </li>`,
    )}
  </ul>`;
}
