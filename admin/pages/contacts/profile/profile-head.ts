import { ArrowLeft, Ban, Ellipsis, Merge, X } from 'lucide';
import { html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { ContactDetails } from '../../../../hub/api/customers/contacts.ts';
import { showError, showUndo } from '../../../app/feedback/toasts.ts';
import { navigate, place } from '../../../app/routing/route.ts';
import { avatar } from '../../../components/avatar.ts';
import { HubElement } from '../../../components/hub-element.ts';
import { icon } from '../../../components/icon.ts';
import { forgetContact, setBlocked } from '../../../data/contacts/contact.ts';
import { may } from '../../../data/session.ts';
import { confirm } from '../../../dialogs/confirm.ts';
import { agoShort, fullTime, minuteTick } from '../../../words/formats.ts';
import { t } from '../../../words/words.ts';
import { wordsOfKind } from '../contact-words.ts';
import { showErase } from '../erase/show-erase.ts';
import { showMerge } from '../merge/show-merge.ts';
import { saveAs } from '../save-as.ts';
import { CloseProfile } from './close-profile.ts';
import './fields/inline-field.ts';
import type { HubInlineField } from './fields/inline-field.ts';
import { saveField } from './fields/save-field.ts';

/** Who the contact is, and what can be done to it. */
@customElement('hub-profile-head')
export class HubProfileHead extends HubElement {
  @property({ attribute: false }) contact!: ContactDetails;
  @query('hub-inline-field') private nameField!: HubInlineField;

  protected override render() {
    void minuteTick.value; // "5m" has to become "6m"
    const { name, avatarUrl, kind, blocked, lastMessageAt, username } = this.contact;
    return html`<div class="row tools">
        <button class="button plain back" @click=${this.#close}>${icon(ArrowLeft)}${t('contacts:toContacts')}</button>
        <span class="spacer"></span>
        ${this.#renderActions(blocked)}
        <button
          class="icon-button close"
          aria-label=${t('contacts:closeContact')}
          title="${t('contacts:closeContact')} (Esc)"
          @click=${this.#close}
        >
          ${icon(X)}
        </button>
      </div>
      <div class="who">
        ${avatar(name, { url: avatarUrl, size: 52 })}
        <div class="texts">
          <h1 class="sr-only">${name}</h1>
          <hub-inline-field
            class="name"
            label=${t('contacts:field.name')}
            isLabelHidden
            isRequired
            value=${name}
            ?isReadonly=${!may('contact.edit')}
            .save=${(text: string) => saveField(this.contact.id, t('contacts:field.name'), { name: text }, { name })}
          ></hub-inline-field>
          <p class="row about">
            <span class="chip ${kind === 'known' ? 'accent' : ''}" title=${t(`contacts:kindHint.${kind}`)}>${wordsOfKind(kind)}</span>
            ${blocked ? html`<span class="chip bad">${icon(Ban, 11)}${t('contacts:blocked')}</span>` : nothing}
            ${username ? html`<span class="quiet ellipsis">@${username}</span>` : nothing}
            <span class="quiet" title=${lastMessageAt ? fullTime(lastMessageAt) : ''}
              >${lastMessageAt ? t('contacts:lastSeen', { ago: agoShort(lastMessageAt) }) : t('contacts:neverWrote')}</span
            >
          </p>
        </div>
      </div>
      ${blocked ? html`<p class="callout bad">${icon(Ban)}<span>${t('contacts:blockedHint')}</span></p>` : nothing}`;
  }

  #renderActions(blocked: boolean) {
    const mayEdit = may('contact.edit');
    const items = [
      may('data.export') ? html`<wa-dropdown-item value="export">${t('contacts:exportOne')}</wa-dropdown-item>` : nothing,
      mayEdit ? html`<wa-dropdown-item value="edit">${t('contacts:editName')}</wa-dropdown-item>` : nothing,
      may('contact.erase')
        ? html`<wa-divider></wa-divider><wa-dropdown-item value="erase" variant="danger">${t('contacts:eraseMenu')}</wa-dropdown-item>`
        : nothing,
    ];
    return html`${
      mayEdit
        ? html`<button class="button small" @click=${this.#toggleBlocked}>
              ${icon(Ban, 14)}<span class="label">${blocked ? t('contacts:unblock') : t('contacts:block')}</span>
            </button>
            <button class="button small" @click=${() => this.#merge()}>
              ${icon(Merge, 14)}<span class="label">${t('contacts:mergeTwo')}</span>
            </button>`
        : nothing
    }${
      items.some((item) => item !== nothing)
        ? html`<wa-dropdown placement="bottom-end" @wa-select=${this.#onSelect}>
            <button slot="trigger" class="icon-button" aria-label=${t('contacts:more')} title=${t('contacts:more')}>
              ${icon(Ellipsis)}
            </button>
            ${items}
          </wa-dropdown>`
        : nothing
    }`;
  }

  #close = (): void => void this.dispatchEvent(new CloseProfile());

  #onSelect = (event: CustomEvent<{ item: { value: string } }>): void => {
    const { value } = event.detail.item;
    if (value === 'edit') void this.nameField.edit();
    else if (value === 'export') saveAs(`${this.contact.name}.json`, JSON.stringify(this.contact, null, 2), 'application/json');
    else if (value === 'erase') void this.#erase();
  };

  #toggleBlocked = async (): Promise<void> => {
    const { id, name, blocked } = this.contact;
    if (!blocked) {
      const isAgreed = await confirm({
        heading: t('contacts:blockAsk', { name }),
        text: t('contacts:blockHint'),
        action: t('contacts:block'),
        isDangerous: true,
      });
      if (!isAgreed) return;
    }
    await this.#setBlocked(id, name, !blocked);
  };

  async #setBlocked(id: string, name: string, blocked: boolean): Promise<void> {
    try {
      await setBlocked(id, blocked);
      showUndo(t(blocked ? 'contacts:blockedDone' : 'contacts:unblockedDone', { name }), () => void this.#setBlocked(id, name, !blocked));
    } catch (error) {
      showError(error, () => void this.#setBlocked(id, name, blocked));
    }
  }

  async #merge(): Promise<void> {
    const stays = await showMerge(this.contact.id);
    const { path, query } = place.peek();
    if (stays !== undefined && path === `/contacts/${this.contact.id}` && stays !== this.contact.id)
      navigate(`/contacts/${stays}${query.size > 0 ? `?${query}` : ''}`, { replace: true });
  }

  async #erase(): Promise<void> {
    const { id, name } = this.contact;
    if (!(await showErase(id, name))) return;
    this.#close();
    forgetContact(id);
  }
}
