import { html, nothing, type TemplateResult } from 'lit';
import type { ContactView } from '../../../../hub/api/customers/contacts.ts';
import { avatar } from '../../../components/avatar.ts';
import { t } from '../../../words/words.ts';
import { wordsOfKind } from '../contact-words.ts';

/** A contact in two lines: who it is, and what it can be told apart by. */
export function contactLine(contact: ContactView, extra: TemplateResult | typeof nothing = nothing): TemplateResult {
  const { name, avatarUrl, emails, phones, username, blocked, kind } = contact;
  const about = [emails[0], phones[0], username && `@${username}`].filter((text) => text !== undefined && text !== '').slice(0, 2);
  return html`<span class="contact-line"
    >${avatar(name, { url: avatarUrl, size: 30 })}<span class="texts"
      ><span class="first"
        ><b class="ellipsis">${name}</b>${blocked ? html`<span class="chip bad">${t('contacts:blocked')}</span>` : nothing}${extra}</span
      ><span class="second quiet ellipsis">${about.length > 0 ? about.join(' · ') : wordsOfKind(kind)}</span></span
    ></span
  >`;
}
